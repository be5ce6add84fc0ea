"""One reading out of two: the letters of the thorough engine, the spaces of the fast one.

RapidOCR reads letters and digits of photographs far better, but writes "Netapayer" and "EUR19,77"; Tesseract sees the
gaps between words even where it misreads the words. What only Tesseract saw, and saw surely, is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from air.readers.accents import with_accents
from air.readers.lines import Piece, seen_piece
from air.readers.rapidocr import SeenLine

ALIKE = 0.5  # share of letters that agree, for the words of both engines to be the same line
DIGIT_GAP = 0.6  # of the height, between digits: less is a thousands separator or a specked number
SURE_ALONE = 0.8  # confidence of a word of Tesseract where RapidOCR saw nothing
FEWEST_LETTERS = 2  # of such a word
EURO = "€"  # RapidOCR's model has no such letter
POUND = "£"  # it leaves this one out; Tesseract sees it in stains too
SURE_POUND = 0.7  # confidence of a word of it with digits
SIGN_WIDTH = 0.6  # of the height


def combine(lines: Sequence[SeenLine], fast: Sequence[Piece]) -> list[Piece]:
    """The words of both readings of one image."""
    pieces: list[Piece] = []
    left_over = list(fast)
    for line in lines:
        inside = sorted((piece for piece in left_over if _is_inside(piece, line)), key=lambda piece: piece.left)
        left_over = [piece for piece in left_over if not _is_inside(piece, line)]
        pieces += [*_spaced(line, inside), *_lost_signs(line, inside)]
    alone = [p for p in left_over if p.confidence >= SURE_ALONE and sum(map(str.isalnum, p.text)) >= FEWEST_LETTERS]
    return with_accents(pieces, fast) + alone


def _is_inside(piece: Piece, line: SeenLine) -> bool:
    x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    return line.left <= x <= line.right and line.top <= y <= line.bottom


def _spaced(line: SeenLine, inside: Sequence[Piece]) -> list[Piece]:
    """The words of the line, split where the fast engine saw a gap too."""
    letters = line.text.replace(" ", "")
    cuts = {0: line.left, **_own_cuts(line), **_seen_cuts(letters, inside, line.bottom - line.top)}
    positions = sorted(cuts)
    return [
        seen_piece(letters[a:b], left, line.top, max(right, left + 1), line.bottom, line.confidence)
        for a, b, left, right in zip(
            positions,
            [*positions[1:], len(letters)],
            [cuts[a] for a in positions],
            [*(cuts[b] for b in positions[1:]), line.right],
            strict=True,
        )
        if a < b
    ]


def _own_cuts(line: SeenLine) -> dict[int, float]:
    """Position among the letters -> x, of the spaces that the line has."""
    step = (line.right - line.left) / max(len(line.text), 1)
    spaces = [i for i, char in enumerate(line.text) if char == " "]
    return {i - number: line.left + i * step for number, i in enumerate(spaces)}


def _seen_cuts(letters: str, inside: Sequence[Piece], height: float) -> dict[int, float]:
    """Position among the letters -> x, of the gaps between the fast engine's words; none where it read other text."""
    read = "".join(piece.text for piece in inside).lower()
    if Levenshtein.normalized_similarity(read, letters.lower()) < ALIKE:
        return {}
    places: dict[int, int] = {}
    for op in Levenshtein.opcodes(read, letters.lower()):
        if op.src_end - op.src_start == op.dest_end - op.dest_start:
            places |= {op.src_start + i: op.dest_start + i for i in range(op.src_end - op.src_start + 1)}
    cuts, end = {}, 0
    for piece, following in pairwise(inside):
        end += len(piece.text)
        place = places.get(end, 0)
        if 0 < place < len(letters) and _parts(letters, place, following.left - piece.right, height):
            cuts[place] = (piece.right + following.left) / 2
    return cuts


def _parts(letters: str, place: int, gap: float, height: float) -> bool:
    """True if a gap there parts two words; within a number it must be wide."""
    within_number = all(char.isdigit() or char in ".," for char in letters[place - 1 : place + 1])
    return gap > DIGIT_GAP * height or not within_number


def _lost_signs(line: SeenLine, inside: Sequence[Piece]) -> Iterator[Piece]:
    """The signs of currencies that the fast engine saw at the start or the end of its words."""
    for piece in inside:
        sign = EURO if EURO in piece.text else POUND if _has_pound(piece) else None
        if sign is not None and sign not in line.text:
            width = min(SIGN_WIDTH * (piece.bottom - piece.top), piece.right - piece.left)
            left = piece.left - width if piece.text.startswith(sign) else piece.right - width  # beside the digits
            yield seen_piece(sign, left, line.top, left + width, line.bottom, piece.confidence)


def _has_pound(piece: Piece) -> bool:
    return POUND in piece.text and any(map(str.isdigit, piece.text)) and piece.confidence >= SURE_POUND
