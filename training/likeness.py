"""Learning which words are like labels: from the phrases of the lexicon, against other words of drawn documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from air.candidates import search_lines
from air.label import LABEL_NAMES
from air.labels import known_labels, unknown_words
from air.likeness import BUCKETS, Likeness, Pieces, buckets, share_of_one
from air.phrases import names_of_concepts, phrases
from training.sample import Sample

LEAST_WEIGHT = 0.2  # of a rare meaning of a phrase
OTHER_WEIGHT = 0.5  # of words that are no label
FREEDOM = 20.0  # inverse strength of regularisation
ROUNDS = 300


def fit_likeness(samples: Iterable[Sample]) -> Likeness:
    """The weights; the same lexicon and samples give the same."""
    texts, classes, weights = _phrases_of_the_lexicon()
    others = _other_words(samples)
    texts += others
    classes += [len(LABEL_NAMES)] * len(others)
    weights += [OTHER_WEIGHT] * len(others)
    model = LogisticRegression(C=FREEDOM, max_iter=ROUNDS).fit(_hashed(texts), classes, sample_weight=weights)
    names = tuple(LABEL_NAMES[at] for at in model.classes_[:-1])
    return Likeness(names, np.vstack([model.coef_.T, model.intercept_]).astype(np.float32))


def _phrases_of_the_lexicon() -> tuple[list[Pieces], list[int], list[float]]:
    """Every phrase once per label name that it may stand for, weighted by how usual that is."""
    texts: list[Pieces] = []
    classes: list[int] = []
    weights: list[float] = []
    names = names_of_concepts()
    for phrase, entries in phrases().items():
        usual: dict[str, float] = {}
        for concept, _, weight in entries:
            usual[names[concept]] = max(usual.get(names[concept], 0.0), weight / 5)
        for name, weight in usual.items():
            texts.append(phrase)
            classes.append(LABEL_NAMES.index(name))
            weights.append(max(weight, LEAST_WEIGHT) / sum(usual.values()))
    return texts, classes, weights


def _other_words(samples: Iterable[Sample]) -> list[Pieces]:
    """What stands where labels stand in the samples and is none, each once, in a fixed order."""
    found: Counter[Pieces] = Counter()
    for sample in samples:
        for page in sample.document.pages:
            for line in search_lines(page):
                found.update(phrase for _, _, phrase in unknown_words(line, known_labels(line)))
    return sorted(found.keys() - phrases().keys())


def _hashed(texts: list[Pieces]) -> csr_matrix:
    """Shape (texts, `BUCKETS`)."""
    columns = [buckets(text) for text in texts]
    values = np.concatenate([np.full(len(c), share_of_one(c)) for c in columns])
    ends: NDArray[np.int64] = np.cumsum([0, *(len(c) for c in columns)])
    return csr_matrix((values, np.concatenate(columns), ends), shape=(len(texts), BUCKETS))
