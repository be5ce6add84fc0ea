"""Who works on an operation: one worker at a time, for as long as it keeps saying so.

A lease is taken and given up by single UPDATE statements that name what they expect, so of two that try at once one
wins, and a worker that lost its lease cannot write anything any more. Clocks of machines must agree within seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

import infra.leases
from infra.database import Base, Database
from infra.types import now
from operations.tables import Operation, OperationCharge, OperationReading, OperationResult, Status
from webhooks import events, publish

LEASE = timedelta(seconds=10)  # a worker on a busy machine may be silent for so long
RENEWAL_SECONDS = 2.0
RESULT_LIFE = timedelta(hours=48)


def claim(database: Database, operation_id: UUID, worker: str) -> Operation | None:
    """Take the operation on; None if it has ended, is gone, or another worker has it."""
    with database.system_session() as session:
        moment = now()
        is_free = or_(Operation.status == Status.QUEUED, Operation.lease_until < moment)
        claimed = session.execute(
            update(Operation)
            .where(Operation.id == operation_id, Operation.status < Status.SUCCEEDED, is_free)
            .values(
                status=Status.RUNNING,
                worker=worker,
                lease_until=moment + LEASE,
                attempts=Operation.attempts + 1,
                started_at=moment,
            )
            .execution_options(synchronize_session=False)
        )
        return session.get(Operation, operation_id) if claimed.rowcount else None  # type: ignore[attr-defined]


def renewed(database: Database, operation: Operation, worker: str) -> AbstractContextManager[None]:
    """Keep the lease while the block runs."""
    return infra.leases.renewed(
        lambda: _write(database, operation, worker, lease_until=now() + LEASE),
        seconds=RENEWAL_SECONDS,
        operation=str(operation.id),
    )


def finish(
    database: Database,
    operation: Operation,
    worker: str,
    *,
    body: bytes,
    reading: bytes | None,
    page_count: int,
    transaction_count: int,
) -> bool:
    """Store result, success and charge in one transaction; False if the lease was lost, and nothing is written."""
    key = {"operation_id": operation.id, "tenant_id": operation.tenant_id}
    charged = {"administration_id": operation.administration_id, "transaction_count": transaction_count}
    rows: list[Base] = [OperationResult(**key, body=body), OperationCharge(**key, **charged)]
    if reading is not None:
        rows.append(OperationReading(**key, body=reading))
    ended = {"page_count": page_count, "transaction_count": transaction_count, **_ended(operation, Status.SUCCEEDED)}
    return _end(database, operation, worker, *rows, **ended)


def fail(database: Database, operation: Operation, worker: str, message: str, facts: Mapping[str, Any]) -> bool:
    """Store why it failed, as a text for the user and what fills its placeholders; False if the lease was lost."""
    error = {"message": message, "facts": dict(facts)}
    return _end(database, operation, worker, error=error, **_ended(operation, Status.FAILED))


def tell_finished(session: Session, operation_id: UUID) -> None:
    """Publish that the operation has ended; call it in the transaction that ends it."""
    operation = session.get_one(Operation, operation_id)
    data = {
        "operationId": str(operation.id),
        "status": operation.status,
        "modelId": None if operation.model_id is None else str(operation.model_id),
        "pageCount": operation.page_count,
    }
    publish(session, events.OPERATION_FINISHED, data, tenant_id=operation.tenant_id)


def forget_input(database: Database, operation: Operation) -> None:
    """Note that the bytes of an ended operation are deleted."""
    with database.session(operation.tenant_id) as session:
        session.execute(update(Operation).where(Operation.id == operation.id).values(input_key=None))


def _ended(operation: Operation, status: Status) -> dict[str, Any]:
    moment = now()
    expires_at = None if operation.model_id else moment + RESULT_LIFE
    return {"status": status, "finished_at": moment, "expires_at": expires_at, "lease_until": None, "source_url": None}


def _end(database: Database, operation: Operation, worker: str, *rows: Base, **values: Any) -> bool:
    """End the operation if `worker` still has it; the result and the news of it go into the same transaction."""
    with database.session(operation.tenant_id) as session:
        is_ours = _changed(session, operation, worker, **values)
        if is_ours:
            session.add_all(rows)
            tell_finished(session, operation.id)
        return is_ours


def _write(database: Database, operation: Operation, worker: str, **values: Any) -> bool:
    with database.session(operation.tenant_id) as session:
        return _changed(session, operation, worker, **values)


def _changed(session: Session, operation: Operation, worker: str, **values: Any) -> bool:
    """Change the operation if `worker` still has it."""
    written = session.execute(
        update(Operation)
        .where(Operation.id == operation.id, Operation.status == Status.RUNNING, Operation.worker == worker)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(written.rowcount)  # type: ignore[attr-defined]
