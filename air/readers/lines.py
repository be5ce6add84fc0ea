"""Words to lines: words on one baseline, across the whole width of the page, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from air.document import Box, Line, Word

SAME_BASELINE = 0.35  # of the smaller font size
MOST_LARGER = 2.2  # times the smallest of the row: boxes of OCR are loose, titles beside small print are not meant
RAISED_GAP = 0.6  # of the large font size: a raised figure stands this close to its neighbour
DESCENDERS = frozenset("gjpqyQ,;()[]{}|§ç_/")
DESCENT = 0.2  # of the height of a word box with a descender


@dataclass(frozen=True, slots=True)
class Piece:
    """A word in page units (points or pixels), y downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float  # font size or height of the box
    confidence: float = 1.0


def seen_piece(text: str, left: float, top: float, right: float, bottom: float, confidence: float) -> Piece:
    """A word as OCR sees it: its box is tight, so the baseline depends on the letters."""
    height = bottom - top
    descends = not DESCENDERS.isdisjoint(text)
    baseline = bottom - (DESCENT * height if descends else 0.0)
    return Piece(text, left, top, right, bottom, baseline, height, confidence)


def group_lines(pieces: Iterable[Piece], *, slope: float = 0.0) -> list[list[Piece]]:
    """Lines from top to bottom, each from left to right; `slope` is what skew is left (dy / dx)."""
    rows: list[list[Piece]] = []
    level = middle = size = 0.0  # mean baseline, mean middle and smallest size of the newest row
    for piece in sorted(pieces, key=lambda p: p.baseline - slope * p.left):
        height = piece.baseline - slope * piece.left
        centre = (piece.top + piece.bottom) / 2 - slope * piece.left
        near = SAME_BASELINE * min(size, piece.size)
        same_middle = piece.confidence < 1 and abs(centre - middle) < near and piece.size < MOST_LARGER * size
        if rows and (height - level < near or same_middle):
            row = rows[-1]
            row.append(piece)
            level += (height - level) / len(row) if height - level < near else 0.0
            middle += (centre - middle) / len(row)
            size = min(size, piece.size)
        else:
            rows.append([piece])
            level, middle, size = height, centre, piece.size
    for row in rows:
        row.sort(key=lambda p: p.left)
    return _join_raised(rows)


def to_lines(rows: Sequence[Sequence[Piece]], width: float, height: float) -> tuple[Line, ...]:
    """Rows in page units to lines of words in fractions of the page."""
    return tuple(
        Line(tuple(Word(piece.text, _box(piece, width, height), piece.confidence) for piece in row)) for row in rows
    )


def _box(piece: Piece, width: float, height: float) -> Box:
    left, top, right, bottom = piece.left / width, piece.top / height, piece.right / width, piece.bottom / height
    if 0 <= left <= right <= 1 and 0 <= top <= bottom <= 1:
        return Box(left, top, right, bottom)
    return Box.clipped(left, top, right, bottom)


def _join_raised(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Put a row of raised figures (12,⁵⁰) into the row below it, whose text they stand right behind."""
    joined: list[list[Piece]] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above is not None and all(_is_raised(piece, row) for piece in above):
            joined[-1] = sorted(above + row, key=lambda p: p.left)
        else:
            joined.append(row)
    return joined


def _is_raised(small: Piece, row: list[Piece]) -> bool:
    for large in row:
        gap = small.left - large.right
        is_beside = -0.1 * large.size <= gap <= RAISED_GAP * large.size
        is_within = small.top >= large.top - 0.25 * large.size and small.bottom <= large.bottom
        if is_beside and is_within and small.size < 0.8 * large.size:
            return True
    return False
