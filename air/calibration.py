"""Calibration curves: from a score to the share of answers with that score that were right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from air.errors import StaleModel

SHARES = ("right", "confidence")  # what manifests call the heights of a curve
Points = Mapping[str, Sequence[float]]


def checked(points: Any, name: str) -> Points | None:
    """The points of a curve as they were stored; None if there are none.

    Raises:
        StaleModel: they are no curve: `score` rising, and as many shares from 0 to 1.
    """
    if points is None:
        return None
    heights = [points[key] for key in SHARES if key in points] if isinstance(points, Mapping) else []
    if len(heights) != 1 or set(points) - {"score", *SHARES} or not _is_curve(points.get("score"), heights[0]):
        raise StaleModel(name, "its calibration is not of a known shape")
    return points  # type: ignore[no-any-return]  # it was just looked at


def calibrated(points: Points, score: float) -> float:
    """The height of a curve at the score."""
    heights = next(points[key] for key in SHARES if key in points)
    return float(np.interp(score, points["score"], heights))


def _is_curve(scores: Any, heights: Any) -> bool:
    if not (_are_numbers(scores) and _are_numbers(heights) and len(scores) == len(heights)):
        return False
    return all(a <= b for a, b in pairwise(scores)) and all(0 <= height <= 1 for height in heights)


def _are_numbers(values: Any) -> bool:
    return isinstance(values, list) and bool(values) and all(type(value) in (int, float) for value in values)
