"""What was read of a document, as values to book with; from the result as it goes over the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import groupby
from typing import Any

from air.vocabulary import TAX_LINES

CENT = Decimal("0.01")
MAX_AMOUNT = Decimal(10) ** 12  # what is larger was read wrongly, and cannot be booked
ITEM_NUMBERS = ("quantity", "price", "amount", "taxAmount", "taxRate")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the document; None where nothing was read."""

    description: str | None = None
    product_code: str | None = None
    order_number: str | None = None
    ledger_account_code: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None  # without tax
    tax_amount: Decimal | None = None
    tax_rate: Decimal | None = None  # fraction


@dataclass(frozen=True, slots=True)
class Tax:
    """The tax of one rate, as the document states it."""

    amount: Decimal
    rate: Decimal
    base: Decimal


class Reading:
    """The fields of one document by name, with their types."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        self.result = result
        self.fields: Mapping[str, Mapping[str, Any]] = {field["fieldName"]: field for field in result["fields"]}

    def text(self, name: str) -> str | None:
        """The value of a field; None if it was not found."""
        return str(self.fields[name]["value"]) if name in self.fields else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return tuple(part for part in (self.text(name) or "").split(";") if part)

    def day(self, name: str) -> date | None:
        text = self.text(name)
        return date.fromisoformat(text[:10]) if text else None

    def is_true(self, name: str) -> bool:
        return self.text(name) == "True"

    @property
    def sign(self) -> int:
        """-1 for a credit note whose amounts are printed as positive."""
        total = _number(self.text("TotalAmountInclTax"))
        return -1 if self.is_true("CreditKeyword") and total is not None and total > 0 else 1

    @property
    def is_e_invoice(self) -> bool:
        """True if its values were stated by XML: certain, and printed nowhere."""
        values = [value for field in self.fields.values() if not field["isCalculated"] for value in field["values"]]
        return bool(values) and any(value["text"] is None and value["confidence"] == 1 for value in values)

    @cached_property
    def taxes(self) -> tuple[Tax, ...]:
        """The taxes whose amount, rate and base are all known."""
        parts = [[_number(part) for part in (self.text(name) or "").split(";")] for name in TAX_LINES]
        whole = [[part for part in tax if part is not None] for tax in parts]
        return tuple(Tax(tax[0] * self.sign, tax[1], tax[2] * self.sign) for tax in whole if len(tax) == 3)

    @cached_property
    def inclusive(self) -> Decimal | None:
        total = _number(self.text("TotalAmountInclTax"))
        return None if total is None else total * self.sign

    @cached_property
    def exclusive(self) -> Decimal | None:
        """As read, else what the taxes or the total leave."""
        total = _number(self.text("TotalAmountExclTax"))
        if total is not None:
            return total * self.sign
        tax = sum((tax.amount for tax in self.taxes), Decimal(0))
        return None if self.inclusive is None else self.inclusive - tax

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(self._item(item) for item in self.result["lineItems"] or ())

    @cached_property
    def first_page_lines(self) -> tuple[str, ...]:
        """The text of the first page, words that stand on one line joined; empty for an e-invoice."""
        words = [word for word in self.result["words"] or () if word["pageNumber"] == 1]
        rows = groupby(words, key=lambda word: round(word["boundingBox"]["y1"], 3))
        return tuple(" ".join(word["text"] for word in row) for _, row in rows)

    def _item(self, item: Mapping[str, Any]) -> Item:
        numbers = {name: _number(item[name]) for name in ITEM_NUMBERS}
        return Item(
            description=item["description"],
            product_code=_short(item["productCode"], 64),
            order_number=_short(item["orderNumber"], 64),
            ledger_account_code=_short(item["ledgerAccountCode"], 64),
            quantity=_signed(numbers["quantity"], self.sign),
            price=numbers["price"],
            amount=_signed(numbers["amount"], self.sign),
            tax_amount=_signed(numbers["taxAmount"], self.sign),
            tax_rate=numbers["taxRate"],
        )


def totals_agree(parts: Sequence[Decimal], total: Decimal) -> bool:
    """True if the parts add up to the total; each may be rounded by half a cent."""
    return abs(sum(parts, Decimal(0)) - total) <= CENT * max(1, len(parts)) / 2 + CENT / 2


def _signed(number: Decimal | None, sign: int) -> Decimal | None:
    return None if number is None else number * sign


def _short(text: str | None, length: int) -> str | None:
    return " ".join(text.split())[:length] if text else None


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < MAX_AMOUNT else None
