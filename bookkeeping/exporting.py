"""Taking approved bookings to the accounting system.

`export_due_at` says that an export was asked for, and when it may be tried. A worker takes it on by moving that moment
ahead in one UPDATE, so two workers never export the same booking at once; a worker that dies leaves it due again.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from bookkeeping.booking import BadBooking
from bookkeeping.bookings import Parts, booking_of, parts_of
from bookkeeping.connectors import Exported, ExportFailed, Outlets, connect
from bookkeeping.numbers import Status
from bookkeeping.proposals import publish_about
from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.transactions import FinancialTransaction
from infra.blobs import BlobMissing
from infra.machine import Machine
from infra.queue import QueueDown
from infra.types import now
from webhooks import events
from wire import BusinessError, ServiceError

JOB, QUEUE = "bookkeeping.jobs.export_transaction", "default"
BY_HAND = "Manual"
TAKEN_FOR = timedelta(minutes=10)  # longer than any connector takes
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))  # before it is tried again by itself
NOT_APPROVED = "Transaction %(id)s is exported once it is approved."
NOT_FAILED = "The export of transaction %(id)s has not failed: it can be exported as it is."
FAILED = "The export of transaction %(id)s has failed: it can be tried again with retryExport."
DONE = "Transaction %(id)s was exported already."
REFUSALS = {  # what is said where another status was expected
    Status.PROPOSAL: NOT_APPROVED,
    Status.WAITING: NOT_APPROVED,
    Status.REJECTED: NOT_APPROVED,
    Status.READY: NOT_FAILED,
    Status.EXPORTED: DONE,
    Status.EXPORT_FAILED: FAILED,
    Status.ARCHIVED: DONE,
}
NO_SYSTEM = "Administration %(administration)s has no accounting system to export to."
DOES_NOT_ADD_UP = "The booking does not add up: %(reason)s."
UNEXPECTED = "The export failed because of an error of this service; it was reported."
log = structlog.get_logger(__name__)


def start_if_automatic(session: Session, transaction: FinancialTransaction) -> bool:
    """Ask for the export of a booking that has just become ready, unless that is done by hand; True if so."""
    system = session.get_one(Administration, transaction.administration_id).accounting_system
    if system is None or system == BY_HAND:
        return False
    _ask(transaction)
    return True


def start(session: Session, transaction: FinancialTransaction, expected: Sequence[Status]) -> None:
    """Ask for an export now.

    Raises:
        BusinessError: it has another status than those expected, or there is nowhere to export to.
    """
    if transaction.status not in expected:
        raise BusinessError(REFUSALS[Status(transaction.status)], id=transaction.id)
    administration = session.get_one(Administration, transaction.administration_id)
    if administration.accounting_system is None:
        raise BusinessError(NO_SYSTEM, administration=administration.code)
    _ask(transaction)


def forget(transaction: FinancialTransaction) -> None:
    """No export of what was changed after it was asked for."""
    transaction.export_due_at, transaction.export_error, transaction.export_attempts = None, None, 0


def enqueue(machine: Machine, tenant_id: int, transaction_id: int) -> None:
    """Leave the export to a worker; not being able to is put right by the sweep."""
    try:
        machine.queue.add(QUEUE, JOB, tenant_id, transaction_id, job_id=job_id(transaction_id))
    except QueueDown as error:
        log.warning("the queue does not answer", transaction=transaction_id, exc_info=error)


def job_id(transaction_id: int) -> str:
    return f"export-{transaction_id}"


def run(machine: Machine, tenant_id: int, transaction_id: int) -> str:
    """Export a booking that is due; return what became of it."""
    parts = _claim(machine, tenant_id, transaction_id)
    if parts is None:
        return "skipped"
    try:
        exported = _export(machine, parts)
    except ExportFailed as failure:
        return _fail(machine, parts, failure)
    except BadBooking as error:
        return _fail(machine, parts, ExportFailed(DOES_NOT_ADD_UP, reason=str(error)))
    except ServiceError as error:  # the options of the connector do not hold any more
        return _fail(machine, parts, ExportFailed("%(reason)s", reason=str(error)))
    except Exception:
        log.exception("export failed unexpectedly", transaction=transaction_id)
        return _fail(machine, parts, ExportFailed(UNEXPECTED, may_retry=True))
    return _finish(machine, parts, exported)


def _ask(transaction: FinancialTransaction) -> None:
    forget(transaction)
    transaction.status, transaction.export_due_at = Status.READY, now()


def _claim(machine: Machine, tenant_id: int, transaction_id: int) -> Parts | None:
    """Everything about the booking, for the one worker that may export it now."""
    due = (
        FinancialTransaction.id == transaction_id,
        FinancialTransaction.status == Status.READY,
        FinancialTransaction.export_due_at <= now(),
    )
    with machine.database.session(tenant_id) as session:
        taken = update(FinancialTransaction).where(*due).values(
            export_due_at=now() + TAKEN_FOR, export_attempts=FinancialTransaction.export_attempts + 1
        )  # fmt: skip
        if not session.execute(taken.execution_options(synchronize_session=False)).rowcount:  # type: ignore[attr-defined]
            return None
        return parts_of(session, session.get_one(FinancialTransaction, transaction_id))


def _export(machine: Machine, parts: Parts) -> Exported:
    contents = {}
    for file in parts.files:
        with suppress(BlobMissing):
            contents[file.id] = machine.blobs.get(file.blob_key)
    outlets = Outlets(parts.transaction.tenant_id, machine.exports, machine.outgoing)
    administration = parts.administration
    connector = connect(administration.accounting_system or BY_HAND, administration.connector_settings, outlets)
    return connector.export(booking_of(parts, contents), key=job_id(parts.transaction.id))


def _finish(machine: Machine, parts: Parts, exported: Exported) -> str:
    with machine.database.session(parts.transaction.tenant_id) as session:
        transaction = session.get_one(FinancialTransaction, parts.transaction.id, with_for_update=True)
        transaction.status, transaction.export_time = Status.EXPORTED, now()
        transaction.external_id = exported.external_id
        transaction.export_due_at, transaction.export_error = None, None
        publish_about(session, events.EXPORTED, transaction)
    return "exported"


def _fail(machine: Machine, parts: Parts, failure: ExportFailed) -> str:
    """Try again later where that may help, else say why it failed."""
    with machine.database.session(parts.transaction.tenant_id) as session:
        transaction = session.get_one(FinancialTransaction, parts.transaction.id, with_for_update=True)
        transaction.export_error = {"message": failure.message, "facts": dict(failure.facts)}
        if failure.may_retry and transaction.export_attempts <= len(PAUSES):
            transaction.export_due_at = now() + PAUSES[transaction.export_attempts - 1]
            return "waiting"
        transaction.status, transaction.export_due_at = Status.EXPORT_FAILED, None
        publish_about(session, events.EXPORT_FAILED, transaction, reason=str(failure))
    log.info("export failed", transaction=parts.transaction.id, reason=failure.message)
    return "failed"
