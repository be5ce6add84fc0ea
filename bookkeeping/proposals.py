"""From a document that was read to a proposed booking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bookkeeping import authorization
from bookkeeping.coding import Coder
from bookkeeping.draft import Draft
from bookkeeping.drafting import drafts_of
from bookkeeping.duplicates import duplicate_warnings
from bookkeeping.matching import Match, match_account
from bookkeeping.numbers import MatchType, Strategy, TransactionType
from bookkeeping.order_matching import Matched, Warning, match_orders
from bookkeeping.reading import Reading
from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.inbox import InboxDocument
from bookkeeping.rows.master import Account, PaymentCondition
from bookkeeping.rows.transactions import FinancialTransaction, TransactionLine, TransactionReading
from infra.types import now
from operations.serialiser import pack
from webhooks import events, publish

NOTHING = Decimal(0)


def propose(
    session: Session, administration: Administration, document: InboxDocument, result: dict[str, Any]
) -> FinancialTransaction:
    """Store the proposal for a document, with everything that was found out, and put it on its way."""
    reading = Reading(result)
    match = match_account(session, administration, reading)
    drafts = drafts_of(reading)
    matched = match_orders(session, administration.id, match.account.code if match else None, reading, drafts)
    account = match.account if match else _account_of(session, administration.id, matched)
    coded = Coder(session, administration.id, account, reading).code(
        matched.drafts if matched else drafts, _printed_ledger_codes(reading, drafts)
    )
    transaction = _transaction(administration, document, reading)
    _note_account(session, transaction, account, match)
    transaction.put_lines([_line(draft) for draft in coded.drafts])
    _fill_totals(transaction, reading)
    transaction.used_proposal_strategy = _strategy(reading, matched, coded.is_from_history)
    session.add(transaction)
    session.flush()
    session.add(TransactionReading(financial_transaction_id=transaction.id, body=pack(result)))
    note_warnings(session, transaction, matched.warnings if matched else ())
    authorization.start(session, transaction)
    publish_about(session, events.PROPOSAL_CREATED, transaction)
    return transaction


def publish_about(session: Session, event: str, transaction: FinancialTransaction, **more: Any) -> None:
    """Tell subscribers, within the transaction that makes it true."""
    data = {"financialTransactionId": transaction.id, **more}
    publish(session, event, data, tenant_id=transaction.tenant_id, administration_id=transaction.administration_id)


def note_warnings(session: Session, transaction: FinancialTransaction, found: Iterable[Warning] = ()) -> None:
    """What a person should look at: what was `found` beside what is the same as an earlier transaction."""
    transaction.warnings = [asdict(warning) for warning in (*found, *duplicate_warnings(session, transaction))]


def _account_of(session: Session, administration_id: int, matched: Matched | None) -> Account | None:
    """The supplier of the orders, where the document itself tells none."""
    codes = {order.account_code for order in matched.orders} if matched else set()
    if len(codes) != 1:
        return None
    statement = select(Account).where(Account.administration_id == administration_id, Account.code == codes.pop())
    return session.scalars(statement).one_or_none()


def _printed_ledger_codes(reading: Reading, drafts: Sequence[Draft]) -> list[str | None]:
    """Ledger accounts that the document names, if the drafts are its own lines."""
    codes = [item.ledger_account_code for item in reading.items]
    return codes if len(codes) == len(drafts) else [None] * len(drafts)


def _transaction(administration: Administration, document: InboxDocument, reading: Reading) -> FinancialTransaction:
    invoice_date = reading.day("InvoiceDate")
    is_receipt = reading.text("InvoiceKeyword") == "False"
    return FinancialTransaction(
        tenant_id=administration.tenant_id,
        administration_id=administration.id,
        inbox_document_id=document.id,
        type=TransactionType.RECEIPT if is_receipt else TransactionType.PURCHASE,
        journal_code=document.destination or administration.journal_code,
        invoice_number=_short(reading.text("InvoiceNumber"), 128),
        invoice_date=invoice_date,
        due_date=reading.day("DueDate"),
        booking_date=invoice_date or now().date(),
        currency_code=(reading.text("Currency") or administration.currency_code)[:3],
        payment_reference=_short(reading.text("StructuredPaymentReference"), 64),
        description=document.subject,
    )


def _note_account(
    session: Session, transaction: FinancialTransaction, account: Account | None, match: Match | None
) -> None:
    transaction.account_match_type = match.type if match else MatchType.NONE
    transaction.account_match_value = match.value if match else None
    if account is None:
        return
    transaction.account_code, transaction.account_name = account.code, account.name
    if transaction.due_date is None and transaction.invoice_date is not None:
        transaction.due_date = _due(session, account, transaction.invoice_date)


def _due(session: Session, account: Account, invoice_date: date) -> date | None:
    """By the payment condition of the account."""
    statement = select(PaymentCondition.payment_days).where(
        PaymentCondition.administration_id == account.administration_id,
        PaymentCondition.code == account.payment_condition_code,
    )
    days = session.scalar(statement) if account.payment_condition_code else None
    return None if days is None else invoice_date + timedelta(days=days)


def _line(draft: Draft) -> TransactionLine:
    return TransactionLine(
        description=draft.description,
        tax_exclusive_amount=draft.amount,
        tax_amount=draft.tax_amount,
        tax_rate=draft.tax_rate,
        quantity=draft.quantity,
        price=draft.price,
        product_code=draft.product_code,
        employee_code=draft.employee_code,
        purchase_order_number=draft.order_number,
        purchase_order_line_number=draft.order_line_number,
        commitment_external_id=draft.commitment_external_id,
        **asdict(draft.codes),
    )


def _fill_totals(transaction: FinancialTransaction, reading: Reading) -> None:
    """As the document states them, else as the lines add up."""
    lines = transaction.lines
    exclusive = sum((line.tax_exclusive_amount for line in lines), NOTHING)
    tax = sum((line.tax_amount or NOTHING for line in lines), NOTHING)
    transaction.tax_exclusive_amount = exclusive if reading.exclusive is None else reading.exclusive
    inclusive = transaction.tax_exclusive_amount + tax
    transaction.tax_inclusive_amount = inclusive if reading.inclusive is None else reading.inclusive


def _strategy(reading: Reading, matched: Matched | None, is_from_history: bool) -> Strategy:
    if matched is not None and any(draft.order_number for draft in matched.drafts):
        return Strategy.PURCHASE_ORDER
    if is_from_history:
        return Strategy.HISTORY
    return Strategy.E_INVOICE if reading.is_e_invoice else Strategy.AIR


def _short(text: str | None, length: int) -> str | None:
    return text[:length] if text else None
