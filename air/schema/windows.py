"""Runs of words on a page that may announce a field, and how alike each is to which field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from air.schema.everyday import concepts_of
from air.schema.grid import Grid, Segment
from air.schema.phrases import words_of
from air.schema.vectors import WIDTH, Floats, unit, word_vector
from air.schema.wanted import Wanted, best_likeness

LONGEST = 6  # words of a label
BEST = 8  # windows that are looked at for each field and page
LEAST = 0.28  # likeness
BY_MEANING = 0.97  # likeness of a label that means the same in other words


@dataclass(frozen=True)
class Window:
    """The words `first` to `last` of a segment as a label."""

    segment: Segment
    first: int
    last: int
    words: tuple[str, ...]

    @property
    def key(self) -> tuple[int, int, int, int]:
        return self.segment.page_index, self.segment.number, self.first, self.last


@dataclass(frozen=True)
class PageWindows:
    """All windows of a page with their likeness to every field."""

    grid: Grid
    windows: tuple[Window, ...]
    likeness: Floats  # shape (fields, windows)
    means: Floats  # shape (fields, windows): 1 where both mean the same, -1 where they mean different things, else 0
    description: Floats  # shape (fields, windows): likeness with the description
    parents: Floats  # shape (fields, windows): likeness with the object that the field is in

    @cached_property
    def starting(self) -> dict[tuple[int, int, int], list[int]]:
        """First word -> the windows that start there."""
        found: dict[tuple[int, int, int], list[int]] = {}
        for at, window in enumerate(self.windows):
            found.setdefault(window.segment.spots[window.first].key, []).append(at)
        return found

    def best(self, field: int) -> list[int]:
        """The windows most like the field's phrases or of the same meaning, best first."""
        score = np.maximum(self.likeness[field], 0.6 * self.description[field])
        score = np.where(self.means[field] > 0, np.maximum(score, BY_MEANING), score)
        order = np.argsort(-score, kind="stable")[:BEST]
        return [int(at) for at in order if score[at] >= LEAST]


def page_windows(grid: Grid, fields: Sequence[Wanted], unknown: frozenset[str] = frozenset()) -> PageWindows:
    """Every run of words of the page against every field."""
    windows: list[Window] = []
    vectors: list[Floats] = []
    for segment in grid.segments:
        for window, vector in _windows_of(segment):
            windows.append(window)
            vectors.append(vector)
    matrix = unit(np.stack(vectors)) if vectors else np.zeros((0, WIDTH), np.float32)
    shape = (len(fields), len(windows))
    likeness, means, description, parents = (np.zeros(shape, np.float32) for _ in range(4))
    concepts = [concepts_of(window.words, unknown) for window in windows]
    for at, field in enumerate(fields):
        if not windows:
            break
        likeness[at] = best_likeness(field, matrix)
        description[at] = matrix @ field.description[0]
        if len(field.parent):
            parents[at] = (matrix @ field.parent.T).max(axis=1)
        if field.concepts:
            means[at] = [0 if not known else 1 if known & field.concepts else -1 for known in concepts]
    return PageWindows(grid, tuple(windows), likeness, means, description, parents)


def _windows_of(segment: Segment) -> list[tuple[Window, Floats]]:
    """The runs of words of a segment; a colon ends a label."""
    words = [words_of(spot.word.text) if _is_wordy(spot.word.text) else () for spot in segment.spots]
    found = []
    for first in range(len(words)):
        if not words[first]:
            continue
        total = np.zeros(WIDTH, np.float32)
        said: list[str] = []
        for last in range(first, min(first + LONGEST, len(words))):
            for word in words[last]:
                total = total + word_vector(word)
            said += words[last]
            if words[last]:
                found.append((Window(segment, first, last, words_of(" ".join(said))), total))
            if segment.spots[last].word.text.endswith(":"):
                break
    return found


def _is_wordy(text: str) -> bool:
    """False for codes, numbers and addresses, which announce nothing."""
    letters = sum(c.isalpha() for c in text)
    digits = sum(c.isdigit() for c in text)
    return letters > 0 and letters >= digits and "@" not in text and not text.startswith(("www.", "http"))
