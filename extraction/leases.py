"""Who works on a job: one worker at a time, for as long as it keeps saying so (see `operations.leases`)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

import infra.leases
from extraction.events import tell_ended
from extraction.results import Found
from extraction.states import State
from extraction.tables import Job, JobResult
from infra.database import Database
from infra.types import now
from operations.leases import LEASE, RENEWAL_SECONDS


def claim(database: Database, job_id: int, worker: str) -> Job | None:
    """Take the job on; None if it has ended, is gone, or another worker has it."""
    with database.system_session() as session:
        moment = now()
        is_free = or_(Job.worker.is_(None), Job.lease_until < moment)
        taken = {"worker": worker, "lease_until": moment + LEASE, "started_at": moment, "attempts": Job.attempts + 1}
        if not changed(session, job_id, is_free, **taken):
            return None
        return session.get(Job, job_id)


def renewed(database: Database, job: Job, worker: str) -> AbstractContextManager[None]:
    """Keep the lease while the block runs."""

    def renew() -> None:
        with database.session(job.tenant_id) as session:
            changed(session, job.id, Job.worker == worker, lease_until=now() + LEASE)

    return infra.leases.renewed(renew, seconds=RENEWAL_SECONDS, job=job.id)


def finish(database: Database, job: Job, worker: str, found: Found, readings: bytes) -> bool:
    """Store result, success and the news of it in one transaction; False if the lease was lost: nothing is written."""
    with database.session(job.tenant_id) as session:
        is_ours = changed(session, job.id, Job.worker == worker, **_ended(State.SUCCESSFUL))
        if is_ours:
            session.add(JobResult(job_id=job.id, body=found.pack(), readings=readings))
            tell_ended(session, job.id, found)
        return is_ours


def fail(database: Database, job: Job, worker: str, message: str, facts: Mapping[str, Any]) -> bool:
    """Store why it failed, as a text for people and what fills its placeholders; False if the lease was lost."""
    with database.session(job.tenant_id) as session:
        return end_in_failure(session, job.id, Job.worker == worker, message=message, facts=facts)


def end_in_failure(session: Session, job_id: int, *conditions: object, message: str, facts: Mapping[str, Any]) -> bool:
    """Fail a pending job if the conditions hold, and tell of it."""
    error = {"message": message, "facts": dict(facts)}
    is_ours = changed(session, job_id, *conditions, error=error, **_ended(State.FAILED))
    if is_ours:
        tell_ended(session, job_id, None)
    return is_ours


def changed(session: Session, job_id: int, *conditions: object, **values: object) -> bool:
    """Change a pending job if the conditions hold."""
    written = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == State.PENDING, *conditions)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(written.rowcount)


def _ended(state: State) -> dict[str, Any]:
    return {"state": state, "finished_at": now(), "lease_until": None, "worker": None}
