"""What kind of line the sender's name is, learnt from checked answers: a logistic regression on the model's score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from air.schema.sender_features import Head

HABITS = ("score", "order", "height", "capitals", "digits", "words", "legal_form", "title", "centre", "repeated")
STRENGTH, STEPS = 3.0, 60  # of the regularisation, of Newton's method at most


def habits_of(head: Head, scores: Sequence[float]) -> list[tuple[float, ...]]:
    """One row of `HABITS` per line."""
    columns = [head.column(name) for name in HABITS[1:]]
    rows = zip(scores, *columns, strict=True)
    return [tuple(0.0 if x != x else round(float(x), 4) for x in row) for row in rows]


@dataclass(frozen=True)
class Habit:
    """A logistic regression over `HABITS` that starts from the model's score."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]  # of the habits but the score, and the constant

    @classmethod
    def of(cls, rows: NDArray[np.float64]) -> Habit:
        """Fit to rows of `HABITS` with the right answer behind; regularised, so few rows change little."""
        offset, others, right = _log_odds(rows[:, 0]), rows[:, 1:-1], rows[:, -1]
        mean, spread = others.mean(axis=0), np.maximum(others.std(axis=0), 1e-3)
        x = np.hstack([(others - mean) / spread, np.ones((len(rows), 1))])
        weights = np.zeros(x.shape[1])
        for _ in range(STEPS):
            p = _logistic(offset + x @ weights)
            gradient = x.T @ (p - right) + STRENGTH * weights
            hessian = (x * (p * (1 - p))[:, None]).T @ x + STRENGTH * np.eye(len(weights))
            step = np.linalg.solve(hessian, gradient)
            before = _loss(offset + x @ weights, right, weights)
            while _loss(offset + x @ (weights - step), right, weights - step) > before + 1e-9:
                step /= 2  # a full step may lead astray where the scores are sure
            weights -= step
            if float(np.abs(step).max()) < 1e-6:
                break
        return cls(mean, spread, weights)

    def probability(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Shape (rows,): that the line is the sender's name."""
        x = np.hstack([(rows[:, 1:] - self.mean) / self.spread, np.ones((len(rows), 1))])
        return _logistic(_log_odds(rows[:, 0]) + x @ self.weights)


def _loss(odds: NDArray[np.float64], right: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """The negative log-likelihood with the regularisation: what the weights make small."""
    return float((np.logaddexp(0, odds) - right * odds).sum() + STRENGTH / 2 * weights @ weights)


def _logistic(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds as probabilities; large ones don't overflow."""
    return np.asarray(0.5 * (1 + np.tanh(odds / 2)))


def _log_odds(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    clipped = np.clip(scores, 0.005, 0.995)
    return np.asarray(np.log(clipped / (1 - clipped)))
