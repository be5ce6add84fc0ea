"""What an e-invoice's XML states, as fields and line items with confidence 1: it wins over reading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from air.document import Box, StructuredInvoice
from air.recognition import Field, FoundValue, LineItem, TaxLine, Value
from air.vocabulary import AMOUNT_FIELDS, DATE_FIELDS, KEYWORD_FIELDS, LINE_ITEM_ATTRIBUTE, TAX_LINES

NUMBERS = frozenset({"quantity", "price", "amount", "tax_amount", "tax_rate"})


def structured_fields(invoice: StructuredInvoice) -> tuple[Field, ...]:
    """The header fields of the XML; values that are no values are left out."""
    fields = []
    for name, texts in invoice.fields.items():
        values = tuple(_value(name, text) for text in texts)
        found = tuple(FoundValue(value, None, 1.0) for value in values if value is not None)
        if found:
            fields.append(Field(name, found))
    return tuple(fields)


def structured_line_items(invoice: StructuredInvoice) -> tuple[LineItem, ...]:
    """The lines of the XML; they have no place on a page, so the whole first page stands for it."""
    return tuple(_line_item(line) for line in invoice.line_items)


def _line_item(line: dict[str, str]) -> LineItem:
    known = set(LINE_ITEM_ATTRIBUTE.values())
    values = {name: _number(text) if name in NUMBERS else text for name, text in line.items() if name in known}
    return LineItem(0, Box(0, 0, 1, 1), 1.0, **values)  # type: ignore[arg-type]


def _value(name: str, text: str) -> Value | None:
    if name in TAX_LINES:
        parts = [_number(part) for part in text.split(";")]
        return TaxLine(parts[0], parts[1], parts[2]) if len(parts) == 3 else None
    if name in AMOUNT_FIELDS:
        return _number(text)
    if name in DATE_FIELDS:
        return _day(text)
    if name in KEYWORD_FIELDS:
        return text == "True"
    return text or None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
