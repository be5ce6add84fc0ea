"""A page as tables need it: rows of print from edge to edge, each cut into segments at wide gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from air.document import Box, Document, Line, Page, Word
from air.tables.tokens import INTEGER, Token, tokens_of

SAME_ROW = 0.5  # of the lower word's height: words that share this much of it stand on one row
NEAR_ROWS = 4  # how many rows above may still take words
COLUMN_GAP = 1.6  # character widths: wider gaps separate segments
NUMBER_GAP = 1.5  # character widths: the widest gap inside a number


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens without a wide gap between them."""

    tokens: tuple[Token, ...]

    @property
    def left(self) -> float:
        return self.tokens[0].left

    @property
    def right(self) -> float:
        return self.tokens[-1].right

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Row:
    """Everything printed at one height of the page, left to right; never empty."""

    page_index: int
    box: Box
    tokens: tuple[Token, ...]
    segments: tuple[Segment, ...]
    text: str

    @property
    def words(self) -> list[str]:
        return self.text.split()


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of a page from top to bottom; lengths in page fractions."""

    page: Page
    rows: tuple[Row, ...]
    row_height: float  # usual height of a row, page heights
    character: float  # usual width of a character, page widths
    engine: str = field(default="text")


def layouts_of(document: Document) -> tuple[Layout, ...]:
    """One layout per page."""
    return tuple(layout_of(page) for page in document.pages)


def layout_of(page: Page) -> Layout:
    """The page's words as rows."""
    words = [word for word in page.words() if word.box.width > 0 and word.box.height > 0]
    if not words:
        return Layout(page, (), 0.015, 0.008, page.engine)
    widths = np.array([word.box.width / len(word.text) for word in words])
    heights = np.array([word.box.height for word in words])
    character = float(np.median(widths))
    rows = [_row(page, group, character) for group in _same_height(page.lines) if group]
    return Layout(page, tuple(rows), float(np.median(heights)), character, page.engine)


def _same_height(lines: Sequence[Line]) -> list[list[Word]]:
    """The lines' words in groups of one height, top to bottom, each left to right.

    Neighbouring ends are compared, not whole lines, so that a slightly turned page keeps its rows.
    """
    groups: list[list[Word]] = []
    for line in sorted(lines, key=lambda line: line.box.middle):
        words = sorted(line.words, key=lambda word: word.box.left)
        near = [group for group in groups[-NEAR_ROWS:] if _is_near(group, words) and _are_beside(group, words)]
        if near:
            near[-1].extend(words)
            near[-1].sort(key=lambda word: word.box.left)
        else:
            groups.append(words)
    return sorted(groups, key=lambda group: sum(word.box.middle for word in group) / len(group))


def _is_near(group: list[Word], words: list[Word]) -> bool:
    """False if the words stand two rows or more from the group."""
    one, other = group[0].box, words[0].box
    return abs(one.middle - other.middle) < 2 * max(one.height, other.height)


def _are_beside(group: list[Word], words: list[Word]) -> bool:
    """True if the words continue the group's row, to the left, to the right or in its gaps."""
    if _overlap(group, words):
        return False
    a, b = min(
        ((one.box, other.box) for one in group for other in (words[0], words[-1])),
        key=lambda pair: max(pair[0].left - pair[1].right, pair[1].left - pair[0].right),
    )
    return min(a.bottom, b.bottom) - max(a.top, b.top) > SAME_ROW * min(a.height, b.height)


def _overlap(group: list[Word], words: list[Word]) -> bool:
    """True if words of both would be printed over each other."""
    if group[-1].box.right <= words[0].box.left or words[-1].box.right <= group[0].box.left:
        return False
    return any(
        min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
        > 0.3 * min(one.box.width, other.box.width)
        for one in group
        for other in words
    )


def _row(page: Page, words: list[Word], character: float) -> Row:
    own = sum(word.box.width for word in words) / sum(len(word.text) for word in words)
    unit = (own + character) / 2
    tokens = tokens_of(words, NUMBER_GAP * unit, is_scanned=page.engine != "text")
    box = Box.around(word.box for word in words)
    return Row(page.index, box, tuple(tokens), _segments(tokens, COLUMN_GAP * unit), " ".join(w.text for w in words))


def _segments(tokens: list[Token], gap: float) -> tuple[Segment, ...]:
    """The tokens cut at wide gaps and between neighbouring amounts."""
    segments: list[list[Token]] = []
    for token in tokens:
        if segments and not _is_cut(segments[-1][-1], token, gap):
            segments[-1].append(token)
        else:
            segments.append([token])
    return tuple(Segment(tuple(segment)) for segment in segments)


def _is_cut(last: Token, token: Token, gap: float) -> bool:
    distance = token.left - last.right
    return distance > gap or (last.is_numeric and token.is_numeric and not last.kind == token.kind == INTEGER)
