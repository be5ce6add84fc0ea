"""Features of candidates: the columns that field models learn from, computed for all candidates of a kind at once.

Every block gives a matrix with one row per candidate and one column per name; NaN where not applicable. The names in
their order are the contract between training and use.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from air.candidate import KINDS, Candidate
from air.features import amounts, dates, geometry, label_words, texts
from air.findings import Findings

__all__ = ["Matrix", "feature_matrices", "feature_names"]

Matrix = NDArray[np.float64]
Block = Callable[[Findings, tuple[Candidate, ...]], Matrix]

COMMON: tuple[tuple[tuple[str, ...], Block], ...] = (
    (geometry.NAMES, geometry.matrix),
    (label_words.NAMES, label_words.matrix),
)
OF_KIND: dict[str, tuple[tuple[str, ...], Block]] = {
    "amount": (amounts.NAMES, amounts.matrix),
    "date": (dates.NAMES, dates.matrix),
}


def feature_names(kind: str) -> tuple[str, ...]:
    """The columns of `feature_matrices` for candidates of that kind."""
    return tuple(name for names, _ in (*COMMON, _own_block(kind)) for name in names)


def feature_matrices(findings: Findings) -> dict[str, Matrix]:
    """Kind -> shape (n_candidates, n_features) in the order of `Findings.of_kind`; shared columns are computed once."""
    kinds = {kind: findings.of_kind(kind) for kind in KINDS}
    everything = tuple(c for candidates in kinds.values() for c in candidates)
    if not everything:
        return {kind: np.empty((0, len(feature_names(kind)))) for kind in KINDS}
    common = np.hstack([block(findings, everything) for _, block in COMMON])
    matrices, start = {}, 0
    for kind, candidates in kinds.items():
        rows = common[start : start + len(candidates)]
        start += len(candidates)
        own = _own_block(kind)[1](findings, candidates) if candidates else np.empty((0, len(_own_block(kind)[0])))
        matrices[kind] = np.hstack([rows, own])
    return matrices


def _own_block(kind: str) -> tuple[tuple[str, ...], Block]:
    return OF_KIND.get(kind, (texts.NAMES, texts.matrix))
