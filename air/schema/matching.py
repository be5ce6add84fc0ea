"""Which label announces which field: one model scores every pair, and fields share out labels and values.

"Not there" is an answer: a pair below the limit is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from air.calibration import Points, calibrated
from air.candidate import Candidate
from air.candidates import search_lines
from air.candidates.dates import find_dates
from air.document import Box, Document
from air.numbers import decimal_comma_of
from air.schema.features import FEATURE_NAMES, pair_features
from air.schema.grid import Grid, Spot, grid_of
from air.schema.options import Option, options_for
from air.schema.parse import Dates
from air.schema.result import Answer, Answers
from air.schema.wanted import Wanted
from air.schema.windows import PageWindows, Window, page_windows
from air.trees import Trees

MOST_PAGES = 20  # that are searched for labels
FIELDS, CELLS = "fields", "cells"  # what is calibrated: values behind labels, and those under headings


@dataclass(frozen=True, slots=True)
class Pages:
    """A document ready for matching."""

    grids: tuple[Grid, ...]
    dates: Dates
    decimal_comma: bool | None


@dataclass(frozen=True)
class Pair:
    """A label with a value for a field."""

    field: int
    window: Window
    option: Option


@dataclass(frozen=True)
class Pairs:
    """Everything that may be an answer, with its features: shape (pairs, FEATURE_NAMES)."""

    wanted: tuple[Wanted, ...]
    pairs: tuple[Pair, ...]
    features: NDArray[np.float32]


def prepare(document: Document, *, month_first: bool, decimal_comma: bool) -> Pages:
    """Grids and dates of the pages; the habits hold where the document shows none."""
    lines = tuple(line for page in document.pages for line in search_lines(page))
    dates: dict[tuple[int, int, int], Candidate] = {}
    for found in find_dates(lines, month_first=month_first):
        key = (found.page.index, found.line_index, found.first_word)
        if key not in dates or dates[key].last_word < found.last_word:
            dates[key] = found
    habit = decimal_comma_of(document)
    grids = tuple(grid_of(page) for page in document.pages[:MOST_PAGES])
    return Pages(grids, dates, decimal_comma if habit is None else habit)


def find_pairs(pages: Pages, wanted: Sequence[Wanted], unknown: frozenset[str] = frozenset()) -> Pairs:
    """The best labels of each field with the values that may stand with them."""
    pairs: list[Pair] = []
    rows: list[NDArray[np.float32]] = [np.empty((0, len(FEATURE_NAMES)), np.float32)]
    for grid in pages.grids:
        page = page_windows(grid, wanted, unknown)
        for number, field in enumerate(wanted):
            found, features = _of_field(number, field, page, pages)
            pairs += found
            rows += features
    return Pairs(tuple(wanted), tuple(pairs), np.concatenate(rows))


def _of_field(
    number: int, wanted: Wanted, page: PageWindows, pages: Pages
) -> tuple[list[Pair], list[NDArray[np.float32]]]:
    pairs: list[Pair] = []
    rows = []
    best = page.best(number)
    for rank, at in enumerate(best):
        window = page.windows[at]
        options = options_for(window, wanted.field, page.grid, pages.dates, decimal_comma=pages.decimal_comma)
        if not options:
            continue
        others = [float(page.likeness[number, one]) for one in best if one != at]
        lead = float(page.likeness[number, at]) - max(others, default=0.0)
        is_date = [option.parsed.spots[0].key in pages.dates for option in options]
        pairs += [Pair(number, window, option) for option in options]
        rows.append(pair_features(number, wanted, page, at, rank, lead, options, is_date))
    return pairs, rows


def choose(found: Pairs, scores: NDArray[np.float64], least: float) -> dict[int, int]:
    """Field -> its pair: the surest first; no word serves two fields, as label or as value."""
    chosen: dict[int, int] = {}
    labels: set[tuple[int, int, int]] = set()
    values: set[tuple[int, int, int]] = set()
    for at in np.argsort(-scores, kind="stable"):
        if scores[at] < least:
            break
        pair = found.pairs[at]
        label = {spot.key for spot in _label_spots(pair.window)}
        value = {spot.key for spot in pair.option.parsed.spots}
        if pair.field in chosen or label & (labels | values) or value & (labels | values):
            continue
        chosen[pair.field] = int(at)
        labels |= label
        values |= value
    return chosen


@dataclass(frozen=True, slots=True)
class Matcher:
    """The model "does this label announce this field", with its calibration."""

    trees: Trees

    @property
    def least(self) -> float:
        """The score under which a pair is no answer."""
        return float(self.trees.manifest["least"])

    def match(self, pages: Pages, fields: Sequence[Wanted]) -> Answers:
        """Path -> answer for the fields whose value was found."""
        found = find_pairs(pages, fields)
        return self.answers(found, self.scores(found))

    def scores(self, found: Pairs) -> NDArray[np.float64]:
        """One per pair, 0 to 1, not calibrated."""
        return self.trees.predict(found.features.astype(np.float64)) if found.pairs else np.empty(0)

    def answers(self, found: Pairs, scores: NDArray[np.float64]) -> Answers:
        """The answers that the scores lead to."""
        answers: Answers = {}
        for number, at in choose(found, scores, self.least).items():
            parsed = found.pairs[at].option.parsed
            answers[found.wanted[number].path] = Answer(
                parsed.value, self.confidence(float(scores[at])), parsed.text, parsed.spots[0].page_index,
                box_of(parsed.spots),
            )  # fmt: skip
        return answers

    def confidence(self, score: float) -> float:
        """The share of answers with that score that were right on forms with fields never trained on."""
        points = self.points(FIELDS)
        return score if points is None else calibrated(points, score)

    def points(self, what: str) -> Points | None:
        """The calibration of `FIELDS` or of `CELLS`; None if there were too few answers to tell."""
        found: Points | None = self.trees.manifest["calibration"].get(what)
        return found


def box_of(spots: tuple[Spot, ...]) -> Box:
    """Around those of the words that stand on the first page."""
    return Box.around(spot.word.box for spot in spots if spot.page_index == spots[0].page_index)


def _label_spots(window: Window) -> tuple[Spot, ...]:
    return window.segment.spots[window.first : window.last + 1]
