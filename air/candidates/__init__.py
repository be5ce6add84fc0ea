"""Candidates: whatever on the pages could be the value of a field; a value that is no candidate can't be chosen."""

from __future__ import annotations

from air.candidate import Candidate
from air.candidates.amounts import find_amounts
from air.candidates.contact import find_contacts
from air.candidates.currencies import find_currencies
from air.candidates.dates import find_dates
from air.candidates.identifiers import compact, find_identifiers
from air.candidates.lines import SearchLine, search_lines
from air.candidates.references import find_references
from air.numbers import decimal_comma_in

__all__ = ["Candidate", "SearchLine", "compact", "find_candidates", "search_lines"]

MONTH_FIRST = frozenset({"usa"})


def find_candidates(lines: tuple[SearchLine, ...], *, legislation: str) -> tuple[Candidate, ...]:
    """All candidates of the document's lines; linear in their length."""
    decimal_comma = decimal_comma_in(word.text for line in lines for word in line.line.words)
    if decimal_comma is None:
        decimal_comma = legislation not in ("gb", "usa")
    return (
        *find_amounts(lines, decimal_comma=decimal_comma),
        *find_dates(lines, month_first=legislation in MONTH_FIRST),
        *find_currencies(lines),
        *find_references(lines),
        *find_identifiers(lines),
        *find_contacts(lines),
    )
