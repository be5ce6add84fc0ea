"""How evidence moves scores: for what stands at a remembered place, and against what does not."""

from __future__ import annotations

import numpy as np
import pytest

from air.memory.evidence import FEATURE_NAMES
from air.memory.recall import AGAINST, UNFOUND, shift


def candidates(*fits: float, sure: float = 1.0, present: float = 1.0) -> np.ndarray:
    """The evidence for candidates that fit so well, where one document of the layout has a value."""
    rows = []
    for fit in fits:
        values = {"sure": sure, "fit": fit, "present": present, "known": 0.23, "rank": 1.0}
        rows.append([values.get(name, 0.0) for name in FEATURE_NAMES])
    return np.array(rows)


def test_what_stands_at_the_place_gains_and_the_others_lose():
    there, elsewhere = shift(candidates(1.0, 0.0))
    assert there > 0
    assert elsewhere == pytest.approx(-AGAINST)


def test_where_nothing_stands_at_the_place_little_is_said_against_anything():
    """A cell that moved must not cost a value that the shipped models are sure of."""
    assert shift(candidates(0.0, 0.0)) == pytest.approx([-AGAINST * UNFOUND] * 2)


def test_a_doubtful_layout_says_nothing():
    assert shift(candidates(1.0, 0.0, sure=0.4)) == pytest.approx([0.0, 0.0])


def test_without_candidates_nothing_is_moved():
    assert shift(np.zeros((0, len(FEATURE_NAMES)))).shape == (0,)
