"""What was paid at a till: the amount that was given less the one that was given back is the total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from air.findings import Findings

GIVEN, BACK = "tendered", "change"  # labels


def paid_amounts(findings: Findings) -> frozenset[Decimal]:
    """The differences of what was given and what was given back; empty where either is not printed.

    A printed change of nothing proves nothing: what was given is then any amount.
    """
    given, back = list(_amounts_of(GIVEN, findings)), list(_amounts_of(BACK, findings))
    return frozenset(one - other for one in given for other in back if 0 < other < one)


def _amounts_of(name: str, findings: Findings) -> Iterator[Decimal]:
    """The sizes of the amounts that stand behind a label on its line."""
    amounts = findings.of_kind("amount")
    for label in findings.labels:
        if label.name != name:
            continue
        for one in amounts:
            is_behind = one.first_word > label.last_word
            if is_behind and (one.page.index, one.line_index) == (label.page_index, label.line_index):
                yield abs(one.value)  # type: ignore[arg-type]  # amounts are numbers
