"""A booking as it leaves for an accounting system: everything a connector may need, and nothing it can change.

Totals are not stored but added up, so a booking whose sums don't agree cannot be built. A credit note has positive
amounts and says `is_credit_note`. Money has at most two decimals, prices may have more; rates are fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, IntEnum

CENT = Decimal("0.01")


class BookingKind(IntEnum):
    """`type` of a financial transaction on the wire."""

    PURCHASE_INVOICE = 0
    SALES_INVOICE = 1
    RECEIPT = 2


class TaxCategory(Enum):
    """Why a rate holds: the codes of EN 16931 (UNCL 5305)."""

    STANDARD = "S"  # a rate above zero, the reduced ones too
    ZERO_RATED = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUT_OF_SCOPE = "O"


class BadBooking(ValueError):
    """The parts of a booking contradict each other; the message says which."""


@dataclass(frozen=True, slots=True)
class Address:
    country_code: str  # ISO 3166-1 alpha-2
    street: str | None = None  # with the number
    postal_code: str | None = None
    city: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """The seller or the buyer; `code` and `external_id` are those of the administration's account, if it is one."""

    name: str
    address: Address
    vat_number: str | None = None  # with the country, NL001234567B01
    coc_number: str | None = None
    email: str | None = None
    iban: str | None = None
    code: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tax:
    """What is levied on a line."""

    category: TaxCategory
    rate: Decimal = Decimal(0)  # fraction, 0.21 is 21 %

    def __post_init__(self) -> None:
        if not 0 <= self.rate < 1:
            raise BadBooking(f"{self.rate} is no tax rate; 0.21 is 21 %")
        if (self.category is TaxCategory.STANDARD) != (self.rate > 0):
            raise BadBooking(f"tax category {self.category.name} does not go with rate {self.rate}")


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One line; `amount` is without tax, and counts whatever quantity times price says."""

    description: str
    amount: Decimal
    tax: Tax
    tax_amount: Decimal | None = None  # as booked for this line; connectors may need it, the totals don't
    quantity: Decimal | None = None
    price: Decimal | None = None  # of one unit, without tax
    ledger_account_code: str | None = None
    cost_centre_code: str | None = None
    cost_unit_code: str | None = None
    project_code: str | None = None
    product_code: str | None = None
    employee_code: str | None = None
    tax_code: str | None = None  # of the administration
    purchase_order_number: str | None = None
    commitment_external_id: str | None = None

    def __post_init__(self) -> None:
        if self.amount != self.amount.quantize(CENT):
            raise BadBooking(f"{self.amount} has more than two decimals")


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """The tax of all lines with the same tax; `amount` as the document states it, which may differ by cents."""

    tax: Tax
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Attachment:
    file_name: str
    content_type: str
    content: bytes
    is_main_document: bool = False


@dataclass(frozen=True, slots=True)
class Booking:
    """One financial transaction, ready for export.

    Raises:
        BadBooking: no lines, or `taxes` are not those of the lines (`taxes_of` makes them).
    """

    id: int  # financialTransactionId
    administration_id: int
    administration_code: str
    kind: BookingKind
    invoice_number: str
    invoice_date: date
    currency_code: str  # ISO 4217
    supplier: Party  # who sells; for a purchase invoice the account, for a sales invoice the administration
    customer: Party  # who buys
    lines: tuple[BookingLine, ...]
    taxes: tuple[TaxTotal, ...]
    rounding: Decimal = Decimal(0)  # what has to be paid more than the lines and taxes say, some cents
    is_credit_note: bool = False
    corrects_invoice_number: str | None = None  # of a credit note, if it is known
    due_date: date | None = None
    booking_date: date | None = None
    journal_code: str | None = None
    description: str | None = None
    payment_reference: str | None = None
    payment_days: int | None = None
    buyer_reference: str | None = None
    purchase_order_number: str | None = None
    attachments: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        if not self.lines:
            raise BadBooking("a booking has at least one line")
        stated = sorted((_key(total.tax), total.base) for total in self.taxes)
        if stated != sorted((_key(tax), base) for tax, base in _bases(self.lines).items()):
            raise BadBooking("the taxes are not those of the lines")

    @property
    def tax_exclusive_amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def tax_amount(self) -> Decimal:
        return sum((total.amount for total in self.taxes), Decimal(0))

    @property
    def tax_inclusive_amount(self) -> Decimal:
        return self.tax_exclusive_amount + self.tax_amount

    @property
    def payable_amount(self) -> Decimal:
        return self.tax_inclusive_amount + self.rounding


def taxes_of(lines: Sequence[BookingLine], stated: Sequence[TaxTotal] = ()) -> tuple[TaxTotal, ...]:
    """The taxes of the lines: base times rate in cents, or what `stated` says of the same tax and base."""
    amounts = {(total.tax, total.base): total.amount for total in stated}
    return tuple(
        TaxTotal(tax, base, amounts.get((tax, base), (base * tax.rate).quantize(CENT, ROUND_HALF_UP)))
        for tax, base in _bases(lines).items()
    )


def _bases(lines: Sequence[BookingLine]) -> dict[Tax, Decimal]:
    """What each tax is levied on, in the order of the lines."""
    bases: dict[Tax, Decimal] = {}
    for line in lines:
        bases[line.tax] = bases.get(line.tax, Decimal(0)) + line.amount
    return bases


def _key(tax: Tax) -> tuple[str, Decimal]:
    return tax.category.value, tax.rate
