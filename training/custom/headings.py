"""Training on validated tables: what the headings of this tenant's suppliers mean (see `air.memory.headings`).

Trees are judged on tables whose layouts they have not seen, and are used only if no fewer columns are right there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from air.boosting import lightgbm
from air.memory.headings import FEATURE_NAMES, HeadingCorrection, HeadingHabits, log_odds, pair_features
from air.tables.headings import choose_headers
from air.tables.labels import plain
from air.vocabulary import NO_PREDICTION, TABLE_HEADERS
from training.custom.tables import Columns
from training.custom.trees import PARAMETERS
from training.figures import Tally

ROUNDS = 45
SETTINGS: dict[str, Any] = {**PARAMETERS, "min_data_in_leaf": 12, "feature_fraction": 1.0}
Floats = NDArray[np.float64]


def fit_headings(tables: Sequence[Columns]) -> HeadingCorrection | None:
    """Trees of these tables; None if there is nothing to tell apart."""
    if not any(header for one in tables for header in one.headers):
        return None
    habits = _habits(tables)
    inputs = np.vstack([pair_features(one.probabilities, one.headings, _without(habits, one)) for one in tables])
    right = np.concatenate([_right(one).ravel() for one in tables])
    start = np.concatenate([log_odds(one.probabilities).ravel() for one in tables])
    said = np.isfinite(right)
    data = lightgbm.Dataset(inputs[said], right[said], init_score=start[said], feature_name=list(FEATURE_NAMES))
    return HeadingCorrection(lightgbm.train(SETTINGS, data, ROUNDS).model_to_string(), habits)


def tally_headings(tables: Sequence[Columns], corrections: Sequence[HeadingCorrection | None]) -> Tally:
    """How many columns are given the right meaning, each table read with its correction."""
    answer = Tally()
    for one, correction in zip(tables, corrections, strict=True):
        p = one.probabilities if correction is None else correction.corrected(one.probabilities, one.headings)
        chosen = choose_headers(p, one.products, one.filled)
        for (header, confidence), wanted in zip(chosen, one.headers, strict=True):
            if wanted is None:
                continue
            answer.right += header == wanted != NO_PREDICTION
            answer.wrong += header not in (wanted, NO_PREDICTION)
            answer.asked += wanted != NO_PREDICTION
            if header != NO_PREDICTION:
                answer.scored.append((confidence, header == wanted))
    return answer


def _right(one: Columns) -> Floats:
    """Shape (columns, headers): 1 where the pair is right, 0 where not; NaN where nobody said."""
    return np.array(
        [[np.nan if right is None else float(header == right) for header in TABLE_HEADERS] for right in one.headers]
    )


def _habits(tables: Sequence[Columns]) -> HeadingHabits:
    """What every heading meant."""
    meanings: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for one in tables:
        for heading, header in _meant(one):
            meanings[heading][header] = meanings[heading].get(header, 0) + 1
    return HeadingHabits({heading: dict(sorted(meanings[heading].items())) for heading in sorted(meanings)})


def _without(habits: HeadingHabits, one: Columns) -> HeadingHabits:
    """The habits of the table's headings as if it had not been counted."""
    own = {heading: dict(habits.meanings[heading]) for heading, _ in _meant(one)}
    for heading, header in _meant(one):
        own[heading][header] -= 1
    return HeadingHabits(own)


def _meant(one: Columns) -> Iterator[tuple[str, str]]:
    for span, header in zip(one.spans, one.headers, strict=True):
        if span.heading and header is not None:
            yield plain(span.heading), header
