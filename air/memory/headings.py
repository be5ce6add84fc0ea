"""What training made of validated tables: what headings mean here, on top of what the shipped model and memory say.

Every pair of a column and a header is a case of its own, so a few tables are enough to learn from: one model for all
headers sees how likely the pair was, what stands against it, and what columns with that heading were elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from air.memory.added import AddedTrees
from air.tables.labels import plain
from air.vocabulary import NO_PREDICTION, TABLE_HEADERS

FEATURE_NAMES = (
    "score", "behind_best", "best_elsewhere", "columns", "from_left", "from_right", "has_heading", "has_no_meaning",
    "heading_right", "heading_seen",
)  # fmt: skip
LEAST = 1e-4  # no probability is nearer to 0 or 1
Floats = NDArray[np.float64]
Meanings = Mapping[str, Mapping[str, int]]  # heading in plain letters -> header -> in how many documents


@dataclass(frozen=True, slots=True)
class HeadingHabits:
    """What columns were that have a heading, over all layouts."""

    meanings: Meanings = field(default_factory=dict)

    def features(self, headings: Sequence[str | None]) -> Floats:
        """Shape (columns, headers, 2): the share of documents in which the heading meant the header, and how many."""
        answer = np.zeros((len(headings), len(TABLE_HEADERS), 2))
        answer[:, :, 0] = np.nan
        for at, heading in enumerate(headings):
            counts = self.meanings.get(plain(heading or ""), {}) if heading else {}
            if seen := sum(counts.values()):
                answer[at, :, 0] = [counts.get(header, 0) / seen for header in TABLE_HEADERS]
                answer[at, :, 1] = np.log1p(seen)
        return answer


def pair_features(probabilities: Floats, headings: Sequence[str | None], habits: HeadingHabits) -> Floats:
    """Shape (columns * headers, `FEATURE_NAMES`); `probabilities` has shape (columns, headers)."""
    odds = log_odds(probabilities)
    count, headers = odds.shape
    place = np.arange(count)
    per_column = np.column_stack([
        np.full(count, count), place, count - 1 - place, [bool(heading) for heading in headings],
    ]).astype(float)  # fmt: skip
    elsewhere = np.stack([np.delete(odds, at, axis=0).max(axis=0, initial=-np.inf) for at in range(count)])
    pairs = np.dstack([
        odds, odds.max(axis=1, keepdims=True) - odds, np.maximum(elsewhere, odds.min()),
        np.repeat(per_column[:, None, :], headers, axis=1),
        np.tile(np.array(TABLE_HEADERS) == NO_PREDICTION, (count, 1)), habits.features(headings),
    ])  # fmt: skip
    return pairs.reshape(count * headers, len(FEATURE_NAMES))


def log_odds(probabilities: Floats) -> Floats:
    """The same shape; from where the trees start."""
    clipped = np.clip(probabilities, LEAST, 1 - LEAST)
    return np.asarray(np.log(clipped / (1 - clipped)))


def moved(probabilities: Floats, change: Floats) -> Floats:
    """Probabilities with their log-odds changed, of each column again 1 in all; both of shape (columns, headers)."""
    answer = 1 / (1 + np.exp(-(log_odds(probabilities) + change)))
    return np.asarray(answer / answer.sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class HeadingCorrection(AddedTrees):
    """The trees, as LightGBM writes them, with the habits they were trained with."""

    habits: HeadingHabits

    def change(self, probabilities: Floats, headings: Sequence[str | None]) -> Floats:
        """Shape (columns, headers): what the trees add to the log-odds."""
        features = pair_features(probabilities, headings, self.habits)
        return self.log_odds(features).reshape(probabilities.shape)

    def corrected(self, probabilities: Floats, headings: Sequence[str | None]) -> Floats:
        """Shape (columns, headers)."""
        return moved(probabilities, self.change(probabilities, headings)) if len(headings) else probabilities
