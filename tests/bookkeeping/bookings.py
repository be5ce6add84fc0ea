"""Bookings for tests: small, and each with something special."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bookkeeping.booking import (
    Address,
    Attachment,
    Booking,
    BookingKind,
    BookingLine,
    Party,
    Tax,
    TaxCategory,
    TaxTotal,
    taxes_of,
)

HIGH = Tax(TaxCategory.STANDARD, Decimal("0.21"))
LOW = Tax(TaxCategory.STANDARD, Decimal("0.09"))
SUPPLIER = Party(
    "Papierhandel Noord B.V.",
    Address("NL", "Kade 12", "9711 AB", "Groningen"),
    vat_number="NL009876543B01",
    coc_number="87654321",
    email="facturen@papierhandel.example",
    iban="NL91ABNA0417164300",
    code="10017",
    external_id="a1f0",
)
CUSTOMER = Party(
    "Bouwbedrijf Voorbeeld B.V.",
    Address("NL", "Dorpsstraat 1", "1234 AB", "Voorbeeld"),
    vat_number="NL001234567B01",
    coc_number="12345678",
)
ABROAD = Party(
    "Ferme Dupont", Address("BE", "Rue 1", "1000", "Bruxelles"), "BE0403170701", "0403170701", iban="BE71096123456769"
)


def line(description: str = "Papier A4, doos", amount: str = "250.00", tax: Tax = HIGH, **more: object) -> BookingLine:
    return BookingLine(description, Decimal(amount), tax, **more)


def booking(*lines: BookingLine, **more: object) -> Booking:
    """A purchase invoice of these lines, or of one usual one."""
    lines = lines or (
        line(
            quantity=Decimal(10),
            price=Decimal("25.00"),
            tax_amount=Decimal("52.50"),
            ledger_account_code="4500",
            cost_centre_code="K1",
            product_code="P-400",
            tax_code="1",
        ),
    )
    plain = Booking(
        id=9001,
        administration_id=42,
        administration_code="BOUW",
        kind=BookingKind.PURCHASE_INVOICE,
        invoice_number="F25-0042",
        invoice_date=date(2025, 1, 29),
        due_date=date(2025, 2, 28),
        booking_date=date(2025, 1, 30),
        currency_code="EUR",
        supplier=SUPPLIER,
        customer=CUSTOMER,
        lines=lines,
        taxes=taxes_of(lines),
        journal_code="70",
        description="Kantoorpapier",
        payment_reference="RF18539007547034",
        purchase_order_number="PO-118",
    )
    return replace(plain, **more)


def reversed_charge() -> Booking:
    return booking(line(tax=Tax(TaxCategory.REVERSE_CHARGE)), supplier=ABROAD)


def variety() -> dict[str, Booking]:
    """One of every kind there is, by name."""
    two = (line(), line("Koffie & <thee>", "-12.34", LOW, quantity=Decimal(-2), price=Decimal("6.17")))
    pdf = Attachment("F25-0042.pdf", "application/pdf", b"%PDF-1.4 test", is_main_document=True)
    odd = Attachment("mail.eml", "message/rfc822", b"From: x")
    stated = (TaxTotal(HIGH, Decimal("250.00"), Decimal("52.51")),)
    return {
        "usual": booking(),
        "two rates, a negative line": booking(*two),
        "credit note": booking(is_credit_note=True, corrects_invoice_number="F24-0999"),
        "tax a cent off, rounded": booking(taxes=stated, rounding=Decimal("-0.01")),
        "attachments": booking(attachments=(pdf, odd)),
        "reverse charge": reversed_charge(),
        "intra-community": booking(line(tax=Tax(TaxCategory.INTRA_COMMUNITY)), supplier=ABROAD),
        "exempt": booking(line(tax=Tax(TaxCategory.EXEMPT))),
        "zero rate": booking(line(tax=Tax(TaxCategory.ZERO_RATED))),
        "out of scope": booking(line(tax=Tax(TaxCategory.OUT_OF_SCOPE))),
        "discount on the line": booking(line(amount="99.99", quantity=Decimal(3), price=Decimal("40.00"))),
        "no due date": booking(due_date=None),
        "payment days": booking(payment_days=30),
        "sales": booking(
            kind=BookingKind.SALES_INVOICE, supplier=replace(CUSTOMER, iban=SUPPLIER.iban), customer=SUPPLIER
        ),
        "no order, with reference": booking(purchase_order_number=None, buyer_reference="inkoop"),
        "many lines": booking(*(line(f"Regel {n}", f"{n}.{n:02}", HIGH if n % 2 else LOW) for n in range(1, 60))),
    }
