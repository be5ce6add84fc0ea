"""The job that reads one document. It may run twice, or beside itself: one of them does the work, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from time import perf_counter
from typing import Any, Protocol, TypeVar
from uuid import UUID

import structlog

from air.document import Document
from air.errors import AirError
from air.models import Models
from air.recognition import Recognition
from infra.blobs import BlobMissing
from infra.machine import Machine
from infra.outgoing import OutgoingError
from infra.types import now
from operations import leases, reasons
from operations.options import Options
from operations.readings import pack_reading
from operations.serialiser import air_result, pack
from operations.tables import Operation
from operations.taught import TaughtCache

PAGES_PER_TRANSACTION, MAX_TRANSACTIONS = 5, 10
UNEXPECTED = "The document could not be read because of an error of this service; it was reported."
INPUT_LOST = "The document was not received completely; send it again."
log = structlog.get_logger(__name__)
T = TypeVar("T")


class Recogniser(Protocol):
    """Bytes in, recognition out; a worker holds one."""

    @property
    def models(self) -> Models: ...

    def __call__(self, data: bytes, filename: str, options: Options, models: Models | None = None) -> Recognition:
        """Read with these models, or with the shipped ones."""
        ...

    def read(self, data: bytes, filename: str) -> Document:
        """Only read."""
        ...


class NotAWorker(RuntimeError):
    """Jobs run where `serve` was called."""


_served: tuple[Machine, Recogniser, str] | None = None
_taught = TaughtCache()


def serve(machine: Machine, recogniser: Recogniser, worker: str) -> None:
    """Say with what this process runs jobs, and under which name."""
    global _served
    _served = machine, recogniser, worker


def served() -> tuple[Machine, Recogniser, str]:
    """What `serve` said; raises `NotAWorker`."""
    if _served is None:
        raise NotAWorker
    return _served


def run(operation_id: str) -> dict[str, Any]:
    """Read the operation's document and store what was found; safe to run again."""
    machine, recogniser, worker = served()
    operation = leases.claim(machine.database, UUID(operation_id), worker)
    if operation is None:
        return {"operation": operation_id, "skipped": True}
    return Run(machine, operation, worker).go(recogniser)


def transactions(page_count: int) -> int:
    """What a document is charged: one per started five pages, at most ten.

    >>> [transactions(pages) for pages in (1, 5, 6, 50, 3000)]
    [1, 1, 2, 10, 10]
    """
    return min(MAX_TRANSACTIONS, ceil(page_count / PAGES_PER_TRANSACTION))


class Run:
    """One attempt at one operation."""

    def __init__(self, machine: Machine, operation: Operation, worker: str) -> None:
        self.machine, self.operation, self.worker = machine, operation, worker
        self.log = log.bind(operation=str(operation.id), tenant=operation.tenant_id)
        self.timings: dict[str, float] = {}
        self._stage("queued", (now() - operation.created_at).total_seconds() * 1000)

    def go(self, recogniser: Recogniser) -> dict[str, Any]:
        started = perf_counter()
        with leases.renewed(self.machine.database, self.operation, self.worker):
            is_ours = self._attempt(recogniser)
        if is_ours:
            self._clean_up()
        self.log.info("operation ended", ms=_since(started), attempt=self.operation.attempts, lost=not is_ours)
        return {"operation": str(self.operation.id), "lost": not is_ours}

    def _attempt(self, recogniser: Recogniser) -> bool:
        """True if the outcome, good or bad, is written; False if another worker has taken over."""
        try:
            return self._finish(self._recognise(recogniser))
        except OutgoingError as error:
            return self._fail(error.message, error.facts)
        except BlobMissing:
            return self._fail(INPUT_LOST, {})
        except AirError as error:
            return self._fail(*reasons.of(error, self.operation.file_name))
        except Exception:
            self.log.exception("operation failed unexpectedly")
            return self._fail(UNEXPECTED, {})

    def _recognise(self, recogniser: Recogniser) -> Recognition:
        operation = self.operation
        data = self._timed("fetch", self._bytes)
        options, models = Options.from_json(operation.options), None
        if operation.model_id is not None:
            models = self._timed("model", lambda: _taught.of(self.machine, operation, recogniser.models))
        recognition = self._timed("recognition", lambda: recogniser(data, operation.file_name, options, models))
        for stage, milliseconds in recognition.timings.items():
            self._stage(stage, milliseconds)
        return recognition

    def _bytes(self) -> bytes:
        operation = self.operation
        if operation.input_key is not None:
            return self.machine.blobs.get(operation.input_key)
        if operation.source_url is not None:
            return self.machine.outgoing.fetch(operation.source_url)
        raise BlobMissing(str(operation.id))

    def _finish(self, recognition: Recognition) -> bool:
        pages = recognition.document.page_count
        body = pack(air_result(recognition, self.timings))
        reading = None if self.operation.model_id is None else pack_reading(recognition.document)
        return self._timed(
            "store",
            lambda: leases.finish(
                self.machine.database,
                self.operation,
                self.worker,
                body=body,
                reading=reading,
                page_count=pages,
                transaction_count=transactions(pages),
            ),
        )

    def _fail(self, message: str, facts: Mapping[str, Any]) -> bool:
        self.log.info("stage", stage="failed", reason=message)  # the facts may tell of the document
        return leases.fail(self.machine.database, self.operation, self.worker, message, facts)

    def _clean_up(self) -> None:
        """Throw the document away, then wake who waits."""
        if self.operation.input_key is not None:
            self.machine.blobs.delete(self.operation.input_key)
        self.machine.queue.announce(str(self.operation.id))
        leases.forget_input(self.machine.database, self.operation)

    def _timed(self, stage: str, step: Callable[[], T]) -> T:
        started = perf_counter()
        try:
            return step()
        finally:
            self._stage(stage, _since(started))

    def _stage(self, stage: str, milliseconds: float) -> None:
        self.timings[stage] = milliseconds
        self.log.info("stage", stage=stage, ms=round(milliseconds, 1))


def _since(started: float) -> float:
    return (perf_counter() - started) * 1000
