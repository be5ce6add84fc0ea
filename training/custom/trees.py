"""Trees per role on top of what memory arrived at: fitted on validated documents, and on layouts held out in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from air.boosting import lightgbm
from air.fields import ROLES
from air.memory.correction import FEATURE_NAMES, Habits, RoleCorrection
from air.memory.recall import correction_features
from training.custom.samples import Prepared

FOLDS = 3
ROUNDS = 30
MOST_TEXTS = 2_000  # labels and values whose habits are kept, of a role
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 6, "min_data_in_leaf": 8, "lambda_l2": 20.0,
    "min_gain_to_split": 0.1, "max_bin": 31, "feature_fraction": 0.8, "deterministic": True, "force_col_wise": True,
    "num_threads": 1, "verbose": -1, "seed": 0, "boost_from_average": False,
}  # fmt: skip
Floats = NDArray[np.float64]
Sample = TypeVar("Sample")
Fitted = TypeVar("Fitted")


def held_out(role: str, known: Sequence[int], prepared: Sequence[Prepared]) -> dict[int, Floats]:
    """For every sample what trees add that have not seen its layout."""
    fold_of = folds([one.group for one in prepared])
    answer: dict[int, Floats] = {}
    for fold in range(FOLDS):
        inside = [at for at in known if fold_of[at] != fold]
        trees = fit_trees(role, inside, prepared)
        if trees is None:
            continue
        for at, one in enumerate(prepared):
            if fold_of[at] == fold and one.recalled[ROLES[role]].scored.candidates:
                answer[at] = trees.log_odds(features(role, one, trees.habits))
    return answer


def fit_trees(role: str, known: Sequence[int], prepared: Sequence[Prepared]) -> RoleCorrection | None:
    """Trees of these samples; None if there is nothing to tell apart."""
    kind = ROLES[role]
    some = [prepared[at] for at in known if prepared[at].recalled[kind].scored.candidates]
    right = np.concatenate([one.right[role] for one in some]) if some else np.empty(0, bool)
    if not right.any() or right.all():
        return None
    habits = _habits(role, some)
    inputs = np.vstack([features(role, one, habits, is_own=True) for one in some])
    start = np.concatenate([one.recalled[kind].odds[role] for one in some])
    data = lightgbm.Dataset(inputs, right.astype(float), init_score=start, feature_name=list(FEATURE_NAMES))
    booster = lightgbm.train(PARAMETERS, data, ROUNDS)
    return RoleCorrection(booster.model_to_string(), None, habits)


def features(role: str, one: Prepared, habits: Habits, *, is_own: bool = False) -> Floats:
    """The sample's features; of one that habits were counted on, as if it had not been counted."""
    found = one.recalled[ROLES[role]]
    seen = _without(habits, role, one) if is_own else habits
    return correction_features(role, found, seen.features(found.shown))


def _habits(role: str, samples: Sequence[Prepared]) -> Habits:
    """How often each label and each value was right and wrong."""
    labels: Counter[tuple[str, bool]] = Counter()
    values: Counter[tuple[str, bool]] = Counter()
    for one in samples:
        for counted, more in zip((labels, values), _seen(role, one), strict=True):
            counted.update(more)
    return Habits(_counts(labels), _counts(values))


def _seen(role: str, one: Prepared) -> tuple[Counter[tuple[str, bool]], Counter[tuple[str, bool]]]:
    """The labels and the values of one sample, each with whether it was right, once per document."""
    shown, right = one.recalled[ROLES[role]].shown, one.right[role].tolist()
    labels = {(text, hit) for text, hit in zip(shown.labels.tolist(), right, strict=True) if text}
    values = set(zip(shown.values.tolist(), right, strict=True))
    return Counter(labels), Counter(values)


def _counts(counted: Counter[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """The texts seen in most documents."""
    total: Counter[str] = Counter()
    for (text, _), count in counted.items():
        total[text] += count
    often = sorted((text for text, count in total.items() if count > 1), key=lambda text: (-total[text], text))
    return {text: (counted[text, True], counted[text, False]) for text in sorted(often[:MOST_TEXTS])}


def _without(habits: Habits, role: str, one: Prepared) -> Habits:
    labels, values = _seen(role, one)
    return Habits(_less(habits.labels, labels), _less(habits.values, values))


def _less(counts: Mapping[str, tuple[int, int]], own: Counter[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """The counts of the sample's texts without the sample; it asks for no others."""
    texts = {text for text, _ in own if text in counts}
    return {text: (counts[text][0] - own[text, True], counts[text][1] - own[text, False]) for text in texts}


def fitted_elsewhere(
    fit: Callable[[Sequence[Sample]], Fitted], samples: Sequence[Sample], groups: Sequence[int]
) -> list[Fitted]:
    """For every sample what was fitted without any of its layout; `groups` names the layouts."""
    fold_of = folds(groups)
    fitted = [fit([one for one, its in zip(samples, fold_of, strict=True) if its != fold]) for fold in range(FOLDS)]
    return [fitted[fold] for fold in fold_of]


def folds(groups: Sequence[int]) -> list[int]:
    """The fold of every sample: layouts whole, the largest first, each where the least is.

    With too few layouts for that the documents are dealt out one by one.
    """
    sizes = Counter(groups)
    if len(sizes) < FOLDS:
        return [at % FOLDS for at in range(len(groups))]
    load, fold_of = [0] * FOLDS, {}
    for group in sorted(sizes, key=lambda group: (-sizes[group], group)):
        fold_of[group] = load.index(min(load))
        load[fold_of[group]] += sizes[group]
    return [fold_of[group] for group in groups]
