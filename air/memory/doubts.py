"""What is odd about the values that a person gave: mistakes are rare, but each would be learnt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from air.fields import ROLES
from air.findings import Findings
from air.memory.evidence import Known
from air.memory.feedback import Feedback
from air.memory.search import comparable, find_value
from air.vocabulary import TAX_LINES

SLACK = Decimal("0.02")
FEWEST_AGREEING = 2  # remembered documents that must agree before another value counts as odd
SURE = 0.9
LASTING = ("InvoiceIBAN", "InvoiceVatNumber", "InvoiceCocNumber", "Currency")

NOWHERE = "%(value)s is not found in the document; the value teaches nothing."
OTHER_BEFORE = "Earlier documents of this layout had %(other)s, this one has %(value)s."
SUMS = "The total with tax %(incl)s is not the total without tax %(excl)s and the taxes %(taxes)s together."
DUE_BEFORE = "The due date lies before the invoice date."


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text for the user with what fills its placeholders, and the field it is about."""

    name: str
    message: str
    facts: dict[str, Any] = field(default_factory=dict)


def doubts(findings: Findings, feedback: Feedback, known: Sequence[Known]) -> tuple[Doubt, ...]:
    """What contradicts the document, itself, or what was validated before."""
    return (*_nowhere(findings, feedback), *_sums(feedback), *_dates(feedback), *_against_memory(feedback, known))


def _nowhere(findings: Findings, feedback: Feedback) -> Iterator[Doubt]:
    for name, values in feedback.values.items():
        for value in values if name in ROLES else ():
            if not find_value(findings, name, value):
                yield Doubt(name, NOWHERE, {"value": value})


def _sums(feedback: Feedback) -> Iterator[Doubt]:
    incl, excl = (_number(feedback, name) for name in ("TotalAmountInclTax", "TotalAmountExclTax"))
    taxes = [_decimal(value.split(";")[0]) for name in TAX_LINES for value in feedback.values.get(name, ())]
    if incl is None or excl is None or not taxes or None in taxes:
        return
    total = sum((tax for tax in taxes if tax is not None), Decimal(0))
    if abs(abs(incl) - abs(excl) - abs(total)) > SLACK:
        yield Doubt("TotalAmountInclTax", SUMS, {"incl": f"{incl:f}", "excl": f"{excl:f}", "taxes": f"{total:f}"})


def _dates(feedback: Feedback) -> Iterator[Doubt]:
    day, due = (feedback.values.get(name, ("",))[0][:10] for name in ("InvoiceDate", "DueDate"))
    if day and due and due < day:
        yield Doubt("DueDate", DUE_BEFORE)


def _against_memory(feedback: Feedback, known: Sequence[Known]) -> Iterator[Doubt]:
    """A lasting number of the supplier that was always another one."""
    sure = [one.entry for one in known if one.match.sure >= SURE]
    for name in LASTING:
        given = feedback.values.get(name)
        before = [entry.right[name][0].value for entry in sure if entry.right.get(name)]
        agree = len(before) >= FEWEST_AGREEING and len(set(before)) == 1
        if given and agree and str(comparable(ROLES[name], given[0])) != before[0]:
            yield Doubt(name, OTHER_BEFORE, {"other": before[0], "value": given[0]})


def _number(feedback: Feedback, name: str) -> Decimal | None:
    return _decimal(feedback.values.get(name, ("",))[0])


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
