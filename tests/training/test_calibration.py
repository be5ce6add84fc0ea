import numpy as np
import pytest

from training.calibration import FEWEST, fit_curve


def at(curve, score):
    return float(np.interp(score, curve["score"], curve["right"]))


def test_scores_become_shares_of_right_answers():
    draw = np.random.default_rng(1)
    scores = draw.uniform(0, 1, 5000)
    right = draw.uniform(0, 1, 5000) < scores**2  # overconfident
    curve = fit_curve(scores.tolist(), right.tolist())
    for score in (0.3, 0.5, 0.8):
        assert at(curve, score) == pytest.approx(score**2, abs=0.06)


def test_curves_never_fall_and_are_never_quite_certain():
    draw = np.random.default_rng(2)
    scores = draw.uniform(0, 1, 500)
    curve = fit_curve(scores.tolist(), [True] * 500)
    assert curve["right"] == sorted(curve["right"])
    assert max(curve["right"]) < 1


def test_a_few_sure_answers_with_low_scores_are_believed():
    scores, right = [0.1] * 40 + [0.95] * 400, [True] * 38 + [False] * 2 + [True] * 400
    assert at(fit_curve(scores, right), 0.1) > 0.7


def test_too_few_answers_say_nothing():
    assert fit_curve([0.5] * (FEWEST - 1), [True] * (FEWEST - 1)) is None
