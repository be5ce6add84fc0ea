"""Was this booked before? Asked of every proposal; an answer is a warning, a person decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from bookkeeping.numbers import Status
from bookkeeping.order_matching import Warning
from bookkeeping.rows.inbox import Attachment
from bookkeeping.rows.transactions import FinancialTransaction

SAME_FILE = "The same file was booked before, as transaction %(transactionId)s."
SAME_NUMBER = "Invoice %(number)s of this supplier was booked before, as transaction %(transactionId)s."
SAME_AMOUNT = "This supplier has another invoice of this date and amount, transaction %(transactionId)s."


def duplicate_warnings(session: Session, transaction: FinancialTransaction) -> Iterator[Warning]:
    """At most one per reason, naming the earliest transaction that is the same."""
    checks: tuple[tuple[str, str, ColumnElement[bool] | None], ...] = (
        ("sameFile", SAME_FILE, _same_file(transaction)),
        ("sameNumber", SAME_NUMBER, _same_number(transaction)),
        ("sameAmount", SAME_AMOUNT, _same_amount(transaction)),
    )
    for code, message, condition in checks:
        earlier = None if condition is None else session.scalars(_others(transaction).where(condition)).first()
        if earlier is not None:
            yield Warning(code, message, {"transactionId": earlier, "number": transaction.invoice_number})


def _others(transaction: FinancialTransaction) -> Any:
    others = select(FinancialTransaction.id).where(
        FinancialTransaction.administration_id == transaction.administration_id,
        FinancialTransaction.status != Status.REJECTED,
    )
    if transaction.id is not None:
        others = others.where(FinancialTransaction.id != transaction.id)
    return others.order_by(FinancialTransaction.id).limit(1)


def _same_file(transaction: FinancialTransaction) -> ColumnElement[bool] | None:
    if transaction.inbox_document_id is None:
        return None
    ours, theirs = aliased(Attachment), aliased(Attachment)
    same = (
        select(theirs.inbox_document_id)
        .join(ours, (ours.sha256 == theirs.sha256) & (ours.tenant_id == theirs.tenant_id))
        .where(
            ours.inbox_document_id == transaction.inbox_document_id,
            ours.is_main_document,
            theirs.is_main_document,
            theirs.inbox_document_id != transaction.inbox_document_id,
        )
    )
    return FinancialTransaction.inbox_document_id.in_(same)


def _same_number(transaction: FinancialTransaction) -> ColumnElement[bool] | None:
    if not transaction.invoice_number or transaction.account_code is None:
        return None
    return (FinancialTransaction.account_code == transaction.account_code) & (
        func.lower(FinancialTransaction.invoice_number) == transaction.invoice_number.lower()
    )


def _same_amount(transaction: FinancialTransaction) -> ColumnElement[bool] | None:
    if transaction.account_code is None or transaction.invoice_date is None:
        return None
    return (
        (FinancialTransaction.account_code == transaction.account_code)
        & (FinancialTransaction.invoice_date == transaction.invoice_date)
        & (FinancialTransaction.tax_inclusive_amount == transaction.tax_inclusive_amount)
    )
