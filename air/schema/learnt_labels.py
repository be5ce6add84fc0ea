"""Which words announce a field, as checked answers show it: what stood with its values, and with no other's as often.

What stands beside a value by chance is no label of it: words that stood with another field more often, and those that
stood with it once only, unless little is known of the field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from air.schema.entry import Entry
from air.schema.everyday import concepts_of
from air.schema.phrases import words_of
from air.schema.wanted import Wanted

MOST_LABELS = 8  # of a field
FEW_LABELS = 3  # found with a field; with fewer each of them counts

Words = tuple[str, ...]


def learnt_labels(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """Path -> the words that announced it, the most frequent first."""
    counts: dict[str, Counter[Words]] = {}
    said: dict[Words, Counter[str]] = {}  # words -> how often they stood with which field
    for one in entries:
        for path, words in _labels_of(one).items():
            counts.setdefault(path, Counter())[words] += 1
            said.setdefault(words, Counter())[path] += 1
    return {path: _own(path, some, said) for path, some in counts.items()}


def is_known(label: str, one: Wanted) -> bool:
    """True if a field is announced by these words, or by others that mean the same, without anybody teaching it."""
    words = words_of(label)
    return words in one.phrases or bool(concepts_of(words) & one.concepts)


def _labels_of(entry: Entry) -> dict[str, Words]:
    """Path -> the words that announced it; of two values with the same label the upper one stands on its line.

    Parts of different objects may have the same label: each stands in its own block.
    """
    found: dict[tuple[str, Words], str] = {}
    for path, place in sorted(entry.places.items(), key=lambda pair: pair[1].y):
        if words := words_of(place.label):
            found.setdefault((_parent(path), words), path)
    return {path: words for (_, words), path in found.items()}


def _own(path: str, labels: Counter[Words], said: Mapping[Words, Counter[str]]) -> list[str]:
    """Those of the words found with the field at `path` that are its own, without longer ones that say the same."""
    own: list[Words] = []
    for words, count in labels.most_common():
        rivals = [often for other, often in said[words].items() if other != path and _parent(other) == _parent(path)]
        is_frequent = count > 1 or labels.total() < FEW_LABELS
        is_its = count > max(rivals, default=0)
        if is_frequent and is_its and not any(set(one) <= set(words) for one in own):
            own.append(words)
    return [" ".join(words) for words in own[:MOST_LABELS]]


def _parent(path: str) -> str:
    return path.rpartition(".")[0]
