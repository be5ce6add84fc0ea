"""Layouts: the words that documents of one supplier share, and how the places of two such documents correspond.

Numbers change from document to document, words mostly stay. Which words two documents share says whether they have one
layout; where those words stand says where a value of the one should stand in the other, also if a scan is shifted or
the table above the totals has grown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from air.document import Document, Word
from air.phrases import normal

MOST_WORDS = 400  # of a page; more repeat themselves
SHORTEST = 3  # letters
MOST_REPEATED = 3  # places of one word that can be told apart

_LONG_NUMBER, _BETWEEN_DIGITS = re.compile(r"\d{7,}"), re.compile(r"[ .,/-]")
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


def _words(document: Document, page: int) -> Iterator[tuple[str, Word]]:
    for count, word in enumerate(document.pages[page].words()):
        if count >= MOST_WORDS:
            return
        text = "".join(c for c in normal(word.text) if c.isalpha())
        if len(text) >= SHORTEST and not any(c.isdigit() for c in word.text):
            yield text, word
