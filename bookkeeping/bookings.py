"""A transaction as the booking that connectors get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

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
from bookkeeping.numbers import TransactionType
from bookkeeping.rows import inbox
from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.master import Account, TaxCode
from bookkeeping.rows.transactions import FinancialTransaction, TransactionLine

NOTHING = Decimal(0)
COUNTRIES = {"nl": "NL", "gb": "GB", "de": "DE", "be": "BE", "pl": "PL", "fr": "FR", "es": "ES", "usa": "US"}
VAT_COUNTRIES = {"EL": "GR", "XI": "GB"}  # prefixes of VAT numbers that are no country codes


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a booking is made of, but the bytes of its files."""

    transaction: FinancialTransaction
    administration: Administration
    account: Account | None
    tax_codes: Mapping[str, TaxCode]
    files: tuple[inbox.Attachment, ...]


def parts_of(session: Session, transaction: FinancialTransaction) -> Parts:
    administration = session.get_one(Administration, transaction.administration_id)
    account = select(Account).where(
        Account.administration_id == administration.id, Account.code == transaction.account_code
    )
    taxes = select(TaxCode).where(
        TaxCode.administration_id == administration.id,
        TaxCode.code.in_({line.tax_code for line in transaction.lines if line.tax_code}),
    )
    files = select(inbox.Attachment).where(inbox.Attachment.inbox_document_id == transaction.inbox_document_id)
    return Parts(
        transaction,
        administration,
        session.scalars(account).one_or_none(),
        {tax.code: tax for tax in session.scalars(taxes)},
        tuple(session.scalars(files.order_by(inbox.Attachment.id))),
    )


def booking_of(parts: Parts, contents: Mapping[int, bytes]) -> Booking:
    """`contents` are the bytes of the files by id.

    Raises:
        BadBooking: the parts contradict each other.
    """
    row, sign = parts.transaction, -1 if parts.transaction.tax_inclusive_amount < 0 else 1
    lines = tuple(_line(parts, line, sign) for line in row.lines)
    taxes = taxes_of(lines, _stated(lines))
    owed = sum((line.amount for line in lines), NOTHING) + sum((tax.amount for tax in taxes), NOTHING)
    company, other = _company(parts.administration), _account(parts)
    is_sales = row.type == TransactionType.SALES
    return Booking(
        id=row.id,
        administration_id=parts.administration.id,
        administration_code=parts.administration.code,
        kind=BookingKind(row.type),
        invoice_number=row.invoice_number or str(row.id),
        invoice_date=row.invoice_date or row.creation_time.date(),
        currency_code=row.currency_code,
        supplier=company if is_sales else other,
        customer=other if is_sales else company,
        lines=lines,
        taxes=taxes,
        rounding=row.tax_inclusive_amount * sign - owed,
        is_credit_note=sign < 0,
        due_date=row.due_date,
        booking_date=row.booking_date,
        journal_code=row.journal_code or None,
        description=row.description,
        payment_reference=row.payment_reference,
        purchase_order_number=next((line.purchase_order_number for line in lines if line.purchase_order_number), None),
        attachments=tuple(_file(file, contents[file.id]) for file in parts.files if file.id in contents),
    )


def _line(parts: Parts, line: TransactionLine, sign: int) -> BookingLine:
    return BookingLine(
        description=line.description or parts.transaction.description or parts.transaction.invoice_number or "-",
        amount=line.tax_exclusive_amount * sign,
        tax=_tax(line, parts.tax_codes.get(line.tax_code or "")),
        tax_amount=None if line.tax_amount is None else line.tax_amount * sign,
        quantity=None if line.quantity is None else line.quantity * sign,
        price=line.price,
        ledger_account_code=line.ledger_account_code,
        cost_centre_code=line.cost_centre_code,
        cost_unit_code=line.cost_unit_code,
        project_code=line.project_code,
        product_code=line.product_code,
        employee_code=line.employee_code,
        tax_code=line.tax_code,
        purchase_order_number=line.purchase_order_number,
        commitment_external_id=line.commitment_external_id,
    )


def _tax(line: TransactionLine, code: TaxCode | None) -> Tax:
    """By the line's own rate; a tax code without tax to pay says why there is none."""
    if code is not None and code.is_reverse_charged:
        return Tax(TaxCategory.REVERSE_CHARGE)
    rate = line.tax_rate if line.tax_rate is not None else code.rate if code else NOTHING
    return Tax(TaxCategory.STANDARD, rate) if rate > 0 else Tax(TaxCategory.ZERO_RATED)


def _stated(lines: tuple[BookingLine, ...]) -> list[TaxTotal]:
    """The tax that was booked per rate, where every line of the rate has one."""
    stated = []
    for tax in dict.fromkeys(line.tax for line in lines):
        same = [line for line in lines if line.tax == tax]
        amounts = [line.tax_amount for line in same if line.tax_amount is not None]
        if len(amounts) == len(same):
            stated.append(TaxTotal(tax, sum((line.amount for line in same), NOTHING), sum(amounts, NOTHING)))
    return stated


def _company(administration: Administration) -> Party:
    country = COUNTRIES[administration.legislation]
    return Party(
        name=administration.name,
        address=Address(_country(administration.vat_number, country)),
        vat_number=administration.vat_number,
        coc_number=administration.coc_number,
        iban=administration.iban,
    )


def _account(parts: Parts) -> Party:
    account, home = parts.account, COUNTRIES[parts.administration.legislation]
    if account is None:
        return Party(name=parts.transaction.account_name or "-", address=Address(home))
    return Party(
        name=account.name,
        address=Address(_country(account.vat_number or account.iban, home)),
        vat_number=account.vat_number,
        coc_number=account.coc_number,
        iban=account.iban,
        code=account.code,
        external_id=account.external_id,
    )


def _country(number: str | None, otherwise: str) -> str:
    """The country that a VAT number or IBAN begins with."""
    prefix = (number or "")[:2]
    return VAT_COUNTRIES.get(prefix, prefix) if len(prefix) == 2 and prefix.isalpha() else otherwise


def _file(file: inbox.Attachment, content: bytes) -> Attachment:
    return Attachment(file.file_name, file.content_type, content, file.is_main_document)
