"""Values as text on the wire: dates, numbers, booleans and tax lines (always strings)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from air.recognition import TaxLine, Value


def to_text(value: Value) -> str:
    """The value as clients read it.

    >>> to_text(Decimal("1E+2")), to_text(date(2025, 1, 29)), to_text(True)
    ('100', '2025-01-29T00:00:00.0000000', 'True')
    >>> to_text(TaxLine(Decimal("52.50"), Decimal("0.21"), Decimal("250.00")))
    '52.50;0.21;250.00'
    """
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00.0000000"
    if isinstance(value, TaxLine):
        return ";".join("" if part is None else to_text(part) for part in (value.amount, value.rate, value.base))
    return value
