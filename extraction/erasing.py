"""Deleting jobs for good: bytes first, then the row with all that hangs on it.

A job that is deleted is marked first, and seen by nobody from then on. Whoever is interrupted is followed by the sweep.
"""

from __future__ import annotations

import structlog
from sqlalchemy import delete, select, update

from extraction.definitions import forget_version
from extraction.errors import CannotBeDeleted
from extraction.keys import drop_if_unused
from extraction.states import ENDED, State
from extraction.tables import ExtractionSchema, Job, JobEvent, JobFeedback, JobFile
from extraction.viewing import known
from infra.machine import Machine
from webhooks.tables import Event

log = structlog.get_logger(__name__)


def delete_job(machine: Machine, tenant_id: int, job_id: int) -> None:
    """Delete a job with its files, its result and what was learnt of it.

    Raises:
        JobNotFound; CannotBeDeleted: it is pending.
    """
    with machine.database.session(tenant_id) as session:
        known(session, job_id)
        ended = update(Job).where(Job.id == job_id, Job.state.in_(ENDED))
        marked = session.execute(ended.values(state=State.DELETED, client_reference_id=None, lease_until=None))
        if not marked.rowcount:  # type: ignore[attr-defined]
            raise CannotBeDeleted(meta={"job_id": job_id})
    erase(machine, tenant_id, job_id)


def take_back(machine: Machine, tenant_id: int, job_id: int) -> None:
    """Throw away a job that was being received; what cannot be thrown away now is left to the sweep."""
    with machine.database.session(tenant_id) as session:
        received = update(Job).where(Job.id == job_id, Job.state == State.RECEIVING)
        session.execute(received.values(state=State.DELETED, client_reference_id=None))
    try:
        erase(machine, tenant_id, job_id)
    except Exception:
        log.exception("job not erased", job=job_id)


def erase(machine: Machine, tenant_id: int, job_id: int) -> None:
    """Throw away a job that nobody sees; safe to run again."""
    with machine.database.session(tenant_id) as session:
        keys = session.scalars(select(JobFile.blob_key).where(JobFile.job_id == job_id)).all()
    for key in keys:
        machine.blobs.delete(key)
    with machine.database.session(tenant_id) as session:
        job = session.get(Job, job_id)
        if job is None or job.is_shown:
            return
        events = session.scalars(select(JobEvent.event_id).where(JobEvent.job_id == job_id)).all()
        session.execute(delete(Event).where(Event.id.in_(events)))
        if session.get(JobFeedback, job_id) is not None:
            learnt = update(ExtractionSchema).where(ExtractionSchema.id == job.schema_id)
            session.execute(learnt.values(serial=ExtractionSchema.serial + 1))
        session.execute(delete(Job).where(Job.id == job_id))
        drop_if_unused(session, job.endpoint_id)
        forget_version(session, job.schema_version_id)
