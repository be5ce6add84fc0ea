"""Taking documents on, and telling how far they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import select

from infra.blobs import tenant_key
from infra.database import Database
from infra.machine import Machine
from infra.queue import QueueDown
from infra.types import now
from models_store import models
from operations.options import Options
from operations.serialiser import unpack
from operations.tables import Operation, OperationResult, Status
from wire import EntityNotFound

JOB, QUEUE = "operations.jobs.run", "operations"
JOB_TIMEOUT_SECONDS = 900  # far above what reading may take; it has limits of its own
TO_BE_QUEUED_WITHIN = timedelta(seconds=20)  # else the sweep does it
LOOK_SECONDS = 5.0  # while waiting, the database is asked this often in case the announcement was lost
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the document is: its bytes, or a URL."""

    file_name: str
    content: bytes | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if (self.content is None) == (self.url is None):
            raise ValueError("a document has either bytes or a URL")


@dataclass(frozen=True, slots=True)
class Report:
    """An operation as its owner sees it; `result` once it succeeded."""

    operation: Operation
    result: dict[str, Any] | None

    @property
    def has_failed(self) -> bool:
        return self.operation.status == Status.FAILED

    def explain(self, translate: Callable[..., str]) -> str | None:
        """Why it failed, in the language of `translate(message, **facts)`."""
        return None if self.operation.error is None else told(self.operation.error, translate)


def start(
    machine: Machine,
    tenant_id: int,
    user_id: int,
    source: Source,
    options: Options,
    *,
    model_id: UUID | None = None,
    wait_seconds: float,
) -> Report:
    """Store the document and its operation, queue it, and wait a while for the end.

    Once it is stored the operation will end, whatever dies; also the queue, which is told again when it is back.

    Raises:
        EntityNotFound: the tenant has no such model.
    """
    operation_id = accept(machine, tenant_id, user_id, source, options, model_id=model_id)
    log.info("operation accepted", operation=str(operation_id), tenant=tenant_id)
    try:
        enqueue(machine, operation_id)
        _wait(machine, tenant_id, operation_id, wait_seconds)
    except QueueDown as error:
        log.warning("the queue does not answer", operation=str(operation_id), exc_info=error)
    return report(machine.database, tenant_id, operation_id)


def accept(
    machine: Machine,
    tenant_id: int,
    user_id: int,
    source: Source,
    options: Options,
    *,
    operation_id: UUID | None = None,
    administration_id: int | None = None,
    model_id: UUID | None = None,
) -> UUID:
    """Store an operation without queueing it; the row first: bytes without a row would never be found again.

    Raises:
        EntityNotFound: the tenant has no such model.
    """
    operation_id = operation_id or uuid4()
    key = None if source.content is None else tenant_key(tenant_id, "operations", operation_id, "input")
    with machine.database.session(tenant_id) as session:
        if model_id is not None:
            models.get(session, model_id, kept=True)
        session.add(
            Operation(
                id=operation_id,
                user_id=user_id,
                options=options.to_json(),
                file_name=source.file_name,
                source_url=source.url,
                input_key=key,
                administration_id=administration_id,
                model_id=model_id,
                lease_until=now() + TO_BE_QUEUED_WITHIN,
            )
        )
    if key is not None and source.content is not None:
        machine.blobs.put(key, source.content)
        _check_model(machine, tenant_id, model_id, key)
    return operation_id


def report(database: Database, tenant_id: int, operation_id: UUID) -> Report:
    """How far an operation is.

    Raises:
        EntityNotFound: there is none, not for this tenant, or its result has expired.
    """
    with database.session(tenant_id) as session:
        operation = session.get(Operation, operation_id)
        if operation is None or (operation.expires_at is not None and operation.expires_at <= now()):
            raise EntityNotFound("operation", operation_id)
        body = session.scalar(select(OperationResult.body).where(OperationResult.operation_id == operation_id))
    return Report(operation, None if body is None else unpack(body, Options.from_json(operation.options)))


def enqueue(machine: Machine, operation_id: UUID) -> None:
    """Leave the operation to a worker; doing so twice is harmless."""
    machine.queue.add(QUEUE, JOB, str(operation_id), job_id=job_id(operation_id), timeout_seconds=JOB_TIMEOUT_SECONDS)


def job_id(operation_id: UUID) -> str:
    return f"operation-{operation_id}"


def _check_model(machine: Machine, tenant_id: int, model_id: UUID | None, key: str) -> None:
    """A model that was deleted meanwhile took its operations along; these bytes may have come too late for that."""
    if model_id is None:
        return
    try:
        with machine.database.session(tenant_id) as session:
            models.get(session, model_id)
    except EntityNotFound:
        machine.blobs.delete(key)
        raise


def _wait(machine: Machine, tenant_id: int, operation_id: UUID, seconds: float) -> None:
    """Until the operation has ended, or `seconds` have passed."""
    until = monotonic() + seconds
    while (left := until - monotonic()) > 0:
        if machine.queue.wait_for(str(operation_id), min(left, LOOK_SECONDS)):
            return
        with machine.database.session(tenant_id) as session:
            status = session.scalar(select(Operation.status).where(Operation.id == operation_id))
        if status is None or Status(status).is_final:
            return


def told(text: Mapping[str, Any], translate: Callable[..., str]) -> str:
    """The text in the reader's language; facts that are texts themselves are told first."""
    facts = {name: told(fact, translate) if isinstance(fact, Mapping) else fact for name, fact in text["facts"].items()}
    return translate(text["message"], **facts)
