"""How alike words are that announce a field and words on a page: n-grams of their letters, hashed to vectors.

A phrase is the sum of its words, so the vectors of all runs of words of a page cost one addition each.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from air.ngrams import hashes
from air.schema.generic import canonical, is_generic

Floats = NDArray[np.float32]
WIDTH = 384  # of a vector
GENERIC = 0.6  # weight of words such as "number", which many labels share
SIZES = (2, 3, 4)  # letters of an n-gram


@lru_cache(maxsize=50_000)
def word_vector(word: str) -> Floats:
    """Shape (WIDTH,); length 1, less for generic words."""
    plain = canonical(word)
    vector = np.zeros(WIDTH, np.float32)
    for digest in hashes(f"<{plain}>", SIZES):
        vector[digest % WIDTH] += 1.0 if digest & 0x10000 else -1.0
    norm = float(np.linalg.norm(vector)) or 1.0
    return np.asarray(vector / norm * (GENERIC if is_generic(plain) else 1.0), np.float32)


def phrase_vectors(phrases: Sequence[Sequence[str]]) -> Floats:
    """Shape (phrases, WIDTH), each of length 1; zero for a phrase without words."""
    vectors = np.zeros((len(phrases), WIDTH), np.float32)
    for at, words in enumerate(phrases):
        for word in words:
            vectors[at] += word_vector(word)
    return unit(vectors)


def unit(vectors: Floats) -> Floats:
    """The same directions with length 1."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-6), np.float32)
