"""Which label words are most like: for words that the lexicon has not, from letter groups learnt of those it has.

A linear model over hashed groups of three and four letters ("Gesamtbeitrag" shares many with "Gesamtbetrag"), fitted by
`training.likeness` on the lexicon's phrases and on words of documents that are no labels.
"""

from __future__ import annotations

import base64
import gzip
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Self
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from air.ngrams import hashes

BUCKETS = 4096
SIZES = (3, 4)  # letters of a group
LEAST_LIKELY = 0.5  # under this the words are no label
FILE = Path(__file__).parent / "lexicon" / "likeness.json.gz"

Pieces = tuple[str, ...]  # of a phrase, see `air.phrases.pieces`


@dataclass(frozen=True, slots=True)
class Likeness:
    """A class per label name and a last one for words that are no label; `weights` has shape (`BUCKETS` + 1, classes).

    The last row is the intercept.
    """

    names: tuple[str, ...]
    weights: NDArray[np.float32]

    def probabilities(self, phrase: Pieces) -> NDArray[np.float64]:
        """One per class, adding up to 1."""
        found = buckets(phrase)
        logits = self.weights[list(found)].sum(axis=0) * share_of_one(found) + self.weights[-1]
        likely = np.exp(logits.astype(np.float64) - logits.max())
        return np.asarray(likely / likely.sum())

    def save(self, path: Path) -> None:
        """Write the weights as whole numbers from -127 to 127 with a scale per class; the same give the same bytes."""
        scale = np.maximum(np.abs(self.weights).max(axis=0), 1e-9) / 127
        whole = np.rint(self.weights / scale).astype(np.int8)
        kept = {
            "names": list(self.names),
            "scale": [float(f"{s:.6g}") for s in scale],
            "weights": base64.b64encode(whole.tobytes()).decode(),
        }
        path.write_bytes(gzip.compress(msgspec.json.encode(kept), 9, mtime=0))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        kept = msgspec.json.decode(gzip.decompress(path.read_bytes()))
        whole = np.frombuffer(base64.b64decode(kept["weights"]), dtype=np.int8).reshape(BUCKETS + 1, -1)
        return cls(tuple(kept["names"]), (whole * np.array(kept["scale"])).astype(np.float32))


def buckets(phrase: Pieces) -> tuple[int, ...]:
    """The hashed letter groups and words of a phrase, each once, in order."""
    return tuple(sorted({bucket for word in phrase for bucket in _word_buckets(word)}))


def share_of_one(found: tuple[int, ...]) -> float:
    """What each bucket counts for, so that long phrases say no more than short ones."""
    return float(1 / np.sqrt(max(1, len(found))))


@lru_cache(maxsize=20_000)
def most_like(phrase: Pieces) -> tuple[str, float] | None:
    """The label name that the phrase is most like, and how likely it is that; None if it is like no label."""
    likeness = shipped()
    if likeness is None or not phrase:
        return None
    likely = likeness.probabilities(phrase)
    best = int(likely.argmax())
    if best == len(likeness.names) or likely[best] < LEAST_LIKELY:
        return None
    return likeness.names[best], float(likely[best])


@cache
def shipped() -> Likeness | None:
    """The weights that come with the lexicon; None before they were learnt."""
    return Likeness.load(FILE) if FILE.exists() else None


def forget() -> None:
    """Read the shipped weights again when they are needed: they were learnt anew."""
    shipped.cache_clear()
    most_like.cache_clear()


@lru_cache(maxsize=50_000)
def _word_buckets(word: str) -> tuple[int, ...]:
    found = (*hashes(f"^{word}$", SIZES), crc32(f"={word}".encode()))
    return tuple({one % BUCKETS for one in found})
