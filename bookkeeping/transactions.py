"""Financial transactions: listing, reading, editing and deciding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bookkeeping import authorization, exporting, feedback, history
from bookkeeping.desk import Desk, check_administrations, granted
from bookkeeping.editing import apply_edit
from bookkeeping.files import AttachmentView, views
from bookkeeping.filters import conditions
from bookkeeping.invoiced import note_invoiced
from bookkeeping.numbers import Status, Strategy
from bookkeeping.proposals import publish_about
from bookkeeping.rows.inbox import Attachment, InboxDocument
from bookkeeping.rows.transactions import CODES, FinancialTransaction, TransactionLine, TransactionReading
from operations.options import Options
from operations.serialiser import unpack
from operations.service import told
from webhooks import events
from wire import BusinessError, EntityNotFound
from wire.paging import PagedResult, Sortable, page_of

TRANSACTION = "financial transaction"
EDITABLE = (Status.PROPOSAL, Status.WAITING, Status.REJECTED, Status.READY, Status.EXPORT_FAILED)
NOT_EDITABLE = "Transaction %(id)s was exported; it cannot be changed any more."
Row = FinancialTransaction


def _any_line(kind: str) -> Callable[[list[str]], Any]:
    column = getattr(TransactionLine, f"{kind}_code")
    return lambda codes: Row.id.in_(select(TransactionLine.financial_transaction_id).where(column.in_(codes)))


FILTERS: Mapping[str, Any] = {
    "administration_ids": Row.administration_id.in_,
    "statuses": Row.status.in_,
    "account_codes": Row.account_code.in_,
    "invoice_number": lambda number: Row.invoice_number == number,
    "invoice_date_from": lambda day: Row.invoice_date >= day,
    "invoice_date_to": lambda day: Row.invoice_date <= day,
    "creation_time_from": lambda moment: Row.creation_time >= moment,
    "creation_time_to": lambda moment: Row.creation_time < moment,
    "last_modification_time_from": lambda moment: Row.last_modification_time >= moment,
    "export_time_from": lambda moment: Row.export_time >= moment,
    "export_time_to": lambda moment: Row.export_time < moment,
    "is_proposal_changed": lambda is_changed: Row.is_proposal_changed == is_changed,
    "used_proposal_strategies": Row.used_proposal_strategy.in_,
    "account_match_types": Row.account_match_type.in_,
    **{f"line_{kind}_codes": _any_line(kind) for kind in CODES},
}


@dataclass(frozen=True, slots=True)
class Details:
    """A transaction with all that belongs to it."""

    transaction: FinancialTransaction
    attachments: tuple[AttachmentView, ...]
    air_result: dict[str, Any] | None

    def explain(self, translate: Callable[..., str]) -> str | None:
        """Why the last export failed, in the language of `translate(message, **facts)`."""
        error = self.transaction.export_error
        return None if error is None else told(error, translate)


def page(desk: Desk, asked: Mapping[str, Any], sortable: Sortable) -> PagedResult:
    """The transactions of the administrations that the user may see, or of some of them."""
    with desk.session() as session:
        if asked.get("administration_ids"):
            check_administrations(session, desk.user_id, asked["administration_ids"])
        statement = select(Row).where(granted(session, desk.user_id, Row.administration_id))
        statement = statement.where(*conditions(asked, FILTERS))
        return page_of(session, statement, asked, sortable=sortable, key=Row.id)


def one(desk: Desk, transaction_id: int) -> Details:
    """Raises `EntityNotFound`."""
    with desk.session() as session:
        transaction = find(session, desk, transaction_id)
        reading = session.get(TransactionReading, transaction_id)
        attachments = _attachments(session, transaction)
        for belonging in (transaction.lines, transaction.changes):
            assert belonging is not None  # noqa: S101  # read while the session is open
    is_e_invoice = transaction.used_proposal_strategy == Strategy.E_INVOICE
    result = None if reading is None or is_e_invoice else unpack(reading.body, Options(legislation=""))
    return Details(transaction, views(desk, attachments), result)


def find(session: Session, desk: Desk, transaction_id: int) -> FinancialTransaction:
    """The transaction, if the user may see it; raises `EntityNotFound`."""
    seen = granted(session, desk.user_id, Row.administration_id)
    found = session.scalars(select(Row).where(Row.id == transaction_id, seen)).one_or_none()
    if found is None:
        raise EntityNotFound(TRANSACTION, transaction_id)
    return found


def hold(session: Session, desk: Desk, transaction_id: int) -> FinancialTransaction:
    """The transaction to change: nobody else changes it until the session ends; raises `EntityNotFound`."""
    transaction = find(session, desk, transaction_id)
    session.refresh(transaction, with_for_update=True)
    return transaction


def edit(desk: Desk, transaction_id: int, values: Mapping[str, Any]) -> Details:
    """Change what was sent of the header, and the lines if they were sent; approvals of before are withdrawn.

    Raises:
        EntityNotFound: there is none that the user may see.
        BusinessError: it was exported.
        InvalidInput: a code is unknown, or the sums don't agree.
    """
    with desk.session() as session:
        transaction = hold(session, desk, transaction_id)
        if transaction.status not in EDITABLE:
            raise BusinessError(NOT_EDITABLE, id=transaction_id)
        was_ready = transaction.status in (Status.READY, Status.EXPORT_FAILED)
        is_changed = apply_edit(session, transaction, values)
        if is_changed:
            if was_ready:
                note_invoiced(session, transaction, is_undone=True)
            exporting.forget(transaction)
            authorization.start(session, transaction)
    if is_changed:
        feedback.send(desk.machine, desk.tenant_id, transaction_id)
    return one(desk, transaction_id)


def approve(desk: Desk, transaction_id: int, comment: str | None) -> Details:
    """Approve as a procurator, or for one; with the last approval it is ready, and exported unless by hand."""
    with desk.session() as session:
        transaction = hold(session, desk, transaction_id)
        is_export_due = False
        if authorization.approve(session, transaction, desk.user_id, comment):
            history.learn(session, transaction)
            note_invoiced(session, transaction)
            publish_about(session, events.AUTHORIZED, transaction)
            is_export_due = exporting.start_if_automatic(session, transaction)
    if is_export_due:
        exporting.enqueue(desk.machine, desk.tenant_id, transaction_id)
    return one(desk, transaction_id)


def reject(desk: Desk, transaction_id: int, comment: str | None) -> Details:
    with desk.session() as session:
        authorization.reject(session, hold(session, desk, transaction_id), desk.user_id, comment)
    return one(desk, transaction_id)


def export(desk: Desk, transaction_id: int, *expected: Status) -> Details:
    """Export now, or once more; `expected` are the statuses it may have; raises `BusinessError` for others."""
    with desk.session() as session:
        exporting.start(session, hold(session, desk, transaction_id), expected)
    exporting.enqueue(desk.machine, desk.tenant_id, transaction_id)
    return one(desk, transaction_id)


def _attachments(session: Session, transaction: FinancialTransaction) -> list[Attachment]:
    """The files of the document, and of the mail or zip it came in."""
    if transaction.inbox_document_id is None:
        return []
    document = session.get_one(InboxDocument, transaction.inbox_document_id)
    statement = select(Attachment).where(Attachment.inbox_document_id == document.id)
    return list(session.scalars(statement.order_by(Attachment.is_main_document.desc(), Attachment.id)))
