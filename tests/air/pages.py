"""Documents for tests, built word by word."""

from __future__ import annotations

from air.document import Box, Document, Line, Page, Word
from air.findings import Findings, find

CHARACTER, HEIGHT = 0.011, 0.012  # of the page: width of a letter, height of a word


def text_page(*lines: str, index: int = 0, confidence: float = 1.0) -> Page:
    """A page with these lines; two spaces or more are a wide gap as long as they are."""
    return Page(
        index, 595, 842, tuple(_line(text, 0.05 + 0.02 * n, confidence) for n, text in enumerate(lines) if text.strip())
    )


def text_document(*lines: str, confidence: float = 1.0) -> Document:
    """A document of one such page."""
    return Document((text_page(*lines, confidence=confidence),), 1)


def findings_of(*lines: str, legislation: str = "nl", confidence: float = 1.0) -> Findings:
    """What is found on one such page."""
    return find(text_document(*lines, confidence=confidence), legislation=legislation)


def _line(text: str, top: float, confidence: float) -> Line:
    words, position = [], 0
    for part in text.split(" "):
        if part:
            left = 0.03 + position * CHARACTER
            box = Box.clipped(left, top, left + len(part) * CHARACTER, top + HEIGHT)
            words.append(Word(part, box, confidence))
        position += len(part) + 1
    return Line(tuple(words))
