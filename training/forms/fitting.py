"""Fitting "does this label announce this field", calibrated and measured on fields that training had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from air.schema.features import FEATURE_NAMES
from air.schema.matching import CELLS, FIELDS, choose
from air.trees import Trees
from training.calibration import fit_curve
from training.forms.cells import Judged
from training.forms.samples import HALVES, FormSample
from training.parameters import FIXED

ROUNDS = 160
PARAMETERS: dict[str, Any] = {
    **FIXED,
    "learning_rate": 0.1,
    "num_leaves": 31,
    "min_data_in_leaf": 25,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "lambda_l2": 3.0,
}
LIMITS = tuple(round(0.02 * step, 2) for step in range(5, 45))  # of the score, tried
ABSENT = 0.96  # share of absent fields that shall be answered with null


@dataclass(frozen=True, slots=True)
class Measured:
    """How well fields are found that training had not seen."""

    fields: int
    precision: float
    recall: float
    f1: float
    null_for_absent: float


def fit_labels(samples: Sequence[FormSample], cells: Sequence[Judged], *, seed: int) -> Trees:
    """The model on all samples; limit, calibration and figures are of models that had not seen the fields' names.

    `cells` are what was found in tables, which has no model but needs a calibration as well.
    """
    scores = held_out_scores(samples, seed=seed)
    asked = [at for at, sample in enumerate(samples) if sample.is_unknown and at in scores]
    judged = [(samples[at], scores[at]) for at in asked]
    least = _limit(judged)
    booster = _fit(samples, seed)
    rows = int(sum(len(sample.right) for sample in samples))
    manifest = {
        "samples": len(samples), "rows": rows, "seed": seed, "rounds": ROUNDS, "least": least,
        "calibration": {FIELDS: _calibration(judged), CELLS: fit_curve(*zip(*cells, strict=True)) if cells else None},
        "heldOut": asdict(measure(judged, least)),
        "lightgbm": lightgbm.__version__,
    }  # fmt: skip
    return Trees("labels", FEATURE_NAMES, booster, manifest)


def held_out_scores(samples: Sequence[FormSample], *, seed: int) -> dict[int, NDArray[np.float64]]:
    """Sample -> scores of its pairs by a model of the forms with the other half of the fields."""
    scores = {}
    for half in range(HALVES):
        booster = _fit([sample for sample in samples if sample.half != half], seed)
        for at, sample in enumerate(samples):
            if sample.half == half:
                scores[at] = _predict(booster, sample)
    return scores


def measure(judged: Sequence[tuple[FormSample, NDArray[np.float64]]], least: float) -> Measured:
    """Found, right and wrong over all fields of the samples."""
    right = wrong = present = absent = silent = 0
    for sample, scores in judged:
        chosen = choose(sample.found, scores, least)
        for field, is_present in enumerate(sample.is_present):
            answer = chosen.get(field)
            present, absent = present + is_present, absent + (not is_present)
            silent += answer is None and not is_present
            if answer is not None:
                right, wrong = right + bool(sample.right[answer]), wrong + (not sample.right[answer])
    precision, recall = right / max(right + wrong, 1), right / max(present, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Measured(present + absent, *(round(x, 4) for x in (precision, recall, f1, silent / max(absent, 1))))


def _limit(judged: Sequence[tuple[FormSample, NDArray[np.float64]]]) -> float:
    """The limit with the best F1 of those that leave absent fields empty."""
    tried = [(limit, measure(judged, limit)) for limit in LIMITS]
    enough = [(limit, one) for limit, one in tried if one.null_for_absent >= ABSENT] or tried[-1:]
    return max(enough, key=lambda pair: pair[1].f1)[0]


def _calibration(judged: Sequence[tuple[FormSample, NDArray[np.float64]]]) -> dict[str, list[float]] | None:
    answers = [
        (float(scores[at]), bool(sample.right[at]))
        for sample, scores in judged
        for at in choose(sample.found, scores, LIMITS[0]).values()
    ]
    return fit_curve(*zip(*answers, strict=True)) if answers else None


def _fit(samples: Sequence[FormSample], seed: int) -> lightgbm.Booster:
    features = np.concatenate([sample.found.features for sample in samples])
    right = np.concatenate([sample.right for sample in samples]).astype(np.float32)
    data = lightgbm.Dataset(features, label=right, feature_name=list(FEATURE_NAMES), free_raw_data=True)
    return lightgbm.train({**PARAMETERS, "seed": seed}, data, num_boost_round=ROUNDS)


def _predict(booster: lightgbm.Booster, sample: FormSample) -> NDArray[np.float64]:
    if not len(sample.right):
        return np.empty(0)
    return np.asarray(booster.predict(sample.found.features, num_threads=1), dtype=np.float64)
