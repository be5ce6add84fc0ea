"""Lists of values: which candidate stands behind another, with a comma between them."""

from __future__ import annotations

from collections.abc import Sequence

from air.candidate import Candidate
from air.document import Page
from air.memory.captions import is_wide

SEPARATORS = (",", ";")
LINES, NEAR, SAME_LEFT = 3, 2.5, 0.01  # lines of all columns, heights of a word, and page widths to the line below


def followed(candidates: Sequence[Candidate]) -> tuple[int | None, ...]:
    """For each candidate the place of the one that it is listed behind; None for the others.

    It stands behind it on the line, in the same word where OCR saw no space, or below it where the list runs on.
    """
    ends: dict[tuple[int, int, int], int] = {}
    answer = []
    for at, one in enumerate(candidates):
        page, line, first, last = one.place
        before = ends.get((page, line, first - 1)) if first and _ends_with_comma(one, line, first - 1) else None
        same = ends.get((page, line, last))
        if same is not None and one.is_listed_with(candidates[same]):
            before = same
        answer.append(_above(one, ends) if before is None else before)
        ends[page, line, last] = at
    return tuple(answer)


def _ends_with_comma(one: Candidate, line: int, word: int) -> bool:
    return one.page.lines[line].words[word].text.endswith(SEPARATORS)


def _above(one: Candidate, ends: dict[tuple[int, int, int], int]) -> int | None:
    """The candidate right above that ends a cell with a comma, if this one begins a cell."""
    page, line, first, _ = one.place
    if not _is_between_cells(one.page, line, first - 1):
        return None
    for above in range(line - 1, max(line - LINES, 0) - 1, -1):
        words = one.page.lines[above].words
        for last, word in enumerate(words):
            at = ends.get((page, above, last)) if word.text.endswith(SEPARATORS) else None
            is_near = 0 < one.box.top - word.box.top < NEAR * word.box.height
            is_below = is_near and abs(words[last].box.left - one.box.left) < SAME_LEFT
            if at is not None and is_below and _is_between_cells(one.page, above, last):
                return at
    return None


def _is_between_cells(page: Page, line: int, word: int) -> bool:
    """True if a cell ends behind the word."""
    words = page.lines[line].words
    return word in (-1, len(words) - 1) or is_wide(page, words, word)
