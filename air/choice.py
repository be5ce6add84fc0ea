"""The choice: at most one candidate per field (several for the fields that may have many), none if none is likely.

A place on the page is given to one reference field only, the one that claims it most strongly. A value that the caller
excludes is never chosen. "Not printed" wins when the best candidate is more likely wrong than right.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import numpy as np

from air.candidate import Candidate
from air.candidates import compact
from air.candidates.amounts import printed_rates
from air.fields import FieldModels, Scored
from air.findings import Findings
from air.formats import to_text
from air.legislation import legal_rates, usable_rates
from air.recognition import Field, FoundValue, TaxLine, Value
from air.taxes import TaxChoice
from air.tender import paid_amounts
from air.totals import Chosen, choose_totals
from air.vocabulary import MANY_FIELDS, TAX_LINES

LEAST_CONFIDENCE = 0.4  # of an answer: under this "not printed" is the better one
REFERENCE_ROLES = ("InvoiceNumber", "InvoiceCustomerIdentifier", "YourReference", "YourOrderNumber", "ContractNumber")
IDENTIFIER_ROLES = ("InvoiceCocNumber", "InvoiceIBAN", "InvoiceVatNumber", "StructuredPaymentReference")
RIVAL = 0.2  # of the best currency's score: with less, standing beside the total does not count
MOST_MANY = 5  # values of one field that may have many

Excluded = frozenset[tuple[str, str]]  # field name and compact value


def excluded_values(pairs: Iterable[tuple[str, str]]) -> Excluded:
    """Values as they are compared: without case, spaces and punctuation."""
    return frozenset((name, compact(value)) for name, value in pairs)


def choose_fields(
    findings: Findings, models: FieldModels, excluded: Excluded = frozenset()
) -> tuple[tuple[Field, ...], bool]:
    """The chosen fields, and whether the sums prove the totals (False too if there is nothing to prove)."""
    scored = {kind: _without(s, excluded) for kind, s in models.score(findings).items()}
    references = _references(scored["reference"], models)
    fields = [*references, *_identifiers(scored, models), *_dates(_elsewhere(scored["date"], references), models)]
    day = next((f.values[0].value for f in fields if f.name == "InvoiceDate"), None)
    chosen, legal = _totals(findings, scored["amount"], day if isinstance(day, date) else None)
    fields += _currency(scored["currency"], chosen, models)
    fields += _total_fields(chosen, models)
    fields += _tax_line_fields(chosen, models, legal)
    kept = (f for f in fields if not any((f.name, compact(to_text(v.value))) in excluded for v in f.values))
    return tuple(kept), chosen.totals.agrees


def _without(scored: Scored, excluded: Excluded) -> Scored:
    """The scores with 0 for excluded values."""
    if not excluded:
        return scored
    scores = {role: values.copy() for role, values in scored.scores.items()}
    for i, candidate in enumerate(scored.candidates):
        for role, values in scores.items():
            if (role, compact(to_text(candidate.value))) in excluded:
                values[i] = 0.0
    return Scored(scored.candidates, scores)


def _found(candidate: Candidate, value: Value, confidence: float) -> FoundValue:
    return FoundValue(value, candidate.text, round(confidence, 4), candidate.page.index, candidate.box)


def _references(scored: Scored, models: FieldModels) -> list[Field]:
    """Claims in the order of their confidence; a claim loses when its words or its field are taken."""
    claims = [
        (models.calibrated(role, float(score)), float(score), role, candidate)
        for role in REFERENCE_ROLES
        for candidate, score in zip(scored.candidates, scored.scores[role], strict=True)
        if score > 0.05
    ]
    claims.sort(key=lambda claim: (-claim[0], -claim[1]))
    taken: list[Candidate] = []
    chosen: dict[str, list[FoundValue]] = {}
    for confidence, _, role, candidate in claims:
        values = chosen.setdefault(role, [])
        room = MOST_MANY if role in MANY_FIELDS else 1
        repeated = any(compact(str(v.value)) == compact(str(candidate.value)) for v in values)
        if confidence < LEAST_CONFIDENCE or len(values) >= room or repeated or any(map(candidate.overlaps, taken)):
            continue
        taken.append(candidate)
        values.append(_found(candidate, candidate.value, confidence))
    return [Field(role, tuple(values)) for role, values in chosen.items() if values]


def _identifiers(scored: dict[str, Scored], models: FieldModels) -> list[Field]:
    fields = []
    for role in IDENTIFIER_ROLES:
        kind = next(k for k, s in scored.items() if role in s.scores)
        fields += _top(scored[kind], role, models)
    return fields


def _top(scored: Scored, role: str, models: FieldModels) -> list[Field]:
    """The best candidate, if it is likely enough."""
    if not scored.candidates:
        return []
    best = int(scored.scores[role].argmax())
    confidence = models.calibrated(role, float(scored.scores[role][best]))
    if confidence < LEAST_CONFIDENCE or scored.scores[role][best] <= 0:
        return []
    return [Field(role, (_found(scored.candidates[best], scored.candidates[best].value, confidence),))]


def _elsewhere(scored: Scored, fields: Iterable[Field]) -> Scored:
    """The candidates without those of digits alone that stand where a field stands: the number 20250117 is no date."""
    taken = {(value.page_index, value.box) for field in fields for value in field.values}
    places = ((c.page.index, c.box) if c.text.isdigit() else None for c in scored.candidates)
    return _only(scored, [i for i, place in enumerate(places) if place not in taken])


def _only(scored: Scored, places: list[int]) -> Scored:
    return Scored(tuple(scored.candidates[i] for i in places), {r: s[places] for r, s in scored.scores.items()})


def _dates(scored: Scored, models: FieldModels) -> list[Field]:
    """The invoice date, then a due date that is not before it and stands elsewhere."""
    invoice = _top(scored, "InvoiceDate", models)
    if not invoice:
        return _top(scored, "DueDate", models)
    day, box = invoice[0].values[0].value, invoice[0].values[0].box
    allowed = [i for i, c in enumerate(scored.candidates) if c.value >= day and c.box != box]  # type: ignore[operator]
    return invoice + _top(_only(scored, allowed), "DueDate", models)


def _totals(findings: Findings, amounts: Scored, day: date | None) -> tuple[Chosen, frozenset[Decimal]]:
    """The chosen amounts, and the rates that the law knows on that day."""
    printed = printed_rates(findings.lines)
    rates = usable_rates(findings.legislation, day, printed)
    chosen = choose_totals(amounts, rates, printed, paid_amounts(findings))
    return chosen, legal_rates(findings.legislation, day, printed)


def _currency(scored: Scored, chosen: Chosen, models: FieldModels) -> list[Field]:
    """The currency of the total; on documents with two, the one that stands in its line."""
    total = chosen.totals.incl
    if total is None or not scored.candidates:
        return _top(scored, "Currency", models)
    line = (total.candidate.page.index, total.candidate.line_index)
    scores = scored.scores["Currency"]
    beside = [(c.page.index, c.line_index) == line for c in scored.candidates] & (scores >= RIVAL * scores.max())
    if not beside.any():
        return _top(scored, "Currency", models)
    return _top(Scored(scored.candidates, {"Currency": np.where(beside, scores, 0.0)}), "Currency", models)


def _total_fields(chosen: Chosen, models: FieldModels) -> list[Field]:
    fields = []
    for role, option, lead in (
        ("TotalAmountInclTax", chosen.totals.incl, chosen.incl_lead),
        ("TotalAmountExclTax", chosen.totals.excl, chosen.excl_lead),
    ):
        confidence = models.calibrated(role, lead)
        if option is not None and confidence >= LEAST_CONFIDENCE:
            fields.append(Field(role, (_found(option.candidate, option.candidate.value, confidence),)))
    return fields


def _tax_line_fields(chosen: Chosen, models: FieldModels, legal: frozenset[Decimal]) -> list[Field]:
    total = chosen.totals.incl
    sign = -1 if total is not None and total.candidate.value < 0 else 1  # type: ignore[operator]
    fields: list[Field] = []
    taxes = zip(chosen.totals.taxes, chosen.tax_leads, strict=True)
    for tax, lead in sorted(taxes, key=lambda pair: -(pair[0].line.rate or Decimal(0))):
        found = _tax_value(tax, models.calibrated("TaxAmount", lead), legal, sign)
        if found is not None:
            fields.append(Field(TAX_LINES[len(fields)], (found,), is_calculated=tax.is_calculated))
    return fields


def _tax_value(tax: TaxChoice, confidence: float, legal: frozenset[Decimal], sign: int) -> FoundValue | None:
    """The tax line, with the sign of the total; a rate that the law does not know is left open."""
    amount, base = (None if part is None else sign * part for part in (tax.line.amount, tax.line.base))
    line = TaxLine(amount, tax.line.rate if tax.line.rate in legal else None, base)
    if tax.amount is None:
        return FoundValue(line)
    return _found(tax.amount.candidate, line, confidence) if confidence >= LEAST_CONFIDENCE else None
