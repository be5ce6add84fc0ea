"""Noise on features, so that models rely on what holds for every document and not on habits of the drawn ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def with_exchanged(
    features: NDArray[np.float32], columns: Sequence[int], document: NDArray[np.int64], *, share: float, seed: int
) -> NDArray[np.float32]:
    """A copy in which, for a share of the documents, the columns' values are dealt out anew among their rows.

    `features`: shape (n_rows, n_features); `document`: the document of each row. Columns of one row stay together.
    """
    chance = np.random.default_rng(seed)
    documents = np.unique(document)
    chosen = documents[chance.random(len(documents)) < share]
    rows = np.flatnonzero(np.isin(document, chosen))
    exchanged = features.copy()
    exchanged[np.ix_(rows, columns)] = features[np.ix_(chance.permutation(rows), columns)]
    return exchanged
