"""Jobs as their owner sees them: one, a page of them, one by the caller's own id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from extraction import listing
from extraction.envelope import Answer
from extraction.errors import JobNotFound
from extraction.results import Found, meta_of, report
from extraction.states import SHOWN, State
from extraction.tables import Job, JobResult, storable
from infra.database import Database

STATES = {state.word: state for state in SHOWN}


def known(session: Session, job_id: int) -> Job:
    """The job, if it exists for its owner; raises `JobNotFound`."""
    return _one(session, Job.id == storable(job_id))


def detail(database: Database, tenant_id: int, job_id: int, translate: Callable[..., str]) -> Answer:
    """How far a job is, with its result; raises `JobNotFound`."""
    with database.session(tenant_id) as session:
        job = known(session, job_id)
        body = session.scalar(select(JobResult.body).where(JobResult.job_id == job_id))
    return Answer(report(job, None if body is None else Found.unpack(body), translate), meta_of(job))


def by_reference(database: Database, tenant_id: int, reference: str) -> Job:
    """The job with the caller's own id; raises `JobNotFound`."""
    with database.session(tenant_id) as session:
        return _one(session, Job.client_reference_id == reference)


def page(database: Database, tenant_id: int, asked: Mapping[str, Any]) -> listing.Page:
    """A page of the jobs, all or those of one state."""
    wanted = Job.is_shown if asked["status"] is None else Job.state == STATES[asked["status"]]
    with database.session(tenant_id) as session:
        return listing.page(session, select(Job).where(wanted).options(defer(Job.body)), asked, key=Job.id)


def state_word(job: Job) -> str:
    return State(job.state).word


def _one(session: Session, *conditions: Any) -> Job:
    job = session.scalars(select(Job).where(Job.is_shown, *conditions)).one_or_none()
    if job is None:
        raise JobNotFound
    return job
