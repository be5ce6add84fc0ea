"""Feedback as numbers: every candidate of every validated document, with what memory of the others says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from air.document import Document
from air.fields import ROLES
from air.findings import Findings, find
from air.memory.entry import Entry
from air.memory.evidence import Known
from air.memory.feedback import Feedback
from air.memory.layout import Layout
from air.memory.match import match
from air.memory.recall import Recalled, recall
from air.memory.search import comparable
from air.memory.tables import RecallingTables
from air.memory.taught import remember
from air.models import Models
from training.custom.tables import Columns, Rows, tables_of

MOST_COMPARED = 24  # newest documents of each document's layout that memory is asked for
SAME_LAYOUT = 0.8  # likeness of documents that are kept on one side of every split
MOST_KNOWN = 8
MOST_TABLES = 200  # documents whose tables are learnt from, evenly spread over all: rows and headings repeat themselves
KNOWN_ROLES = tuple(ROLES)


@dataclass(frozen=True, slots=True)
class Validated:
    """A document with its feedback; `name` is its operation, `entry` what is remembered of it, if that is made."""

    name: str
    document: Document
    feedback: Feedback
    entry: bytes | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A validated document ready to learn from."""

    name: str
    group: int  # documents of one layout share it
    feedback: Feedback
    findings: Findings
    known: tuple[Known, ...]  # of the others, never the document itself
    recalled: dict[str, Recalled]
    right: dict[str, NDArray[np.bool_]]  # role -> which candidates are right; without roles nobody knows of
    rows: Rows | None  # of its pages, if it has validated tables
    columns: tuple[Columns, ...]  # of these


def prepare(samples: Sequence[Validated], base: Models) -> list[Prepared]:
    """All samples, each as if it had come last."""
    found = [find(one.document, legislation=one.feedback.legislation) for one in samples]
    entries = [
        Entry.from_bytes(one.entry) if one.entry else remember(findings, one.feedback, base)
        for one, findings in zip(samples, found, strict=True)
    ]
    layouts = [Layout.from_bytes(entry.layout) for entry in entries]
    neighbours = list(_neighbours(layouts, entries))
    groups = _groups(neighbours)
    with_tables = set(evenly([at for at, one in enumerate(samples) if one.feedback.tables], MOST_TABLES))
    return [
        _prepared(one, findings, groups[at], neighbours[at], base, with_tables=at in with_tables)
        for at, (one, findings) in enumerate(zip(samples, found, strict=True))
    ]


def evenly(places: Sequence[int], most: int) -> list[int]:
    """So many of the places, evenly spread over them; all if there are no more.

    >>> evenly([1, 4, 5, 6, 9], 3)
    [1, 5, 9]
    """
    chosen = np.linspace(0, len(places) - 1, min(most, len(places))).round().astype(int)
    return [places[at] for at in chosen.tolist()]


def data_hash(samples: Iterable[Validated]) -> str:
    """What was learnt from, as one number: the same samples give the same, in whatever order they came."""
    parts = sorted(
        hashlib.sha256(
            b"\0".join((
                one.name.encode(), msgspec.json.encode(one.feedback, order="deterministic"),
                msgspec.msgpack.encode(one.document, enc_hook=float, order="deterministic"),
            ))
        ).hexdigest()
        for one in samples
    )  # fmt: skip
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _neighbours(layouts: Sequence[Layout], entries: Sequence[Entry]) -> Iterator[list[tuple[int, Known]]]:
    """For each document the others of its layout, the surest first."""
    words: dict[int, list[int]] = {}
    for at, layout in enumerate(layouts):
        for word in layout.words.tolist():
            words.setdefault(word, []).append(at)
    sizes = np.array([len(layout.words) for layout in layouts])
    for at, layout in enumerate(layouts):
        shared = np.zeros(len(layouts))
        for word in layout.words.tolist():
            shared[words[word]] += 1
        likeness = shared / np.maximum(sizes + len(layout.words) - shared, 1)
        likeness[at] = 0
        best = np.argsort(-likeness, kind="stable")[:MOST_COMPARED]
        found = ((int(other), match(layouts[other], layout)) for other in best if likeness[other] >= 0.1)
        known = [(other, Known(how, entries[other])) for other, how in found if how is not None and how.sure >= 0.5]
        yield sorted(known, key=lambda one: -one[1].match.sure)


def _groups(neighbours: Sequence[Sequence[tuple[int, Known]]]) -> list[int]:
    """A number per layout; documents that are alike, or alike to the same third one, share it."""
    parent = list(range(len(neighbours)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for at, near in enumerate(neighbours):
        for other, known in near:
            if known.match.sure >= SAME_LAYOUT:
                parent[max(root(at), root(other))] = min(root(at), root(other))
    return [root(at) for at in range(len(parent))]


def _prepared(
    one: Validated,
    findings: Findings,
    group: int,
    near: Sequence[tuple[int, Known]],
    base: Models,
    *,
    with_tables: bool,
) -> Prepared:
    known = tuple(other for _, other in near[:MOST_KNOWN])
    recalled = recall(findings, base.fields, known)
    right: dict[str, NDArray[np.bool_]] = {}
    for role, kind in ROLES.items():
        values = one.feedback.of_role(role)
        if values is not None:
            wanted = {comparable(kind, value) for value in values}
            hits = [comparable(kind, c.value) in wanted for c in recalled[kind].scored.candidates]
            if any(hits) or not values:
                right[role] = np.array(hits, dtype=bool)
    rows, columns = (
        tables_of(one.document, one.feedback, RecallingTables.on(base.tables, known)) if with_tables else (None, ())
    )
    return Prepared(one.name, group, one.feedback, findings, known, recalled, right, rows, columns)
