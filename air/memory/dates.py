"""In which order a supplier prints day and month: 3/4 is read as its validated documents were."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from air.candidate import Candidate

if TYPE_CHECKING:
    from air.memory.entry import Entry

DAY_FIRST, MONTH_FIRST = "dm", "md"
_IN_DIGITS = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*\d{2,4}\s*")


def order_of(text: str, value: object) -> str:
    """`DAY_FIRST` or `MONTH_FIRST`; empty for all else than a date in digits, and where both are the same number.

    >>> order_of("10/11/2025", date(2025, 10, 11)), order_of("10/11/2025", date(2025, 11, 10))
    ('md', 'dm')
    """
    found = _IN_DIGITS.fullmatch(text)
    if found is None or not isinstance(value, date) or value.day == value.month:
        return ""
    return {(value.day, value.month): DAY_FIRST, (value.month, value.day): MONTH_FIRST}.get(
        (int(found[1]), int(found[2])), ""
    )


def swapped(candidate: Candidate) -> Candidate | None:
    """The date read in the other order; None if it allows only one."""
    value = candidate.value
    if not isinstance(value, date) or not order_of(candidate.text, value) or value.day > 12:
        return None
    return replace(candidate, value=value.replace(day=value.month, month=value.day))


def in_order(candidates: Sequence[Candidate], entries: Sequence[Entry]) -> tuple[Candidate, ...]:
    """The candidates with dates in digits as these remembered documents print them; the newest first that says it."""
    orders = (place.order for entry in entries for places in entry.right.values() for place in places if place.order)
    order = next(orders, None)
    if order is None:
        return tuple(candidates)
    return tuple(
        (swapped(one) or one) if one.kind == "date" and order_of(one.text, one.value) not in ("", order) else one
        for one in candidates
    )
