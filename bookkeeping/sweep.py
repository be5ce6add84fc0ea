"""Finding documents and exports that nobody works on any more, and leaving them to a worker again."""

from __future__ import annotations

from sqlalchemy import Select, select, update

from bookkeeping import exporting, inbox
from bookkeeping.numbers import ImportStatus, Status
from bookkeeping.rows.inbox import InboxDocument
from bookkeeping.rows.transactions import FinancialTransaction
from infra.machine import Machine
from infra.types import now

BATCH = 200


def sweep(machine: Machine) -> None:
    """Queue again what is overdue, unless it waits in the queue already."""
    waiting = None
    for tenant_id, document_id in _found(machine, _overdue_documents()):
        waiting = machine.queue.waiting(inbox.QUEUE) if waiting is None else waiting
        _look_again_later(machine, tenant_id, document_id)
        if inbox.job_id(document_id) not in waiting:
            inbox.enqueue(machine, tenant_id, document_id)
    for tenant_id, transaction_id in _found(machine, _due_exports()):
        waiting = machine.queue.waiting(exporting.QUEUE) if waiting is None else waiting
        if exporting.job_id(transaction_id) not in waiting:
            exporting.enqueue(machine, tenant_id, transaction_id)


def _overdue_documents() -> Select[tuple[int, int]]:
    return select(InboxDocument.tenant_id, InboxDocument.id).where(
        InboxDocument.import_status < ImportStatus.DONE, InboxDocument.look_again_at < now()
    )


def _due_exports() -> Select[tuple[int, int]]:
    return select(FinancialTransaction.tenant_id, FinancialTransaction.id).where(
        FinancialTransaction.status == Status.READY, FinancialTransaction.export_due_at <= now()
    )


def _found(machine: Machine, statement: Select[tuple[int, int]]) -> list[tuple[int, int]]:
    with machine.database.system_session() as session:
        return [(tenant_id, row_id) for tenant_id, row_id in session.execute(statement.limit(BATCH))]


def _look_again_later(machine: Machine, tenant_id: int, document_id: int) -> None:
    with machine.database.session(tenant_id) as session:
        later = update(InboxDocument).where(InboxDocument.id == document_id)
        session.execute(later.values(look_again_at=now() + inbox.LOOK_AGAIN))
