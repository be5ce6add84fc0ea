"""What training made of validated tables: which rows belong to them, on top of what the shipped model and memory say.

The trees see what became of the shipped features, not these themselves: how likely a row and its neighbours belong to a
table, what they consist of, and whether rows with its words belonged to tables elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from air.memory.added import AddedTrees, Counts, share_right
from air.tables.labels import plain
from air.tables.layout import Layout, Row
from air.tables.roles import OTHER, ROLES
from air.tables.tokens import AMOUNT, INTEGER, TEXT

NEAR = (-2, -1, 1, 2)  # rows
KINDS = (AMOUNT, INTEGER, TEXT)  # of tokens that are counted
PRINTED = (
    *(f"score_{name}" for name in ROLES), *(f"inside@{offset:+d}" for offset in NEAR), "inside", "likeliest_above",
    "likeliest_below", "order", "rows", "left", "right", "amounts", "integers", "texts",
)  # fmt: skip
FEATURE_NAMES = (*PRINTED, "words_inside", "words_seen")
MOST_WORDS = 3  # by which a row is known again
LEAST = 0.02  # the shipped model is never surer than this of a row
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RowHabits:
    """In how many documents rows with these words were inside a table, and outside."""

    words: Counts = field(default_factory=dict)

    def features(self, words: Sequence[str]) -> Floats:
        """Shape (rows, 2): the share inside, and how many documents had such a row."""
        return share_right(self.words, words)


def words_of(row: Row) -> str:
    """The first words of a row without digits, in plain letters, by which it is known again."""
    texts = (plain(word) for word in row.words if not any(c.isdigit() for c in word))
    return " ".join([text for text in texts if text][:MOST_WORDS])


def row_features(layout: Layout, probabilities: Floats) -> Floats:
    """Shape (rows, `PRINTED`); `probabilities` has shape (rows, roles)."""
    rows, count = layout.rows, len(layout.rows)
    inside = inside_odds(probabilities)
    padded = np.pad(inside, max(NEAR), constant_values=np.nan)
    near = [padded[max(NEAR) + offset : max(NEAR) + offset + count] for offset in NEAR]
    running = np.maximum.accumulate(inside)
    above = np.concatenate([[np.nan], running[:-1]])
    below = np.concatenate([np.maximum.accumulate(inside[::-1])[::-1][1:], [np.nan]])
    kinds = [[token.kind for token in row.tokens] for row in rows]
    return np.column_stack([
        np.log(np.clip(probabilities, LEAST, 1)), *near, inside, above, below, np.arange(count) / max(count, 1),
        np.full(count, count), [row.box.left for row in rows], [row.box.right for row in rows],
        *([some.count(kind) for some in kinds] for kind in KINDS),
    ]).astype(float)  # fmt: skip


def inside_odds(probabilities: Floats) -> Floats:
    """Shape (rows,): log-odds of belonging to a table; from where the trees start."""
    inside = np.clip(1 - probabilities[:, OTHER], LEAST, 1 - LEAST)
    return np.asarray(np.log(inside / (1 - inside)))


def moved(probabilities: Floats, change: Floats) -> Floats:
    """Probabilities, shape (rows, roles), with their log-odds of belonging to a table changed.

    A row that stays in the table, or outside, keeps what it had.
    """
    odds = inside_odds(probabilities)
    after = 1 / (1 + np.exp(-(odds + change)))
    answer = probabilities * (after / (1 - np.clip(probabilities[:, OTHER], 0, 1 - LEAST)))[:, None]
    answer[:, OTHER] = 1 - after
    changed = np.sign(odds) != np.sign(odds + change)
    return np.where(changed[:, None], answer / answer.sum(axis=1, keepdims=True), probabilities)


@dataclass(frozen=True)
class RowCorrection(AddedTrees):
    """The trees, as LightGBM writes them, with the habits they were trained with."""

    habits: RowHabits

    def change(self, printed: Floats, words: Sequence[str]) -> Floats:
        """Shape (rows,): what the trees add to the log-odds; `printed` is what `row_features` gives."""
        return self.log_odds(np.hstack([printed, self.habits.features(words)]))

    def corrected(self, layout: Layout, probabilities: Floats) -> Floats:
        """Shape (rows, roles)."""
        if not layout.rows:
            return probabilities
        words = [words_of(row) for row in layout.rows]
        return moved(probabilities, self.change(row_features(layout, probabilities), words))
