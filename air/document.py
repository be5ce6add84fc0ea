"""The document model: a document has pages, a page has lines, a line has words.

Boxes are fractions of the page, origin top-left, so what is learnt at 200 dpi holds at 300 dpi.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions of the page (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left <= self.right <= 1 and 0 <= self.top <= self.bottom <= 1):
            raise ValueError(f"not a normalised box: {self}")

    @classmethod
    def clipped(cls, left: float, top: float, right: float, bottom: float) -> Self:
        """The part of the rectangle that lies on the page."""
        left, top = min(max(left, 0.0), 1.0), min(max(top, 0.0), 1.0)
        return cls(left, top, min(max(right, left), 1.0), min(max(bottom, top), 1.0))

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Self:
        """The smallest box that holds all of `boxes` (at least one)."""
        lefts, tops, rights, bottoms = zip(*((b.left, b.top, b.right, b.bottom) for b in boxes), strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Height of the centre."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """Text between spaces."""

    text: str  # as it was read, no spaces inside
    box: Box
    confidence: float  # 0 (guess) to 1 (certain); digital text is 1


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, left to right; never empty."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return Box.around(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is read, upright."""

    index: int
    width: float  # points for PDF and text, pixels for images
    height: float
    lines: tuple[Line, ...]  # in reading order
    rotation: int = 0  # clockwise turn applied before reading: 0, 90, 180, 270
    engine: str = "text"  # who read it: "text" (digital), "tesseract", "rapidocr", "both"

    def words(self) -> Iterator[Word]:
        """The words in reading order."""
        for line in self.lines:
            yield from line.words


@dataclass(frozen=True, slots=True)
class StructuredInvoice:
    """What an XML e-invoice states exactly; keys are field names, values as on the wire (see `air.formats`)."""

    syntax: str  # "cii" or "ubl"
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    line_items: tuple[dict[str, str], ...] = ()  # keys: attribute names of `LineItem`


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of one file."""

    pages: tuple[Page, ...]  # those read, at most the page limit
    page_count: int  # all pages of the file
    media: str = "pdf"  # "pdf", "image", "office", "email", "text", "xml"
    structured: StructuredInvoice | None = None
    timings: dict[str, float] = field(default_factory=dict)  # milliseconds per stage of reading

    @property
    def was_scanned(self) -> bool:
        """True if an OCR engine read any page."""
        return any(page.engine != "text" for page in self.pages)
