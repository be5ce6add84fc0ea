"""What is remembered of one validated document: its layout, and where its right values stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from air.candidate import Candidate
from air.candidates import compact
from air.memory.captions import above_of, is_wide, label_of
from air.memory.dates import order_of

OF_SUPPLIER = frozenset({"InvoiceIBAN", "InvoiceVatNumber", "InvoiceCocNumber"})  # roles with one value for ever
_DIGITS, _LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stood; `y` counts pages (see `air.memory.layout`)."""

    left: float
    right: float
    y: float
    value: str  # in comparable form
    shape: str  # of the text: digits as 0, letters as a
    label: str  # see `air.memory.captions`
    words: int  # how many it has
    ends: bool  # nothing follows it on the line, or only after a wide gap
    above: str = ""
    order: str = ""  # of a date in digits: "dm", "md" or, where day and month are the same number, nothing


@dataclass(frozen=True, slots=True)
class TableColumn:
    header: str  # one of `air.vocabulary.TABLE_HEADERS`
    left: float
    right: float
    heading: str  # in plain letters; empty for a table without headings


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table that was validated: its first row, the words of the first row below it, and its columns."""

    heading: str
    below: str
    columns: tuple[TableColumn, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One validated document. A role that is in none of the three is not known."""

    layout: bytes  # of `air.memory.layout.Layout`
    right: dict[str, tuple[Place, ...]] = field(default_factory=dict)  # role -> where it stood
    wrong: dict[str, tuple[Place, ...]] = field(default_factory=dict)  # role -> what was answered and is wrong
    absent: tuple[str, ...] = ()  # roles that the document does not have
    tables: tuple[TablePlace, ...] = ()

    def to_bytes(self) -> bytes:
        return msgspec.msgpack.encode(self, enc_hook=float)

    @classmethod
    def from_bytes(cls, data: bytes) -> Entry:
        return _DECODER.decode(data)


_DECODER = msgspec.msgpack.Decoder(Entry)


def place_of(candidate: Candidate) -> Place:
    """Where a candidate stands."""
    box, page = candidate.box, candidate.page.index
    return Place(
        round(box.left, 5), round(box.right, 5), round(page + box.middle, 5), value_key(candidate.value),
        shape_of(candidate.text), label_of(candidate), candidate.last_word - candidate.first_word + 1,
        _ends(candidate), above_of(candidate), order_of(candidate.text, candidate.value),
    )  # fmt: skip


def places_of(candidates: Mapping[str, Iterable[Candidate]]) -> dict[str, tuple[Place, ...]]:
    """The places of the candidates of each role."""
    return {role: tuple(place_of(candidate) for candidate in some) for role, some in candidates.items()}


def value_key(value: object) -> str:
    """The value in a form that can be compared: without case, spaces and punctuation."""
    return compact(str(value))


def shape_of(text: str) -> str:
    """
    >>> shape_of("F25-0042")
    'a00-0000'
    """
    return _LETTERS.sub("a", _DIGITS.sub("0", text))


def _ends(candidate: Candidate) -> bool:
    words = candidate.page.lines[candidate.line_index].words
    return candidate.last_word + 1 >= len(words) or is_wide(candidate.page, words, candidate.last_word)
