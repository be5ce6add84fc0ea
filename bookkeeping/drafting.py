"""From what was read to lines that add up to the document's totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from bookkeeping.draft import Draft
from bookkeeping.reading import CENT, Item, Reading, totals_agree

NOTHING = Decimal(0)


def drafts_of(reading: Reading) -> tuple[Draft, ...]:
    """The document's own lines if they add up, else one per tax rate, else one with the total; with their tax."""
    exclusive = reading.exclusive
    if exclusive is None:
        return _taxed([_of_item(item, reading) for item in reading.items if item.amount is not None], reading)
    for lines in (_items(reading), _tax_lines(reading)):
        if lines and totals_agree([line.amount for line in lines], exclusive):
            return _taxed(_rounded(lines, exclusive), reading)
    return _taxed([Draft(None, exclusive, _only_rate(reading))], reading)


def _items(reading: Reading) -> list[Draft]:
    """None at all if a line has no amount: then they cannot be all of it."""
    if any(item.amount is None for item in reading.items):
        return []
    return [_of_item(item, reading) for item in reading.items]


def _of_item(item: Item, reading: Reading) -> Draft:
    rate = item.tax_rate if item.tax_rate is not None else _only_rate(reading)
    return Draft(
        description=item.description,
        amount=item.amount or NOTHING,
        tax_rate=rate,
        quantity=item.quantity,
        price=item.price,
        product_code=item.product_code,
        order_number=item.order_number,
    )


def _tax_lines(reading: Reading) -> list[Draft]:
    lines = [Draft(None, tax.base, tax.rate) for tax in reading.taxes]
    untaxed = (reading.exclusive or NOTHING) - sum((line.amount for line in lines), NOTHING)
    return [*lines, Draft(None, untaxed, NOTHING)] if lines and abs(untaxed) > CENT else lines


def _only_rate(reading: Reading) -> Decimal | None:
    """The document's rate, if it has one only; from the totals if no tax was read."""
    rates = {tax.rate for tax in reading.taxes}
    if len(rates) == 1:
        return next(iter(rates))
    if not rates and reading.inclusive is not None and reading.inclusive == reading.exclusive:
        return NOTHING
    return None


def _rounded(lines: Sequence[Draft], exclusive: Decimal) -> list[Draft]:
    """A cent that rounding took is put back into the largest line."""
    return _adjusted(lines, "amount", exclusive)


def _taxed(lines: Sequence[Draft], reading: Reading) -> tuple[Draft, ...]:
    """Tax per line, adding up to the tax of the document."""
    taxed = [
        line if line.tax_rate is None else replace(line, tax_amount=_cents(line.amount * line.tax_rate))
        for line in lines
    ]
    if reading.inclusive is None or reading.exclusive is None or any(line.tax_amount is None for line in taxed):
        return tuple(taxed)
    tax = reading.inclusive - reading.exclusive
    amounts = [line.tax_amount or NOTHING for line in taxed]
    return tuple(_adjusted(taxed, "tax_amount", tax)) if taxed and totals_agree(amounts, tax) else tuple(taxed)


def _adjusted(lines: Sequence[Draft], name: str, total: Decimal) -> list[Draft]:
    difference = total - sum((getattr(line, name) for line in lines), NOTHING)
    largest = max(range(len(lines)), key=lambda place: abs(lines[place].amount))
    return [
        replace(line, **{name: getattr(line, name) + difference}) if place == largest else line
        for place, line in enumerate(lines)
    ]


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
