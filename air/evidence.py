"""Evidence: what a person can check an answer by. The label words beside it, and the checks that it passed.

It is made of what was found and what was chosen, after the choice, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from air.candidates import compact
from air.candidates.dates import payment_terms
from air.document import Box
from air.fields import ROLES
from air.findings import Findings
from air.formats import to_text
from air.label import Label
from air.legislation import rates_on
from air.recognition import Check, Evidence, Field, FoundValue, TaxLine, Value, Words
from air.vocabulary import TAX_LINES

ANNOUNCED_BY = {  # field -> names of the labels that speak for it
    "InvoiceNumber": ("invoice_number", "receipt_number", "title_invoice", "title_credit", "title_receipt"),
    "InvoiceDate": ("invoice_date",),
    "DueDate": ("due_date", "payment_term"),
    "Currency": ("currency", "total_incl", "amount_due", "total_excl"),
    "TotalAmountInclTax": ("total_incl", "amount_due", "tendered"),
    "TotalAmountExclTax": ("total_excl", "subtotal", "tax_base"),
    "InvoiceCocNumber": ("coc_number",),
    "InvoiceCustomerIdentifier": ("customer_number",),
    "InvoiceIBAN": ("iban", "account"),
    "InvoiceVatNumber": ("vat_number", "tax_number"),
    "YourReference": ("your_reference",),
    "StructuredPaymentReference": ("payment_reference",),
    "YourOrderNumber": ("order_number",),
    "ContractNumber": ("contract",),
    "AccountEmail": ("online",),
    **dict.fromkeys(TAX_LINES, ("total_tax", "tax_word", "exempt")),
}
CHECKED_DIGITS = frozenset({"InvoiceIBAN", "InvoiceVatNumber", "InvoiceCocNumber", "StructuredPaymentReference"})
SUMMED = ("TotalAmountInclTax", "TotalAmountExclTax", *TAX_LINES)
SLACK = Decimal("0.02")  # as the choice of the totals allows
FARTHEST_ABOVE = 3.0  # heights of the value
FARTHEST_LEFT = 0.6  # page widths
ALIGNED = 0.012  # page widths between edges that count as one


def with_evidence(fields: Sequence[Field], findings: Findings) -> tuple[Field, ...]:
    """The fields with the evidence of each of their values; linear in candidates and labels."""
    case = _Case(tuple(fields), findings)
    return tuple(replace(f, values=tuple(replace(v, evidence=case.of(f, v)) for v in f.values)) for f in fields)


@dataclass
class _Case:
    """One document's answers and what was found on its pages."""

    fields: tuple[Field, ...]
    findings: Findings

    def of(self, field: Field, found: FoundValue) -> Evidence:
        """The evidence of one value."""
        names = ANNOUNCED_BY.get(field.name)
        labels = tuple(self._labels(names, found.page_index, found.box)) if names and found.box else ()
        return Evidence(labels, tuple(self._checks(field, found)))

    def _labels(self, names: tuple[str, ...], page_index: int | None, box: Box) -> Iterator[Words]:
        """The nearest label on the left and the nearest above, if they have one of the names."""
        here = [label for label in self.findings.labels if label.page_index == page_index]
        for distances in (_on_the_left(here, box), _above(here, box)):
            nearest = min(distances, key=lambda pair: pair[0], default=None)
            if nearest and any(meaning in names for meaning, _ in nearest[1].meanings):
                yield Words(nearest[1].text, nearest[1].page_index, nearest[1].box)

    def _checks(self, field: Field, found: FoundValue) -> Iterator[Check]:
        structured = self.findings.document.structured
        if structured and field.name in structured.fields and found.box is None:
            yield Check("StatedInXml", structured.syntax)
            return
        if field.name in CHECKED_DIGITS and (ROLES[field.name], compact(str(found.value))) in self._proven:
            yield Check("CheckDigits")
        if field.name in SUMMED and self._sum:
            yield Check("SumsAgree", self._sum)
        if isinstance(found.value, TaxLine):
            yield from self._rate(found.value, is_calculated=field.is_calculated)
        if field.name == "DueDate" and self._term:
            yield Check("PaymentTerm", self._term)
        if field.name in ROLES and (times := self._places.get((ROLES[field.name], _key(found.value)), 0)) > 1:
            yield Check("Repeated", str(times))

    def _rate(self, line: TaxLine, *, is_calculated: bool) -> Iterator[Check]:
        """Does the rate connect tax and base, and is it the law's on the day of the invoice?"""
        if line.rate is None:
            return
        if None not in (line.amount, line.base) and not is_calculated and _fits(line):
            amount, rate, base = (to_text(part) for part in (line.amount, line.rate, line.base) if part is not None)
            yield Check("RateTimesBase", f"{rate} x {base} = {amount}")
        day = self._value("InvoiceDate")
        if isinstance(day, date) and line.rate in rates_on(self.findings.legislation, day):
            yield Check("LegalRate", f"{to_text(line.rate)}, {self.findings.legislation}, {day.isoformat()}")

    @cached_property
    def _sum(self) -> str | None:
        """The sum of net total and taxes that gives the total, in figures; None if one of them was calculated."""
        incl, excl = self._value("TotalAmountInclTax"), self._value("TotalAmountExclTax")
        lines = [f for f in self.fields if f.name in TAX_LINES]
        taxes = [f.values[0].value.amount for f in lines if isinstance(f.values[0].value, TaxLine)]
        if not isinstance(incl, Decimal) or not isinstance(excl, Decimal) or any(f.is_calculated for f in lines):
            return None
        amounts = [tax for tax in taxes if tax is not None]
        if not amounts or abs(abs(excl) + sum(map(abs, amounts)) - abs(incl)) > SLACK:
            return None
        return " + ".join(to_text(part) for part in (excl, *amounts)) + f" = {to_text(incl)}"

    @cached_property
    def _term(self) -> str | None:
        """The printed days that lead from the invoice date to the due date."""
        start, end = self._value("InvoiceDate"), self._value("DueDate")
        if not isinstance(start, date) or not isinstance(end, date):
            return None
        days = (end - start).days
        return f"{start.isoformat()} + {days} days" if days in payment_terms(self.findings.lines) else None

    @cached_property
    def _places(self) -> dict[tuple[str, object], int]:
        """Kind and value of candidates -> on how many lines they stand."""
        lines: dict[tuple[str, object], set[tuple[int, int]]] = {}
        for c in self.findings.candidates:
            lines.setdefault((c.kind, _key(c.value)), set()).add((c.page.index, c.line_index))
        return {key: len(places) for key, places in lines.items()}

    @cached_property
    def _proven(self) -> frozenset[tuple[str, str]]:
        """Kind and value of the identifiers whose check digits are right."""
        kinds = {ROLES[name] for name in CHECKED_DIGITS}
        candidates = self.findings.candidates
        return frozenset((c.kind, compact(str(c.value))) for c in candidates if c.is_proven and c.kind in kinds)

    def _value(self, name: str) -> Value | None:
        return next((f.values[0].value for f in self.fields if f.name == name), None)


def _key(value: Value) -> object:
    return compact(value) if isinstance(value, str) else abs(value) if isinstance(value, Decimal) else value


def _fits(line: TaxLine) -> bool:
    assert line.amount is not None and line.rate is not None and line.base is not None  # noqa: S101, PT018 (for types)
    return abs(abs(line.rate * line.base) - abs(line.amount)) <= SLACK


def _on_the_left(labels: Sequence[Label], box: Box) -> Iterator[tuple[float, Label]]:
    """Labels of the same line before or at the start of the value, by their distance in page widths."""
    for label in labels:
        its = label.box
        if its.left <= box.left and its.top < box.bottom and box.top < its.bottom:
            beside = abs(its.middle - box.middle) < 0.6 * max(box.height, its.height)
            if beside and box.left - its.right < FARTHEST_LEFT:
                yield max(box.left - its.right, 0.0), label


def _above(labels: Sequence[Label], box: Box) -> Iterator[tuple[float, Label]]:
    """Labels close above, in one column with the value, by their distance in page heights."""
    height = max(box.height, 1e-3)
    highest, lowest = box.top - FARTHEST_ABOVE * height, box.top + 0.4 * height
    for label in labels:
        its = label.box
        if highest < its.bottom < lowest and its.middle < box.top:
            overlaps = its.left < box.right and box.left < its.right
            if overlaps or min(abs(its.left - box.left), abs(its.right - box.right)) < ALIGNED:
                yield box.top - its.bottom, label
