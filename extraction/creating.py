"""Taking jobs on: all of a job is stored before anybody sees it, or nothing is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from auth.tables import Tenant
from extraction import definitions, erasing, idempotency, keys
from extraction.access import Business
from extraction.errors import DuplicateReference, NotStored, StorageExceeded
from extraction.files import Incoming, check
from extraction.queueing import TO_BE_QUEUED_WITHIN, enqueue
from extraction.results import meta_of
from extraction.states import State
from extraction.tables import Job, JobFile
from infra.machine import Machine
from infra.types import now
from wire import InvalidInput

TO_BE_RECEIVED_WITHIN = timedelta(minutes=10)  # else whoever received it is gone
STORAGE_FULL = "The storage of your business is full; delete jobs that you don't need any more."
NOTHING_TO_READ = "Send files, or body, or both."
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Created:
    """The answer to a request; `is_replay` if an earlier request with its idempotency key got it first."""

    meta: Mapping[str, Any]
    is_replay: bool


def create(
    machine: Machine, business: Business, asked: Mapping[str, Any], *, idempotency_key: str | None, storage_bytes: int
) -> Created:
    """Store a job and leave it to a worker; `storage_bytes` is what the files of a business may take in all.

    Raises:
        InvalidInput: nothing to read, or files of another type.
        StorageExceeded: too many, too large, or no room left.
        NotLoggedIn: the key was revoked meanwhile.
        SchemaNotFound, DuplicateReference, NotStored; KeyReused and StillAtIt of the idempotency key.
    """
    files = check(asked["files"], business.tenant_id)
    if not files and not (asked["body"] or "").strip():
        raise InvalidInput(NOTHING_TO_READ, "files", "body")
    fingerprint = _fingerprint(asked, files)
    with idempotency.claimed(machine.database, business.tenant_id, idempotency_key, fingerprint) as claim:
        if claim.answer is not None:
            return Created(claim.answer, is_replay=True)
        job = _receive(machine, business, asked, files, storage_bytes)
        try:
            _store(machine, files)
            meta = _accept(machine, job, claim)
        except BaseException:
            erasing.take_back(machine, job.tenant_id, job.id)
            raise
    enqueue(machine, job.id)
    log.info("job accepted", job=job.id, tenant=job.tenant_id, files=len(files))
    return Created(meta, is_replay=False)


def _receive(
    machine: Machine, business: Business, asked: Mapping[str, Any], files: Sequence[Incoming], storage_bytes: int
) -> Job:
    """The rows first, seen by nobody: bytes without a row would never be found again."""
    try:
        with machine.database.session(business.tenant_id) as session:
            if business.key_id is not None:
                keys.hold(session, business.key_id)
            version = definitions.current(session, asked["schema_id"])
            _check_room(session, business.tenant_id, files, storage_bytes)
            _check_reference(session, asked["client_reference_id"])
            job = Job(
                schema_id=version.schema_id,
                schema_version_id=version.id,
                endpoint_id=business.endpoint_id,
                document_type=asked["document_type"],
                client_reference_id=asked["client_reference_id"],
                body=asked["body"],
                file_count=len(files),
                lease_until=now() + TO_BE_RECEIVED_WITHIN,
            )
            session.add(job)
            session.flush()
            rows = enumerate(files)
            session.add_all(
                JobFile(job_id=job.id, position=at, name=file.name, size=file.size, blob_key=file.blob_key)
                for at, file in rows
            )
            return job
    except IntegrityError as error:  # somebody else took the reference just now
        with machine.database.session(business.tenant_id) as session:
            _check_reference(session, asked["client_reference_id"])
        raise error


def _store(machine: Machine, files: Sequence[Incoming]) -> None:
    for file in files:
        try:
            machine.blobs.put(file.blob_key, file.read())
        except Exception as error:
            log.exception("file not stored", key=file.blob_key)
            raise NotStored(name=file.name) from error


def _accept(machine: Machine, job: Job, claim: idempotency.Claim) -> Mapping[str, Any]:
    """From now on the job exists, and so does the answer to its request."""
    meta = meta_of(job)
    with machine.database.session(job.tenant_id) as session:
        received = update(Job).where(Job.id == job.id, Job.state == State.RECEIVING)
        values = {"state": State.PENDING, "lease_until": now() + TO_BE_QUEUED_WITHIN}
        if not session.execute(received.values(**values)).rowcount:  # type: ignore[attr-defined]
            raise NotStored(name=f"job {job.id}")  # it took so long that the sweep thought us gone
        claim.settle(session, meta)
    return meta


def _check_room(session: Session, tenant_id: int, files: Sequence[Incoming], storage_bytes: int) -> None:
    """One request at a time of a business, so that together they don't take more than there is."""
    if not files:
        return
    session.get(Tenant, tenant_id, with_for_update={"key_share": True})  # rows may still refer to it
    taken = session.scalar(select(func.sum(JobFile.size))) or 0
    if taken + sum(file.size for file in files) > storage_bytes:
        raise StorageExceeded(STORAGE_FULL)


def _check_reference(session: Session, reference: str | None) -> None:
    if reference is None:
        return
    taken = session.scalars(select(Job.id).where(Job.client_reference_id == reference)).first()
    if taken is not None:
        raise DuplicateReference(meta={"job_id": taken, "client_reference_id": reference})


def _fingerprint(asked: Mapping[str, Any], files: Sequence[Incoming]) -> str:
    """Of everything that was asked for."""
    plain = {name: asked[name] for name in ("schema_id", "document_type", "body", "client_reference_id")}
    named = [(file.name, file.sha256) for file in files]
    return hashlib.sha256(json.dumps([plain, named], sort_keys=True).encode()).hexdigest()
