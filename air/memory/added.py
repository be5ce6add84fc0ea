"""What trees of training add to a score, and what a text was in documents seen before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from air.trees import booster

if TYPE_CHECKING:
    from air.boosting import lightgbm

NAME = "correction"
Floats = NDArray[np.float64]
Counts = Mapping[str, tuple[int, int]]  # text -> in how many documents it was right, and wrong


@dataclass(frozen=True)
class AddedTrees:
    """Trees as LightGBM writes them, that continue from a score."""

    text: str

    @cached_property
    def booster(self) -> lightgbm.Booster:
        return booster(self.text, NAME)

    def log_odds(self, features: Floats) -> Floats:
        """Shape (rows of `features`,): what they add to the score."""
        return np.asarray(self.booster.predict(features, raw_score=True, num_threads=1), dtype=np.float64)


def share_right(counts: Counts, texts: Sequence[str]) -> Floats:
    """Shape (texts, 2): the share of documents in which the text was right, and how many had it; NaN where none had."""
    of_texts = np.array([counts.get(text, (0, 0)) if text else (0, 0) for text in texts], dtype=float).reshape(-1, 2)
    seen = of_texts.sum(axis=1)
    share = np.divide(of_texts[:, 0], seen, out=np.full(len(seen), np.nan), where=seen > 0)
    return np.column_stack([share, np.log1p(seen)])
