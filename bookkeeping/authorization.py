"""Who must approve a booking, and what happens when they do.

Without rules anybody with the permission approves. With rules every procurator whose amounts it has must, or somebody
who acts for them by proxy that day. The history is only added to; of each procurator the newest row counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from auth.tables import User
from bookkeeping.numbers import InboxAuthorization, ProcuratorStatus, Status, TransactionType
from bookkeeping.rows.administrations import AuthorizationRule, Proxy
from bookkeeping.rows.inbox import InboxDocument
from bookkeeping.rows.transactions import FinancialTransaction, ProcuratorChange
from infra.types import now
from wire import BusinessError

CENT = Decimal("0.01")
NOTHING = Decimal(0)
NOT_WAITING = "Transaction %(id)s is not waiting for authorisation."
NOT_YOURS = "Transaction %(id)s waits for %(names)s; you are not among them and act for none of them."


def start(session: Session, transaction: FinancialTransaction) -> None:
    """Wait for authorisation if the booking is complete, else stay a proposal that a person completes."""
    _withdraw_open(session, transaction)
    if missing(transaction):
        transaction.status = Status.PROPOSAL
        return
    transaction.status = Status.WAITING
    _note_inbox(session, transaction, InboxAuthorization.WAITING)
    for user in _procurators(session, transaction):
        _add(session, transaction, user.id, user.login, ProcuratorStatus.WAITING)


def missing(transaction: FinancialTransaction) -> list[str]:
    """What the booking lacks, by its names on the wire."""
    needed: dict[str, Any] = {"accountCode": transaction.account_code, "invoiceDate": transaction.invoice_date}
    if transaction.type != TransactionType.RECEIPT:
        needed["invoiceNumber"] = transaction.invoice_number
    found = [name for name, value in needed.items() if not value]
    for place, line in enumerate(transaction.lines):
        if not line.ledger_account_code:
            found.append(f"lines[{place}].ledgerAccountCode")
    return found + ([] if transaction.lines and sums_agree(transaction) else ["lines"])


def sums_agree(transaction: FinancialTransaction) -> bool:
    """True if the lines add up to the totals; each line may be rounded by a cent."""
    allowed = CENT * max(1, len(transaction.lines))
    exclusive = sum((line.tax_exclusive_amount for line in transaction.lines), NOTHING)
    tax = sum((line.tax_amount or NOTHING for line in transaction.lines), NOTHING)
    return (
        abs(exclusive - transaction.tax_exclusive_amount) <= allowed
        and abs(exclusive + tax - transaction.tax_inclusive_amount) <= allowed * 2
    )


def approve(session: Session, transaction: FinancialTransaction, user_id: int, comment: str | None) -> bool:
    """Note an approval; True if it was the last one needed, and the booking is ready for export.

    Raises:
        BusinessError: it is not waiting, not for this user, or it lacks something.
    """
    _decide(session, transaction, user_id, ProcuratorStatus.APPROVED, comment)
    if waiting_for(transaction):
        return False
    transaction.status = Status.READY
    _note_inbox(session, transaction, InboxAuthorization.APPROVED)
    return True


def reject(session: Session, transaction: FinancialTransaction, user_id: int, comment: str | None) -> None:
    """One rejection is enough; raises as `approve`."""
    _decide(session, transaction, user_id, ProcuratorStatus.REJECTED, comment)
    transaction.status = Status.REJECTED
    _note_inbox(session, transaction, InboxAuthorization.REJECTED)


def waiting_for(transaction: FinancialTransaction) -> dict[int, str]:
    """The procurators who have not decided yet: id and name."""
    newest = {change.on_behalf_of_user_id or change.user_id: change for change in transaction.changes}
    names = {change.user_id: change.user_name for change in transaction.changes}
    return {
        user_id: names.get(user_id, str(user_id))
        for user_id, change in newest.items()
        if change.status == ProcuratorStatus.WAITING
    }


def _decide(
    session: Session,
    transaction: FinancialTransaction,
    user_id: int,
    status: ProcuratorStatus,
    comment: str | None,
) -> None:
    if transaction.status != Status.WAITING:
        raise BusinessError(NOT_WAITING, id=transaction.id)
    principal = _principal(session, transaction, user_id)
    name = session.get_one(User, user_id).login
    _add(session, transaction, user_id, name, status, comment, principal if principal != user_id else None)


def _principal(session: Session, transaction: FinancialTransaction, user_id: int) -> int:
    """For whom this user decides: for themselves, or as somebody's proxy."""
    awaited = waiting_for(transaction)
    if not awaited or user_id in awaited:
        return user_id
    today = now().date()
    statement = select(Proxy.user_id).where(
        Proxy.proxy_user_id == user_id,
        Proxy.user_id.in_(awaited),
        or_(Proxy.first_day.is_(None), Proxy.first_day <= today),
        or_(Proxy.last_day.is_(None), Proxy.last_day >= today),
    )
    principal = session.scalars(statement.order_by(Proxy.user_id)).first()
    if principal is None:
        raise BusinessError(NOT_YOURS, id=transaction.id, names=", ".join(sorted(awaited.values())))
    return principal


def _procurators(session: Session, transaction: FinancialTransaction) -> Iterable[User]:
    """Those whose amounts this is among."""
    amount = abs(transaction.tax_inclusive_amount)
    statement = (
        select(User)
        .join(AuthorizationRule, AuthorizationRule.user_id == User.id)
        .where(
            AuthorizationRule.administration_id == transaction.administration_id,
            AuthorizationRule.amount_from <= amount,
            or_(AuthorizationRule.amount_to.is_(None), AuthorizationRule.amount_to > amount),
            User.is_active,
        )
    )
    return session.scalars(statement.order_by(User.id))


def _withdraw_open(session: Session, transaction: FinancialTransaction) -> None:
    """What was decided or awaited before a change does not count any more."""
    newest = {change.on_behalf_of_user_id or change.user_id: change for change in transaction.changes}
    for user_id, change in newest.items():
        if change.status in (ProcuratorStatus.WAITING, ProcuratorStatus.APPROVED):
            name = next(c.user_name for c in transaction.changes if c.user_id in (user_id, change.user_id))
            _add(session, transaction, user_id, name, ProcuratorStatus.WITHDRAWN)


def _add(
    session: Session,
    transaction: FinancialTransaction,
    user_id: int,
    user_name: str,
    status: ProcuratorStatus,
    comment: str | None = None,
    on_behalf_of: int | None = None,
) -> None:
    change = ProcuratorChange(
        user_id=user_id, user_name=user_name, status=status, comment=comment, on_behalf_of_user_id=on_behalf_of
    )
    transaction.changes.append(change)
    session.flush()


def _note_inbox(session: Session, transaction: FinancialTransaction, status: InboxAuthorization) -> None:
    if transaction.inbox_document_id is not None:
        session.get_one(InboxDocument, transaction.inbox_document_id).authorization_status = status
