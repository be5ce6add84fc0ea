"""A schema field as the matcher wants it: its phrases as words and vectors, and what they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from air.schema.definition import SchemaField
from air.schema.everyday import concepts_of
from air.schema.generic import kinds_of
from air.schema.known import header_meaning
from air.schema.phrases import words_of
from air.schema.vectors import Floats, phrase_vectors

MOST_DESCRIBING = 12  # words of a description that count


@dataclass(frozen=True)
class Wanted:
    """A field with one value at most, by its path; `parent` are the phrases of the object that it is in."""

    path: str
    field: SchemaField
    phrases: tuple[tuple[str, ...], ...]  # the name first
    vectors: Floats  # shape (phrases, WIDTH)
    described: frozenset[str]  # words of the description
    description: Floats  # shape (1, WIDTH)
    concepts: frozenset[str]
    kinds: frozenset[str]  # of value, as its words say
    parent: Floats  # shape (phrases of the parent, WIDTH)
    meaning: str | None  # the header field that it asks for, see `air.schema.known`

    @property
    def words(self) -> frozenset[str]:
        return frozenset(word for phrase in self.phrases for word in phrase)


def wanted_fields(
    fields: Sequence[SchemaField], *, unknown: frozenset[str] = frozenset(), path: str = ""
) -> list[Wanted]:
    """The fields that have one value at most, those within objects too; `unknown` names concepts not to know of."""
    return _wanted(fields, unknown, path, ())


def _wanted(fields: Sequence[SchemaField], unknown: frozenset[str], path: str, parent: tuple[str, ...]) -> list[Wanted]:
    found = []
    for field in fields:
        own = f"{path}.{field.name}" if path else field.name
        if field.type == "object":
            found += _wanted(field.fields, unknown, own, field.phrases)
        elif field.type != "list":
            found.append(wanted(field, own, parent, unknown))
    return found


def wanted(
    field: SchemaField, path: str, parent: tuple[str, ...] = (), unknown: frozenset[str] = frozenset()
) -> Wanted:
    """One field, ready to be compared with words of a page."""
    phrases = [words for phrase in field.phrases if (words := words_of(phrase))]
    phrases += [words for phrase in field.phrases for own in parent if (words := words_of(f"{own} {phrase}"))]
    described = words_of(field.description)[:MOST_DESCRIBING]
    concepts = frozenset[str]().union(*(concepts_of(phrase, unknown) for phrase in phrases))
    kinds = frozenset[str]().union(*(kinds_of(phrase) for phrase in phrases))
    return Wanted(
        path, field, tuple(phrases), phrase_vectors(phrases), frozenset(described), phrase_vectors([described]),
        concepts, kinds, phrase_vectors([words_of(phrase) for phrase in parent]), header_meaning(field, parent),
    )  # fmt: skip


def best_likeness(one: Wanted, vectors: Floats) -> Floats:
    """Shape (len(vectors),): the likeness of each with the field's nearest phrase, -1 to 1."""
    if not len(one.vectors):
        return np.zeros(len(vectors), np.float32)
    return np.asarray((vectors @ one.vectors.T).max(axis=1), np.float32)
