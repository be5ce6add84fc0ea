"""The candidates of one kind as columns of numbers and texts, so that all are compared at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.memory.captions import above_of, label_of
from air.memory.entry import shape_of, value_key
from air.memory.lists import followed

MOST_LINES = 1 << 20  # of a page
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.str_]


@dataclass(frozen=True)
class Print:
    """Each column has a row per candidate."""

    left: Floats
    right: Floats
    y: Floats
    values: Texts
    shapes: Texts
    labels: Texts
    above: Texts  # as in `air.memory.entry.Place`
    words: NDArray[np.intp]  # shape (candidates, 4): page, line, first and last word
    doubts: Floats  # 1 less the confidence of its least sure word
    follows: tuple[int | None, ...]  # the candidate that it is listed behind, with a comma between them

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> Print:
        return cls(
            np.array([c.box.left for c in candidates]),
            np.array([c.box.right for c in candidates]),
            np.array([c.page.index + c.box.middle for c in candidates]),
            np.array([value_key(c.value) for c in candidates], dtype=np.str_),
            np.array([shape_of(c.text) for c in candidates], dtype=np.str_),
            np.array([label_of(c) for c in candidates], dtype=np.str_),
            np.array([above_of(c) for c in candidates], dtype=np.str_),
            np.array([c.place for c in candidates], dtype=np.intp).reshape(-1, 4),
            np.array([1 - min(word.confidence for word in c.words) for c in candidates]),
            followed(candidates),
        )

    @cached_property
    def overlaps(self) -> NDArray[np.bool_]:
        """Shape (candidates, candidates): True for two that have words in common."""
        line, first, last = self.words[:, :2], self.words[:, 2], self.words[:, 3]
        same = (line[:, None] == line[None]).all(axis=2)
        return np.asarray(same & (first[:, None] <= last[None]) & (first[None] <= last[:, None]))

    @cached_property
    def lines(self) -> NDArray[np.intp]:
        """A number for each line that has candidates."""
        return np.asarray(self.words[:, 0] * MOST_LINES + self.words[:, 1])

    @cached_property
    def value_numbers(self) -> NDArray[np.intp]:
        """A number for each value."""
        return np.unique(self.values, return_inverse=True)[1]
