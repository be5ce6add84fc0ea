"""Lists of values: which candidate stands behind another, with a comma between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from air.candidate import Candidate
from air.document import Page
from air.memory.captions import is_wide

SEPARATORS = (",", ";")
Listed = defaultdict[tuple[int, int], dict[int, int]]  # page and line -> last word, with a comma -> candidate
LINES, NEAR, SAME_LEFT = 3, 2.5, 0.01  # lines of all columns, heights of a word, and page widths to the line below


def followed(candidates: Sequence[Candidate]) -> tuple[int | None, ...]:
    """For each candidate the place of the one that it is listed behind; None for the others.

    It stands behind it on the line, in the same word where OCR saw no space, or below it where the list runs on.
    """
    listed: Listed = defaultdict(dict)
    words: dict[tuple[int, ...], int] = {}
    answer = []
    for at, one in enumerate(candidates):
        page, line, first, last = one.place
        before = words.get(one.place)
        if before is None or not one.is_listed_with(candidates[before]):
            before = listed[page, line].get(first - 1, _above(one, listed))
        answer.append(before)
        words[one.place] = at
        if one.page.lines[line].words[last].text.endswith(SEPARATORS):
            listed[page, line][last] = at
    return tuple(answer)


def _above(one: Candidate, listed: Listed) -> int | None:
    """The candidate right above that ends a cell with a comma, if this one begins a cell."""
    page, line, first, _ = one.place
    for above in range(line - 1, max(line - LINES, 0) - 1, -1):
        for last, at in listed[page, above].items() if (page, above) in listed else ():
            word = one.page.lines[above].words[last]
            is_near = 0 < one.box.top - word.box.top < NEAR * word.box.height
            is_below = is_near and abs(word.box.left - one.box.left) < SAME_LEFT
            if is_below and _is_between_cells(one.page, above, last) and _is_between_cells(one.page, line, first - 1):
                return at
    return None


def _is_between_cells(page: Page, line: int, word: int) -> bool:
    """True if a cell ends behind the word."""
    words = page.lines[line].words
    return word in (-1, len(words) - 1) or is_wide(page, words, word)
