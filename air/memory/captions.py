"""What announces a value: the words on its left, and the heading above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from air.candidate import Candidate
from air.candidates.lines import WIDE_GAP, SearchLine
from air.document import Page, Word
from air.phrases import normal

MOST_WORDS = 4  # of a caption
LINES_ABOVE, NEAR_ABOVE = 4, 0.03  # lines of all columns, and page heights, within which a value's heading stands
SAME_HEIGHT = 0.6  # of a value's height that its label may stand higher or lower
Start = tuple[SearchLine, int]  # a line and one of its words
WordPlace = tuple[int, int, int]  # page, line and word


def label_of(candidate: Candidate) -> str:
    """The words before the candidate on its line, up to a gap or a number; empty at the start of a line.

    Words that stand a little higher or lower than the value are a line of their own, but label it too.
    """
    page, at = candidate.page, candidate.line_index
    if found := _label(page, page.lines[at].words, candidate.first_word):
        return found
    box = candidate.box
    for line in (*page.lines[max(at - 1, 0) : at], *page.lines[at + 1 : at + 2]):
        words = [word for word in line.words if word.box.right <= box.left + word.box.width / 2]
        if words and abs(words[-1].box.middle - box.middle) < SAME_HEIGHT * box.height:
            return _label(page, words, len(words))
    return ""


def above_of(candidate: Candidate) -> str:
    """The words of the cell right above the candidate; empty if nothing stands near, or numbers are among them."""
    page, box = candidate.page, candidate.box
    for line in reversed(page.lines[max(candidate.line_index - LINES_ABOVE, 0) : candidate.line_index]):
        words = line.words
        over = [at for at, word in enumerate(words) if word.box.left < box.right and word.box.right > box.left]
        if over and 0 < box.middle - words[over[0]].box.middle < NEAR_ABOVE:
            return _heading(_cell(page, words, over[0], over[-1]))
    return ""


def announced(lines: Sequence[SearchLine], labels: Set[WordPlace], label: str, above: str) -> Start | None:
    """Where the value begins that stands behind the label or below the heading; None unless there is one such place.

    The last word of either must be one of a known label (`labels` are their words) or end with a colon.
    """
    found = [*_behind(lines, labels, label), *_below(lines, labels, above)]
    return found[0] if len(found) == 1 else None


def is_wide(page: Page, words: Sequence[Word], at: int) -> bool:
    """True if there is a wide gap behind that word, as between columns."""
    gap = words[at + 1].box.left - words[at].box.right
    return gap * page.width / max(page.height, 1) > WIDE_GAP * words[at].box.height


def _label(page: Page, words: Sequence[Word], first: int) -> str:
    found: list[str] = []
    for at in range(first - 1, -1, -1):
        if found and (len(found) == MOST_WORDS or is_wide(page, words, at) or _has_digits(words[at])):
            break
        if letters := _letters(words[at].text):
            found.insert(0, letters)
    return " ".join(found)


def _heading(words: Sequence[Word]) -> str:
    if any(_has_digits(word) for word in words):
        return ""
    return " ".join(text for text in (_letters(word.text) for word in words[:MOST_WORDS]) if text)


def _cell(page: Page, words: Sequence[Word], first: int, last: int) -> Sequence[Word]:
    """Those words and all that no wide gap parts from them."""
    while first and not is_wide(page, words, first - 1):
        first -= 1
    while last + 1 < len(words) and not is_wide(page, words, last):
        last += 1
    return words[first : last + 1]


def _behind(lines: Sequence[SearchLine], labels: Set[WordPlace], label: str) -> Iterable[Start]:
    for line in lines if label else ():
        words = line.line.words
        for at in range(1, len(words)):
            is_possible = not _has_digits(words[at - 1]) and label.endswith(_letters(words[at - 1].text) or "-")
            if is_possible and _announces(line, at - 1, labels) and _label(line.page, words, at) == label:
                yield line, at


def _below(lines: Sequence[SearchLine], labels: Set[WordPlace], heading: str) -> Iterable[Start]:
    for line in lines if heading else ():
        words, first = line.line.words, 0
        while first < len(words):
            cell = _cell(line.page, words, first, first)
            first += len(cell)
            if _announces(line, first - 1, labels) and _heading(cell) == heading:
                below = _under(lines, line, cell)
                if below is not None:
                    yield below


def _announces(line: SearchLine, word: int, labels: Set[WordPlace]) -> bool:
    return line.line.words[word].text.endswith(":") or (line.page.index, line.index, word) in labels


def _under(lines: Sequence[SearchLine], line: SearchLine, cell: Sequence[Word]) -> Start | None:
    """The first word of the cell that stands under this one."""
    left, right, middle = cell[0].box.left, cell[-1].box.right, cell[0].box.middle
    for other in lines:
        if other.page is not line.page or not line.index < other.index <= line.index + LINES_ABOVE:
            continue
        for at, word in enumerate(other.line.words):
            if word.box.left < right and word.box.right > left and 0 < word.box.middle - middle < NEAR_ABOVE:
                first = at
                while first and not is_wide(other.page, other.line.words, first - 1):
                    first -= 1
                return other, first
    return None


@lru_cache(maxsize=50_000)
def _letters(text: str) -> str:
    return "".join(c for c in normal(text) if c.isalpha())


def _has_digits(word: Word) -> bool:
    return any(c.isdigit() for c in word.text)
