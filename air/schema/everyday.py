"""Everyday fields of forms with their names in six languages (`everyday.tsv`): an English schema fits a German form."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from air import lexicon
from air.schema.generic import canonical
from air.schema.phrases import words_of
from air.vocabulary import CULTURES

LEAST_WEIGHT = 3  # of terms of the lexicon


@dataclass(frozen=True, slots=True)
class EverydayField:
    """Something that forms ask for."""

    name: str
    value: str  # how its values look, see `training.forms.values`
    phrases: dict[str, tuple[str, ...]]  # culture -> its labels, the usual one first


@cache
def everyday_fields() -> tuple[EverydayField, ...]:
    """All of them, in the order of the file."""
    rows = (Path(__file__).parent / "everyday.tsv").read_text(encoding="utf-8").splitlines()
    _, _, *cultures = rows[0].split("\t")
    fields = []
    for row in rows[1:]:
        name, value, *phrases = row.split("\t")
        fields.append(
            EverydayField(name, value, {c: tuple(some.split(";")) for c, some in zip(cultures, phrases, strict=True)})
        )
    return tuple(fields)


def concepts_of(phrase: tuple[str, ...], unknown: frozenset[str] = frozenset()) -> frozenset[str]:
    """What the words of a phrase mean: everyday fields and concepts of the lexicon, without those in `unknown`.

    >>> sorted(concepts_of(("zimmernummer",))), concepts_of(("xyz",))
    (['room'], frozenset())
    """
    return _concepts().get(tuple(canonical(word) for word in phrase), frozenset()) - unknown


@cache
def _concepts() -> dict[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for field in everyday_fields():
        for phrases in field.phrases.values():
            for phrase in phrases:
                found[_key(phrase)].add(field.name)
    for concept in lexicon.concepts():
        for culture in CULTURES:
            for term in lexicon.terms(concept, culture):
                if term.weight >= LEAST_WEIGHT and "%" not in term.text:
                    found[_key(term.text)].add(concept)
    found.pop((), None)
    return {key: frozenset(names) for key, names in found.items()}


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(canonical(word) for word in words_of(phrase))
