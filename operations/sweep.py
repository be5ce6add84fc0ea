"""Putting right what a killed process left behind. Safe to run at any time, anywhere, several at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from infra.database import STATISTICS_SECONDS, Database
from infra.machine import Machine
from infra.types import now
from operations.erasing import erase_deleted
from operations.leases import RESULT_LIFE, tell_finished
from operations.service import QUEUE, enqueue, job_id
from operations.tables import Operation, OperationResult, Status

MAX_ATTEMPTS = 3
INTERVAL_SECONDS = 2.0
LOOK_AGAIN = timedelta(seconds=20)  # at an operation that waits in the queue
BATCH = 200
GAVE_UP = "Reading this document made the service stop %(attempts)s times; it will not be tried again."
log = structlog.get_logger(__name__)


_others: list[Callable[[Machine], None]] = [erase_deleted]


def also(step: Callable[[Machine], None]) -> None:
    """Have `step` done in every sweep; for rooms above."""
    if step not in _others:
        _others.append(step)


def sweep(machine: Machine) -> None:
    """Queue what nobody works on, give up what kills workers, delete what has expired or whose model is deleted."""
    _queue_again(machine)
    _delete_leftover_inputs(machine)
    _delete_expired(machine)
    for step in _others:
        step(machine)


def sweep_in_turn(machine: Machine) -> None:
    """Over all processes that do this every `INTERVAL_SECONDS`, about one sweep per interval."""
    if machine.queue.take_turn("sweep", int(INTERVAL_SECONDS) - 1):
        sweep(machine)
    if machine.queue.take_turn("statistics", STATISTICS_SECONDS):
        machine.database.gather_statistics()


def _queue_again(machine: Machine) -> None:
    overdue = _overdue(machine.database)
    waiting = machine.queue.waiting(QUEUE) if overdue else set()
    for operation_id, status in overdue:
        is_waiting = job_id(operation_id) in waiting
        if is_waiting and status == Status.QUEUED:
            _look_again_later(machine.database, operation_id)
        elif _give_up(machine.database, operation_id):
            log.warning("operation given up", operation=str(operation_id))
            machine.queue.announce(str(operation_id))
        elif _release(machine.database, operation_id) and not is_waiting:
            log.warning("operation queued again", operation=str(operation_id))
            enqueue(machine, operation_id)


def _overdue(database: Database) -> list[tuple[UUID, int]]:
    """Operations that somebody should have looked after by now, and how far they are."""
    is_overdue = Operation.status < Status.SUCCEEDED, Operation.lease_until < now()
    with database.system_session() as session:
        found = session.execute(select(Operation.id, Operation.status).where(*is_overdue).limit(BATCH))
        return [(operation_id, status) for operation_id, status in found]


def _look_again_later(database: Database, operation_id: UUID) -> None:
    _change(database, operation_id, Operation.status == Status.QUEUED, lease_until=now() + LOOK_AGAIN)


def _give_up(database: Database, operation_id: UUID) -> bool:
    """True if this was one attempt too many, and we are the one who said so."""
    moment = now()
    with database.system_session() as session:
        is_given_up = _changed(
            session,
            operation_id,
            Operation.attempts >= MAX_ATTEMPTS,
            Operation.lease_until < moment,
            status=Status.FAILED,
            error={"message": GAVE_UP, "facts": {"attempts": MAX_ATTEMPTS}},
            finished_at=moment,
            expires_at=moment + RESULT_LIFE,
            lease_until=None,
            source_url=None,
        )
        if is_given_up:
            tell_finished(session, operation_id)
        return is_given_up


def _release(database: Database, operation_id: UUID) -> bool:
    """Take it from whoever had it; true for one of those that try at once."""
    moment = now()
    free = {"status": Status.QUEUED, "worker": None, "lease_until": moment + LOOK_AGAIN}
    return _change(database, operation_id, Operation.lease_until < moment, **free)


def _change(database: Database, operation_id: UUID, *conditions: object, **values: object) -> bool:
    with database.system_session() as session:
        return _changed(session, operation_id, *conditions, **values)


def _changed(session: Session, operation_id: UUID, *conditions: object, **values: object) -> bool:
    """Change an operation that has not ended, if the conditions hold."""
    changed = session.execute(
        update(Operation)
        .where(Operation.id == operation_id, Operation.status < Status.SUCCEEDED, *conditions)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def _delete_leftover_inputs(machine: Machine) -> None:
    """Bytes of operations that have ended, where the worker died before it could throw them away."""
    statement = select(Operation.id, Operation.input_key).where(
        Operation.status >= Status.SUCCEEDED, Operation.input_key.is_not(None)
    )
    with machine.database.system_session() as session:
        left = session.execute(statement.limit(BATCH)).all()
    for operation_id, key in left:
        machine.blobs.delete(key)
        with machine.database.system_session() as session:
            session.execute(update(Operation).where(Operation.id == operation_id).values(input_key=None))


def _delete_expired(machine: Machine) -> None:
    """Results do not outlive their 48 hours, nor do operations."""
    with machine.database.system_session() as session:
        expired = list(session.scalars(select(Operation.id).where(Operation.expires_at <= now()).limit(BATCH)))
        if not expired:
            return
        session.execute(delete(OperationResult).where(OperationResult.operation_id.in_(expired)))
        session.execute(delete(Operation).where(Operation.id.in_(expired), Operation.input_key.is_(None)))
    log.info("operations expired", count=len(expired))
