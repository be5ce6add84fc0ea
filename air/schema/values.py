"""Values of Python as values of JSON, in the type that a schema field asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from air.recognition import TaxLine
from air.schema.definition import SchemaField

Json = str | int | float | bool | None


def as_json(value: object, text: str | None, kind: str) -> Json:
    """The value as the type has it; None if it cannot be that.

    >>> as_json(Decimal("54.50"), "RM 54.50", "number"), as_json(Decimal("3"), "3", "number")
    (54.5, 3)
    >>> as_json(Decimal("54.50"), "RM 54.50", "string"), as_json(date(2025, 1, 29), "29/1/25", "date")
    ('RM 54.50', '2025-01-29')
    """
    if kind == "string":
        return text if text is not None else _plain(value)
    if isinstance(value, bool):
        return value if kind == "boolean" else None
    if isinstance(value, Decimal):
        return _number(value, whole=kind == "integer") if kind in ("number", "integer", "currency") else None
    if isinstance(value, date):
        return value.isoformat() if kind == "date" else None
    return value if isinstance(value, str) else None


def chosen(text: str, field: SchemaField) -> str | None:
    """The answer of an enum that the text is, without regard to case and spaces."""
    return next((choice for choice in field.enum if choice.strip().casefold() == text.strip().casefold()), None)


def _number(value: Decimal, *, whole: bool) -> int | float | None:
    if value == value.to_integral_value():
        return int(value)
    return None if whole else float(value)


def _plain(value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return None if isinstance(value, TaxLine) or value is None else str(value)
