"""The text layer of a PDF page: characters with boxes from PDFium, grouped into words with NumPy."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from air.readers.lines import Piece

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

DESCENT = 0.22  # of the font size: from the bottom of a loose box up to the baseline
WORD_GAP = 0.17  # of the font size: a wider gap separates words
BACKWARD = 0.4  # of the font size: text that jumps back starts a word
DUPLICATE = 0.12  # of the font size: the same letter drawn twice this close is fake bold
SPACED_GAP = 1.0  # of the font size: letters of spaced-out words are at most this far apart
LIGATURE = 3  # letters that one glyph may stand for
NARROWEST = 0.15  # of the font size: a letter is at least this wide
MAX_CHARS = 60_000  # per page; further text is left out

LETTERS = str.maketrans(
    {
        "\u00ad": "",
        "\u200b": "",
        "\u200c": "",
        "\u200d": "",
        "\u2060": "",
        "\ufeff": "",
        "\x02": "-",
        "\ufffe": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
SPACES = np.array([0, *range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029,
                   0x202F, 0x205F, 0x3000, 0xFFFF])  # fmt: skip

_get_loose_box = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)  # the same function with plain addresses as arguments, which are several times quicker to pass


@dataclass(frozen=True, slots=True)
class Chars:
    """Characters that show, in drawing order; boxes in points of the displayed page, y downwards."""

    codes: Ints
    boxes: Floats  # shape (n, 4): left, top, right, bottom
    starts_word: Bools  # a space came before it

    def pick(self, keep: Bools | Ints) -> Chars:
        return Chars(self.codes[keep], self.boxes[keep], self.starts_word[keep])


NO_CHARS = Chars(np.zeros(0, np.int64), np.zeros((0, 4)), np.zeros(0, np.bool_))


@dataclass(frozen=True, slots=True)
class PageFrame:
    """How points of the PDF page lie on the displayed page."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int  # quarters clockwise, from /Rotate

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def displayed(self, boxes: Floats) -> Floats:
        """Boxes left, bottom, right, top of the PDF page to left, top, right, bottom as displayed."""
        left, bottom, right, top = boxes.T
        x0, x1 = left - self.left, right - self.left
        y0, y1 = self.top - top, self.top - bottom
        return turned(np.stack([x0, y0, x1, y1], axis=1), self.turns, self.right - self.left, self.top - self.bottom)


def turned(boxes: Floats, turns: int, width: float, height: float) -> Floats:
    """Boxes (left, top, right, bottom) after turning the page of that size clockwise by quarters."""
    x0, y0, x1, y1 = boxes.T
    match turns % 4:
        case 1:
            parts = [height - y1, x0, height - y0, x1]
        case 2:
            parts = [width - x1, height - y1, width - x0, height - y0]
        case 3:
            parts = [y0, width - x1, y1, width - x0]
        case _:
            parts = [x0, y0, x1, y1]
    return np.stack(parts, axis=1)


def read_chars(textpage: pdfium.FPDF_TEXTPAGE, frame: PageFrame) -> Chars:
    """All characters of the page that lie on it, spaces as marks of the next character."""
    count = min(max(pdfium.FPDFText_CountChars(textpage), 0), MAX_CHARS)
    codes = _codes(textpage, count)
    boxes = frame.displayed(_loose_boxes(textpage, count))
    is_space = np.isin(codes, SPACES)
    after_space = np.concatenate([[True], is_space[:-1]])[:count]
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    is_on_page = ((middle >= 0) & (middle <= (frame.width, frame.height))).all(axis=1)
    codes[(codes >= 0xD800) & (codes <= 0xDFFF) | (codes > 0x10FFFF)] = 0xFFFD
    return Chars(codes, boxes, after_space).pick(~is_space & is_on_page)


def make_pieces(chars: Chars) -> list[Piece]:
    """Words of horizontal text."""
    chars = _without_duplicates(_without_descriptions(chars))
    if not len(chars.codes):
        return []
    left, top, right, bottom = chars.boxes.T
    size = np.maximum(bottom - top, 0.5)
    baseline = bottom - DESCENT * size
    starts = np.flatnonzero(_word_starts(chars, size, baseline))
    ends = np.append(starts[1:], len(left))
    text = "".join(map(chr, chars.codes.tolist()))
    texts = [text[start:end].translate(LETTERS) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    columns = (
        np.minimum.reduceat(left, starts),
        np.minimum.reduceat(top, starts),
        np.maximum.reduceat(right, starts),
        np.maximum.reduceat(bottom, starts),
        baseline[starts],
        np.maximum.reduceat(size, starts),
    )
    rows = zip(texts, *(column.tolist() for column in columns), strict=True)
    return join_spaced([Piece(*row) for row in rows if row[0]])


def join_spaced(pieces: Sequence[Piece]) -> list[Piece]:
    """Join the letters of s p a c e d words: at least three single letters in a row at even distances."""
    joined: list[Piece] = []
    start = 0
    while start < len(pieces):
        end = _spaced_end(pieces, start)
        joined.append(_joined(pieces[start:end]) if end - start >= 3 else pieces[start])
        start = end if end - start >= 3 else start + 1
    return joined


def _codes(textpage: pdfium.FPDF_TEXTPAGE, count: int) -> Ints:
    """Unicode of every character; in one call where each is one unit of UTF-16, which is nearly always."""
    units = np.zeros(2 * count + 2, np.uint16)
    pointer = units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    if pdfium.FPDFText_GetText(textpage, 0, count, pointer) == count + 1:  # with the zero at the end
        return units[:count].astype(np.int64)
    return np.fromiter(map(pdfium.FPDFText_GetUnicode, repeat(textpage, count), range(count)), np.int64, count)


def _loose_boxes(textpage: pdfium.FPDF_TEXTPAGE, count: int) -> Floats:
    """Shape (count, 4): left, bottom, right, top in points of the PDF page; advance wide and font size high."""
    rects = np.zeros((count, 4), np.float32)
    page = ctypes.cast(textpage, ctypes.c_void_p).value
    first, size = rects.ctypes.data, ctypes.sizeof(pdfium.FS_RECTF)
    places = range(first, first + size * count, size)
    deque(map(_get_loose_box, repeat(page, count), range(count), places), maxlen=0)  # a plain loop takes twice as long
    corners = np.nan_to_num(rects.astype(np.float64), posinf=1e7, neginf=-1e7)  # left, top, right, bottom
    left, top, right, bottom = corners.T
    return np.stack(
        [np.minimum(left, right), np.minimum(bottom, top), np.maximum(left, right), np.maximum(bottom, top)], axis=1
    )


def _word_starts(chars: Chars, size: Floats, baseline: Floats) -> Bools:
    left, _, right, _ = chars.boxes.T
    smaller = np.minimum(size[1:], size[:-1])
    gap = left[1:] - right[:-1]
    starts = chars.starts_word.copy()
    starts[0] = True
    starts[1:] |= (gap > WORD_GAP * smaller) | (left[1:] < left[:-1] - BACKWARD * smaller)
    starts[1:] |= np.abs(baseline[1:] - baseline[:-1]) > 0.5 * np.maximum(size[1:], size[:-1])
    return starts


def _without_descriptions(chars: Chars) -> Chars:
    """Leave out text that stands for a picture, such as an address behind an envelope: all in one small box."""
    if len(chars.codes) <= LIGATURE:
        return chars
    is_same = np.concatenate([[False], (np.abs(np.diff(chars.boxes, axis=0)) < 1e-3).all(axis=1)])
    if not is_same.any():
        return chars
    run = np.cumsum(~is_same) - 1
    count = np.bincount(run)[run]
    width, height = chars.boxes[:, 2] - chars.boxes[:, 0], chars.boxes[:, 3] - chars.boxes[:, 1]
    keep = ~is_same | (count <= LIGATURE) | (width >= NARROWEST * height * count)
    return chars.pick(keep)


def _without_duplicates(chars: Chars) -> Chars:
    """Leave out letters drawn again on nearly the same place."""
    left, top, _, bottom = chars.boxes.T
    near = DUPLICATE * np.maximum(bottom - top, 0.5)
    keep = np.ones(len(left), np.bool_)
    for shift in (0.0, 0.5):  # heights are compared in bins of a point, once more in bins half a point further
        order = np.lexsort((left, np.floor(bottom / 2 + shift), chars.codes))
        first, second = order[:-1], order[1:]
        is_same = (chars.codes[first] == chars.codes[second]) & (np.abs(left[first] - left[second]) < near[second])
        is_same &= np.abs(bottom[first] - bottom[second]) < near[second]
        keep[np.maximum(first, second)[is_same]] = False
    if keep.all():
        return chars
    spaces = np.maximum.accumulate(np.where(chars.starts_word, np.arange(len(keep)), -1))
    previous = np.concatenate([[-1], np.flatnonzero(keep)[:-1]])
    kept = chars.pick(keep)
    return Chars(kept.codes, kept.boxes, spaces[keep] > previous)


def _spaced_end(pieces: Sequence[Piece], start: int) -> int:
    """Index after the last of the single letters that continue at the distance of the first two."""
    end = start + 1
    if len(pieces[start].text) != 1 or not pieces[start].text.isalpha():
        return end
    first_gap = None
    while end < len(pieces) and len(pieces[end].text) == 1 and pieces[end].text.isalpha():
        left, right = pieces[end - 1], pieces[end]
        gap = right.left - left.right
        if abs(right.baseline - left.baseline) > 0.1 * left.size or not 0 < gap < SPACED_GAP * left.size:
            break
        first_gap = gap if first_gap is None else first_gap
        if abs(gap - first_gap) > 0.12 * left.size:
            break
        end += 1
    return end


def _joined(pieces: Sequence[Piece]) -> Piece:
    return Piece(
        "".join(piece.text for piece in pieces),
        pieces[0].left,
        min(piece.top for piece in pieces),
        pieces[-1].right,
        max(piece.bottom for piece in pieces),
        pieces[0].baseline,
        max(piece.size for piece in pieces),
    )
