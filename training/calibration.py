"""Calibration: from a score to the share of answers with that score that are right (isotonic regression)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.isotonic import IsotonicRegression

FEWEST = 30  # answers; with fewer there is no curve
MOST_POINTS = 120
PRIOR = 4.0  # pseudo-answers, half of them right, at both ends: nothing is ever quite certain


def fit_curve(scores: Sequence[float], right: Sequence[bool]) -> dict[str, list[float]] | None:
    """Points of a rising curve, `score` to `right`; None if there are too few answers to say anything."""
    if len(scores) < FEWEST:
        return None
    x, y = np.asarray(scores, dtype=float), np.asarray(right, dtype=float)
    weights = np.ones(len(x))
    x = np.concatenate([x, [0.0, 1.0]])
    y = np.concatenate([y, [0.0, 0.5]])
    weights = np.concatenate([weights, [PRIOR / 2, PRIOR / 2]])
    curve = IsotonicRegression(y_min=0.0, y_max=0.999, out_of_bounds="clip").fit(x, y, sample_weight=weights)
    steps = np.column_stack([curve.X_thresholds_, curve.y_thresholds_])
    steps = steps[np.unique(np.linspace(0, len(steps) - 1, MOST_POINTS).astype(int))]
    return {"score": [round(float(x), 5) for x in steps[:, 0]], "right": [round(float(y), 4) for y in steps[:, 1]]}
