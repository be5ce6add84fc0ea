"""Layouts: the words that documents of one supplier share, and how the places of two such documents correspond.

Numbers change from document to document, words mostly stay. Which words two documents share says whether they have one
layout; where those words stand says where a value of the one should stand in the other, also if a scan is shifted or
the table above the totals has grown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from air.document import Document, Word
from air.phrases import normal

MOST_WORDS = 400  # of a page; more repeat themselves
SHORTEST = 3  # letters
MOST_REPEATED = 3  # places of one word that can be told apart
FEWEST_SHARED = 4  # words without which two documents have nothing in common
SAME_LINE = 0.004  # page heights
NEAR = 0.02  # page widths that shared words may be off
APART = 0.1  # page widths between two words that tell how much wider one document is
MOST_TELLING = 60  # shared words that are asked for it
NEAREST = 5  # shared words that tell where a place has moved
MOST_STRETCHED = 2.0  # how much wider a document may be in one of two photographs
HALFWAY, SLOPE = 0.62, 0.07  # likeness at which half of the pairs have one layout, and how sharp that is

_LONG_NUMBER, _BETWEEN_DIGITS = re.compile(r"\d{7,}"), re.compile(r"[ .,/-]")
Floats = NDArray[np.float64]
Moved = tuple[float, float, float]  # x, y, and the mean difference of its neighbours' heights
_RECORD = np.dtype([("key", "<u4"), ("x", "<f4"), ("y", "<f4")])


@dataclass(frozen=True, slots=True)
class Layout:
    """The words of the first and the last page, which may be the same; so what stands at the foot of a page finds its
    like on another document's last. `y` counts pages: 1.25 is a quarter down the second page.
    """

    words: NDArray[np.uint32]  # hashes, sorted, each once
    anchors: NDArray[np.void]  # sorted by key: places of words that stand there up to three times

    def to_bytes(self) -> bytes:
        return len(self.words).to_bytes(4, "little") + self.words.tobytes() + self.anchors.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Layout:
        end = 4 + 4 * int.from_bytes(data[:4], "little")
        return cls(np.frombuffer(data[4:end], "<u4"), np.frombuffer(data[end:], _RECORD))


@dataclass(frozen=True, slots=True)
class Match:
    """How two documents correspond: the places of the words they share, and how sure it is that their layout is one."""

    sure: float  # 0 to 1
    old_x: Floats
    old_y: Floats
    shift_x: Floats  # of each shared word from the old document to the new one, after the stretch
    shift_y: Floats
    stretch: tuple[float, float] = (
        1.0,
        0.0,
    )  # x in the new document for x = 0 in the old: the second; per x: the first

    def moved(self, x: float, y: float) -> Moved:
        """Where something of the old document should stand in the new one, and how far neighbours disagree on that.

        Shared words tell it by how they moved themselves: those on the same line most, then the nearest.
        """
        distance = self._distance(x, y)
        return self._as_told(x, y, distance, np.argsort(distance, kind="stable")[:NEAREST])

    def moved_all(self, x: float, y: float) -> tuple[Moved, ...]:
        """The same; then as only the words above it tell, and only those below it, if there are any.

        These differ where something came between.
        """
        distance = self._distance(x, y)
        order = np.argsort(distance, kind="stable")
        rows = self.old_y[order]
        sides = (order, order[rows < y - SAME_LINE], order[rows > y + SAME_LINE])
        return tuple(self._as_told(x, y, distance, side[:NEAREST]) for side in sides if len(side))

    def _distance(self, x: float, y: float) -> Floats:
        return np.asarray(np.abs(self.old_y - y) * 8 + np.abs(self.old_x - x) + 0.01)

    def _as_told(self, x: float, y: float, distance: Floats, words: NDArray[np.intp]) -> Moved:
        weights, shifts_y = (1 / distance[words] ** 2).tolist(), self.shift_y[words].tolist()
        shift_x = _weighted_median(self.shift_x[words].tolist(), weights)
        shift_y = _weighted_median(shifts_y, weights)
        off = sum(weight * abs(shift - shift_y) for weight, shift in zip(weights, shifts_y, strict=True))
        slope, start = self.stretch
        return slope * x + start + shift_x, y + shift_y, off / sum(weights)


def layout_of(document: Document) -> Layout:
    """The layout of a document; empty if nothing is printed on it."""
    places: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for side, page in (("first", 0), ("last", len(document.pages) - 1)) if document.pages else ():
        for text, word in _words(document, page):
            places.setdefault((side, text), []).append((word.box.left, page + word.box.middle))
    words = np.array(sorted({crc32(text.encode()) for _, text in places}), dtype="<u4")
    anchors = np.array(
        [
            (crc32(f"{side}/{text}/{number}/{len(found)}".encode()), x, y)
            for (side, text), found in places.items()
            if len(found) <= MOST_REPEATED
            for number, (x, y) in enumerate(found)
        ],
        dtype=_RECORD,
    )
    return Layout(words, anchors[np.unique(anchors["key"], return_index=True)[1]])


def numbers_of(document: Document) -> frozenset[str]:
    """The long numbers of the first and the last page, as digits, also where they run together with letters."""
    pages = {0, len(document.pages) - 1} if document.pages else set()
    lines = ("".join(word.text for word in line.words) for at in pages for line in document.pages[at].lines)
    return frozenset(found for line in lines for found in _LONG_NUMBER.findall(_BETWEEN_DIGITS.sub("", line)))


def long_number(text: str) -> str | None:
    """The longest number in an account or register number, if it is one that few others have.

    >>> long_number("NL02ABNA0123456789"), long_number("12345")
    ('0123456789', None)
    """
    return max(_LONG_NUMBER.findall(_BETWEEN_DIGITS.sub("", text)), key=len, default=None)


def match(old: Layout, new: Layout, *, known: float = 0.0) -> Match | None:
    """How the new document corresponds to the old one; None if they have next to nothing in common.

    `known` is likeness that is known from elsewhere.
    """
    _, at_old, at_new = np.intersect1d(old.anchors["key"], new.anchors["key"], assume_unique=True, return_indices=True)
    if len(at_old) < FEWEST_SHARED:
        return None
    here, there = old.anchors[at_old], new.anchors[at_new]
    fits, (slope, start) = _aligned(here["x"].astype(float), there["x"].astype(float))
    shared = len(np.intersect1d(old.words, new.words, assume_unique=True))
    union = len(old.words) + len(new.words) - shared
    union_of_places = len(old.anchors) + len(new.anchors) - len(at_old)
    likeness = shared / union + fits.sum() / union_of_places + known
    if fits.sum() < FEWEST_SHARED:
        return None
    here, there = here[fits], there[fits]
    sure = 1 / (1 + np.exp(-(likeness - HALFWAY) / SLOPE))
    x, y = here["x"].astype(float), here["y"].astype(float)
    return Match(float(sure), x, y, there["x"] - slope * x - start, there["y"] - y, (slope, start))


def _words(document: Document, page: int) -> Iterator[tuple[str, Word]]:
    for count, word in enumerate(document.pages[page].words()):
        if count >= MOST_WORDS:
            return
        text = "".join(c for c in normal(word.text) if c.isalpha())
        if len(text) >= SHORTEST and not any(c.isdigit() for c in word.text):
            yield text, word


def _aligned(old: Floats, new: Floats) -> tuple[NDArray[np.bool_], tuple[float, float]]:
    """Which of the words stand at the same place across the page after the best shift, or stretch; and the stretch.

    The stretch is the median of what pairs of words say (the estimator of Theil and Sen).
    """
    shift = new - old
    shifted = np.abs(shift - np.median(shift)) < NEAR
    some = np.linspace(0, len(old) - 1, MOST_TELLING).astype(int) if len(old) > MOST_TELLING else slice(None)
    between = old[some, None] - old[None, some]
    apart = between > APART
    if shifted.all() or not apart.any():
        return shifted, (1.0, 0.0)
    slope = float(np.median((new[some, None] - new[None, some])[apart] / between[apart]))
    start = float(np.median(new - slope * old))
    stretched = np.abs(slope * old + start - new) < NEAR
    if 1 / MOST_STRETCHED < slope < MOST_STRETCHED and stretched.sum() > shifted.sum():
        return stretched, (slope, start)
    return shifted, (1.0, 0.0)


def _weighted_median(values: Sequence[float], weights: Sequence[float]) -> float:
    half, seen = sum(weights) / 2, 0.0
    pairs = sorted(zip(values, weights, strict=True), key=itemgetter(0))
    for value, weight in pairs:
        seen += weight
        if seen >= half:
            return value
    return pairs[-1][0]
