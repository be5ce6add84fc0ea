"""Running a job again that has ended."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, update

from extraction.errors import CannotBeRetried
from extraction.queueing import TO_BE_QUEUED_WITHIN, enqueue
from extraction.results import meta_of
from extraction.states import ENDED, State
from extraction.tables import Job, JobResult
from extraction.viewing import known
from infra.machine import Machine
from infra.types import now

AS_NEW: dict[str, Any] = {
    "state": State.PENDING,
    "attempts": 0,
    "error": None,
    "started_at": None,
    "finished_at": None,
    "webhook_failed": False,
    "webhook_last_error": None,
}


def retry(machine: Machine, tenant_id: int, job_id: int) -> dict[str, Any]:
    """The same job again, with the schema that was frozen into it; its meta.

    Raises:
        JobNotFound; CannotBeRetried: it is pending.
    """
    with machine.database.session(tenant_id) as session:
        job = known(session, job_id)
        ended = update(Job).where(Job.id == job_id, Job.state.in_(ENDED))
        again = session.execute(ended.values(**AS_NEW, lease_until=now() + TO_BE_QUEUED_WITHIN))
        if not again.rowcount:  # type: ignore[attr-defined]
            raise CannotBeRetried(meta={"job_id": job_id})
        session.execute(delete(JobResult).where(JobResult.job_id == job_id))
    enqueue(machine, job_id)
    return meta_of(job)
