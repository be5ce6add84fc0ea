"""What a worker knows of corrections, per schema: asked for before each job, kept as long as nothing was added."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from air.schema import read_schema
from extraction.tables import ExtractionSchema, Job, JobFeedback, JobResult, SchemaVersion
from infra.machine import Machine
from models_store import load_schema_models
from operations.readings import unpack_readings

if TYPE_CHECKING:
    from air.schema.taught import Taught

MOST_ENTRIES = 500  # the newest
MOST_SCHEMAS = 50  # the ones used lately


class TaughtCache:
    """Of one process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[int, Taught]] = OrderedDict()

    def of(self, machine: Machine, tenant_id: int, schema_id: int) -> Taught | None:
        """What was learnt for a schema; None if nothing was."""
        with machine.database.session(tenant_id) as session:
            serial = session.scalar(select(ExtractionSchema.serial).where(ExtractionSchema.id == schema_id))
        if not serial:
            return None
        kept = self._kept.pop(schema_id, None)
        if kept is None or kept[0] != serial:
            from air.schema.learning import taught  # who never learns need not load it

            kept = serial, taught(_entries(machine, tenant_id, schema_id))
        self._kept[schema_id] = kept
        while len(self._kept) > MOST_SCHEMAS:
            self._kept.popitem(last=False)
        return kept[1]


def _entries(machine: Machine, tenant_id: int, schema_id: int) -> list[dict[str, Any]]:
    """The oldest first; those that nobody has made yet are made."""
    with machine.database.session(tenant_id) as session:
        newest = select(JobFeedback.job_id, JobFeedback.serial, JobFeedback.entry)
        ours = newest.where(JobFeedback.schema_id == schema_id).order_by(JobFeedback.serial.desc())
        rows = session.execute(ours.limit(MOST_ENTRIES)).all()
    entries = [entry or _remembered(machine, tenant_id, job_id, serial) for job_id, serial, entry in reversed(rows)]
    return [entry for entry in entries if entry is not None]


def _remembered(machine: Machine, tenant_id: int, job_id: int, serial: int) -> dict[str, Any] | None:
    """Make what is remembered of a job, once; None if it was deleted or corrected anew meanwhile."""
    from air.schema.learning import remember

    is_it = JobFeedback.job_id == job_id, JobFeedback.serial == serial
    with machine.database.session(tenant_id) as session:
        given = _given(session, job_id, *is_it)
    if given is None:
        return None
    truth, definition, readings = given
    documents, schema = unpack_readings(readings), read_schema(definition)
    entry = remember(documents, schema, truth, load_schema_models()).to_json()
    with machine.database.session(tenant_id) as session:
        session.execute(update(JobFeedback).where(*is_it).values(entry=entry))
    return entry


def _given(session: Session, job_id: int, *is_it: Any) -> tuple[dict[str, Any], dict[str, Any], bytes] | None:
    statement = (
        select(JobFeedback.truth, SchemaVersion.definition, JobResult.readings)
        .join(Job, Job.id == JobFeedback.job_id)
        .join(SchemaVersion, SchemaVersion.id == Job.schema_version_id)
        .join(JobResult, JobResult.job_id == Job.id)
        .where(*is_it)
    )
    found = session.execute(statement).one_or_none()
    return None if found is None else (found[0], found[1], found[2])
