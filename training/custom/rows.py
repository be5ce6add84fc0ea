"""Training on validated tables: which rows belong to them in this tenant's documents (see `air.memory.rows`).

Trees are judged on documents whose layouts they have not seen, and are used only if no fewer rows are right there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from air.boosting import lightgbm
from air.memory.rows import FEATURE_NAMES, RowCorrection, RowHabits, inside_odds, moved
from air.tables.roles import OTHER
from training.custom.tables import Rows
from training.custom.trees import PARAMETERS
from training.figures import Tally

ROUNDS = 30
SETTINGS: dict[str, Any] = {**PARAMETERS, "min_data_in_leaf": 12, "lambda_l2": 5.0, "feature_fraction": 1.0}


def fit_rows(documents: Sequence[Rows]) -> RowCorrection | None:
    """Trees of these documents; None if there is nothing to tell apart."""
    inside = np.concatenate([one.inside for one in documents]) if documents else np.empty(0, bool)
    if not inside.any() or inside.all():
        return None
    habits = _habits(documents)
    inputs = np.vstack([np.hstack([one.printed, _without(habits, one).features(one.words)]) for one in documents])
    start = np.concatenate([inside_odds(one.probabilities) for one in documents])
    data = lightgbm.Dataset(inputs, inside.astype(float), init_score=start, feature_name=list(FEATURE_NAMES))
    return RowCorrection(lightgbm.train(SETTINGS, data, ROUNDS).model_to_string(), habits)


def tally_rows(documents: Sequence[Rows], corrections: Sequence[RowCorrection | None]) -> Tally:
    """How many rows of tables are found, each document read with its correction."""
    answer = Tally()
    for one, correction in zip(documents, corrections, strict=True):
        p = one.probabilities
        found = (p if correction is None else moved(p, correction.change(one.printed, one.words))).argmax(axis=1)
        answer.asked += int(one.inside.sum())
        answer.right += int((one.inside & (found != OTHER)).sum())
        answer.wrong += int((~one.inside & (found != OTHER)).sum())
    return answer


def _habits(documents: Sequence[Rows]) -> RowHabits:
    """Where rows with the same words were, of those that several documents have."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in documents:
        for words, inside in _said(one):
            counts[words][0 if inside else 1] += 1
    return RowHabits(
        {words: (counts[words][0], counts[words][1]) for words in sorted(counts) if sum(counts[words]) > 1}
    )


def _without(habits: RowHabits, one: Rows) -> RowHabits:
    """The habits of the document's words as if it had not been counted."""
    own = {words: habits.words[words] for words, _ in _said(one) if words in habits.words}
    for words, inside in _said(one):
        if words in own:
            own[words] = (own[words][0] - inside, own[words][1] - (not inside))
    return RowHabits(own)


def _said(one: Rows) -> list[tuple[str, bool]]:
    """The words of rows with whether such a row is inside, once per document."""
    return sorted(
        {(words, bool(inside)) for words, inside in zip(one.words, one.inside.tolist(), strict=True) if words}
    )
