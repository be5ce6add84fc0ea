"""A line of a proposal while it is being made, and the codes that a line is booked with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Codes:
    """What a line is booked on; None where nothing is known."""

    ledger_account_code: str | None = None
    cost_centre_code: str | None = None
    cost_unit_code: str | None = None
    project_code: str | None = None
    tax_code: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Amounts are without tax and have the sign of the booking."""

    description: str | None
    amount: Decimal
    tax_rate: Decimal | None = None
    tax_amount: Decimal | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    product_code: str | None = None
    employee_code: str | None = None
    order_number: str | None = None
    order_line_number: int | None = None
    commitment_external_id: str | None = None
    codes: Codes = Codes()
