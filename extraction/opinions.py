"""Two readings made one: what was found, and what a language model says and the documents do too.

How much the second counts follows from how often its answers were right before. Two readers that are right with
probability `c` and `t`, each by itself: what both say is right with c*t / (c*t + (1-c)(1-t)); where they differ the
likelier value stays, with its part of 1 - c*t, which is all that is possible when they differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from air.candidates import compact
from air.schema import Evidence, Extraction, Schema, SchemaField
from extraction.grounding import Printed

Answers = Mapping[str, Printed]  # by result path


def trust_of(judged: Sequence[bool]) -> float:
    """How likely a reader's next answer is right after these: Laplace's rule of succession; one half after none.

    >>> trust_of([]), trust_of([True] * 8)
    (0.5, 0.9)
    """
    return (sum(judged) + 1) / (len(judged) + 2)


def merge(found: Extraction, schema: Schema, answers: Answers, trust: float) -> Extraction:
    """Both as one; `trust` is how likely an answer is right. Lists are the model's only where none was found."""
    merging = _Merging(found.evidence, answers, trust)
    result = {one.name: merging.value(one, one.name, found.result.get(one.name)) for one in schema.fields}
    return Extraction(result, merging.evidence, tuple(merging.missing))


class _Merging:
    """Walks a schema once; notes evidence and what is missing on the way."""

    def __init__(self, known: Mapping[str, Evidence], answers: Answers, trust: float) -> None:
        self.known, self.answers, self.trust = known, answers, trust
        self.evidence: dict[str, Evidence] = {}
        self.missing: list[str] = []

    def value(self, wanted: SchemaField, path: str, found: Any) -> Any:
        if wanted.type == "object":
            inner = found or {}
            return {one.name: self.value(one, f"{path}.{one.name}", inner.get(one.name)) for one in wanted.fields}
        if wanted.type == "list":
            return self._items(wanted, path, found)
        value, evidence = self._chosen(path, found)
        if evidence is not None:
            self.evidence[path] = evidence
        if value is None and wanted.required:
            self.missing.append(path)
        return value

    def _items(self, wanted: SchemaField, path: str, found: Any) -> list[Any]:
        element = SchemaField("", "object", fields=wanted.fields) if wanted.fields else SchemaField("", wanted.items)
        heard = {} if found else {place: one for place, one in self.answers.items() if place.startswith(f"{path}[")}
        items = _Merging(self.known, _renumbered(heard, path), self.trust)
        count = len(found or {_index(place, path) for place in heard})
        values = [items.value(element, f"{path}[{at}]", found[at] if found else None) for at in range(count)]
        self.evidence |= items.evidence
        self.missing += items.missing
        if wanted.required and not values:
            self.missing.append(path)
        return values

    def _chosen(self, path: str, found: Any) -> tuple[Any, Evidence | None]:
        known, heard, trust = self.known.get(path), self.answers.get(path), self.trust
        if heard is None or (known is None and found is not None):  # not heard of, or not read but given
            return found, known
        if known is None:
            return heard.value, _evidence(heard, trust)
        sure = known.confidence
        if same(found, heard.value):
            both = sure * trust / (sure * trust + (1 - sure) * (1 - trust) or 1)
            return found, replace(known, confidence=both)
        either = 1 - sure * trust or 1
        if sure >= trust:
            return found, replace(known, confidence=sure * (1 - trust) / either)
        return heard.value, _evidence(heard, trust * (1 - sure) / either)


def same(one: Any, other: Any) -> bool:
    """True for equal numbers, and for texts with the same letters and digits."""
    if isinstance(one, str) and isinstance(other, str):
        return compact(one) == compact(other)
    return bool(one == other)


def _renumbered(answers: Answers, path: str) -> Answers:
    """The answers of a list without gaps where nothing of an element was printed."""
    order = {index: at for at, index in enumerate(sorted({_index(place, path) for place in answers}))}
    return {
        f"{path}[{order[_index(place, path)]}]{place[len(path) :].partition(']')[2]}": one
        for place, one in answers.items()
    }


def _index(place: str, path: str) -> int:
    """Which element of the list at `path` it is, or is in."""
    return int(place[len(path) + 1 :].partition("]")[0])


def _evidence(heard: Printed, confidence: float) -> Evidence:
    return Evidence(confidence, heard.file_index, heard.page_index, heard.box, heard.text)
