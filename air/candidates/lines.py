"""Lines as text that regular expressions can search, with the way back to the words.

Words are joined by one space, or by a tab where the gap is wide, so that a pattern with spaces stays within a column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from air.candidate import Candidate
from air.document import Line, Page, Word

BELOW = 3  # lines of all columns in which the next line of a cell is looked for
NEAR_BELOW, SAME_LEFT = 3.5, 0.01  # heights of its words, and page widths
WIDE_GAP = 1.6  # of the line height; a space is about 0.3, letter-spaced text stays under 1


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A line of a page as text; `starts` are the positions of its words in the text, `y` its height in pages."""

    page: Page
    index: int
    line: Line
    text: str
    starts: tuple[int, ...]
    y: float

    def words_of(self, start: int, end: int) -> tuple[int, int]:
        """Indexes of the first and the last word that the span of text touches."""
        first = max(i for i, s in enumerate(self.starts) if s <= start)
        last = max(i for i, s in enumerate(self.starts) if s < end)
        return first, last

    def ends_cell(self, word: int) -> bool:
        """True if nothing follows the word, or only after a wide gap."""
        return word + 1 == len(self.starts) or self.text[self.starts[word + 1] - 1] == "\t"

    def cells(self) -> Iterator[tuple[int, int]]:
        """The first and the last word of each run of words that no wide gap parts."""
        first = 0
        for word in range(len(self.starts)):
            if self.ends_cell(word):
                yield first, word
                first = word + 1

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The pattern's matches in this line."""
        return pattern.finditer(self.text)

    def candidate(
        self, kind: str, match: re.Match[str], value: object, *, group: int = 0, proven: bool = False
    ) -> Candidate:
        """The candidate that a group of a match stands for."""
        first, last = self.words_of(match.start(group), match.end(group))
        words = self.line.words[first : last + 1]
        return Candidate(kind, match[group], value, words, self.page, self.index, first, last, proven)  # type: ignore[arg-type]


def search_lines(page: Page) -> tuple[SearchLine, ...]:
    """The page's lines as searchable text; linear in words."""
    ratio = page.width / page.height if page.height else 1.0
    return tuple(_search_line(page, index, line, ratio) for index, line in enumerate(page.lines))


def _search_line(page: Page, index: int, line: Line, ratio: float) -> SearchLine:
    parts: list[str] = []
    starts: list[int] = []
    position, right = 0, None
    for word in line.words:
        if right is not None:
            wide = (word.box.left - right) * ratio > WIDE_GAP * word.box.height
            parts.append("\t" if wide else " ")
            position += 1
        starts.append(position)
        parts.append(word.text)
        position += len(word.text)
        right = word.box.right
    return SearchLine(page, index, line, "".join(parts), tuple(starts), page.index + line.box.middle)


def cell_below(lines: Sequence[SearchLine], at: int, word: int) -> tuple[Word, ...]:
    """The cell that begins under a word of the line with that place in `lines`, close below; empty if there is none."""
    above = lines[at].line.words[word]
    for line in lines[at + 1 : at + 1 + BELOW]:
        if line.page is not lines[at].page or not 0 < line.line.box.top - above.box.top < NEAR_BELOW * above.box.height:
            continue
        for first, last in line.cells():
            if abs(line.line.words[first].box.left - above.box.left) < SAME_LEFT:
                return line.line.words[first : last + 1]
    return ()
