"""A page as forms need it: segments of words without a wide gap, and which stands beside or below which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from air.candidates.lines import WIDE_GAP, SearchLine, search_lines
from air.document import Box, Page, Word

SAME_ROW = 0.5  # of the lower height: what shares this much stands on one row
REACH = 3.2  # heights that a value may stand below its label
LEADERS = re.compile(r"[._…·‒–—=|‗-]{2,}:?|\||_+")  # dots, underscores and rules that lead to a value


@dataclass(frozen=True, slots=True)
class Spot:
    """A word and where it is in the document."""

    word: Word
    page_index: int
    line_index: int
    at: int  # in the line

    @property
    def key(self) -> tuple[int, int, int]:
        return self.page_index, self.line_index, self.at


@dataclass(frozen=True)
class Segment:
    """Words of one line without a wide gap between them; never empty."""

    number: int  # on its page
    spots: tuple[Spot, ...]
    box: Box = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", Box.around(spot.word.box for spot in self.spots))

    @cached_property
    def text(self) -> str:
        return " ".join(spot.word.text for spot in self.spots)

    @property
    def page_index(self) -> int:
        return self.spots[0].page_index


@dataclass(frozen=True)
class Grid:
    """The segments of a page in reading order, with their neighbours."""

    page: Page
    segments: tuple[Segment, ...]
    height: float  # usual height of a word, page heights

    def right_of(self, segment: Segment) -> Segment | None:
        """The next segment on the same row."""
        return self._beside[segment.number][1]

    def left_of(self, segment: Segment) -> Segment | None:
        """The segment before it on the same row."""
        return self._beside[segment.number][0]

    def below(self, segment: Segment) -> Segment | None:
        """The nearest segment under it that starts or stands there, within reach."""
        return self._under[segment.number]

    def above(self, segment: Segment) -> Segment | None:
        """The nearest segment over it, within reach."""
        return self._over[segment.number]

    def stack(self, segment: Segment, most: int) -> list[Segment]:
        """The segment and what follows under it with the same left edge, line by line, `most` at most."""
        found = [segment]
        while len(found) < most:
            last, following = found[-1], self.below(found[-1])
            tight = following is not None and following.box.top - last.box.bottom < 1.1 * max(last.box.height, 1e-6)
            if following is None or not tight or abs(following.box.left - segment.box.left) > 0.012:
                break
            found.append(following)
        return found

    @cached_property
    def _beside(self) -> list[tuple[Segment | None, Segment | None]]:
        return [(self._nearest_beside(one, -1), self._nearest_beside(one, 1)) for one in self.segments]

    def _nearest_beside(self, one: Segment, side: int) -> Segment | None:
        near = [
            other
            for other in self._around(one)
            if other is not one
            and _share(one.box, other.box) > SAME_ROW
            and (other.box.left >= one.box.right - 0.005 if side > 0 else other.box.right <= one.box.left + 0.005)
        ]
        return min(near, key=lambda other: side * other.box.left, default=None)

    def _around(self, one: Segment) -> Sequence[Segment]:
        return self._by_band.get(round(one.box.middle * 100), ())

    @cached_property
    def _by_band(self) -> dict[int, list[Segment]]:
        """Segments by hundredths of the page that their middle is near to."""
        bands: dict[int, list[Segment]] = {}
        for one in self.segments:
            first, last = round(one.box.top * 100) - 1, round(one.box.bottom * 100) + 1
            for band in range(first, last + 1):
                bands.setdefault(band, []).append(one)
        return bands

    @cached_property
    def _under(self) -> list[Segment | None]:
        return [self._nearest_along(one, 1) for one in self.segments]

    @cached_property
    def _over(self) -> list[Segment | None]:
        return [self._nearest_along(one, -1) for one in self.segments]

    def _nearest_along(self, one: Segment, way: int) -> Segment | None:
        reach = REACH * max(one.box.height, self.height)
        found, nearest = None, reach
        bands = range(round((one.box.top - reach) * 100) - 1, round((one.box.bottom + reach) * 100) + 2)
        seen: set[int] = set()
        for band in bands:
            for other in self._by_band.get(band, ()):
                if other.number in seen or other is one:
                    continue
                seen.add(other.number)
                gap = other.box.top - one.box.bottom if way > 0 else one.box.top - other.box.bottom
                if -0.5 * self.height < gap < nearest and _stand_over(one.box, other.box):
                    found, nearest = other, gap
        return found


def grid_of(page: Page) -> Grid:
    """The page's lines cut at wide gaps, colons on their own kept with the word before them."""
    segments: list[Segment] = []
    for line in search_lines(page):
        for spots in _runs(line):
            segments.append(Segment(len(segments), spots))
    heights = [word.box.height for word in page.words() if word.box.height > 0]
    return Grid(page, tuple(segments), median(heights) if heights else 0.012)


def _runs(line: SearchLine) -> list[tuple[Spot, ...]]:
    runs: list[list[Spot]] = [[]]
    for at, word in enumerate(line.line.words):
        if at and line.text[line.starts[at] - 1] == "\t":
            runs.append([])
        if LEADERS.fullmatch(word.text):
            runs.append([])
            continue
        runs[-1].append(Spot(word, line.page.index, line.index, at))
    return [tuple(run) for run in runs if run]


def _share(one: Box, other: Box) -> float:
    """How much of the lower one's height both stand on."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common / max(min(one.height, other.height), 1e-6)


def _stand_over(one: Box, other: Box) -> bool:
    """True if they overlap sideways, or start at the same left edge."""
    return min(one.right, other.right) - max(one.left, other.left) > 0 or abs(one.left - other.left) < 0.01


__all__ = ["WIDE_GAP", "Grid", "Segment", "Spot", "grid_of"]
