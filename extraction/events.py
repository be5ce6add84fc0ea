"""Telling that a job has ended, and noting on the job how the calls that tell of it went."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from extraction.results import Found, meta_of, report
from extraction.states import State
from extraction.tables import Job, JobEvent
from webhooks import events, outcomes, publish_to
from webhooks.dialects import ZENDIX
from webhooks.tables import Delivery, Endpoint
from wire.languages import DEFAULT_LANGUAGE, translate


def install() -> None:
    """Have calls noted; in processes that make them."""
    outcomes.after_calls(ZENDIX, note)


def tell_ended(session: Session, job_id: int, found: Found | None) -> None:
    """Publish that the job has ended, if its key asked for that; in the transaction that ends it."""
    job = session.scalars(select(Job).where(Job.id == job_id).execution_options(populate_existing=True)).one()
    endpoint = None if job.endpoint_id is None else session.get(Endpoint, job.endpoint_id)
    if endpoint is None:
        return
    event = events.JOB_COMPLETED if job.state == State.SUCCESSFUL else events.JOB_FAILED
    told = {"data": report(job, found, partial(translate, language=DEFAULT_LANGUAGE)), "meta": meta_of(job)}
    event_id = publish_to(session, endpoint, event, told)
    session.add(JobEvent(event_id=event_id, tenant_id=job.tenant_id, job_id=job.id))


def note(session: Session, delivery: Delivery) -> None:
    """Whether the last call about a job failed, and why; a call that succeeds later clears it."""
    told = select(JobEvent.job_id).where(JobEvent.event_id == delivery.event_id)
    error = delivery.last_error
    noted = update(Job).where(Job.id.in_(told)).values(webhook_failed=error is not None, webhook_last_error=error)
    session.execute(noted.execution_options(synchronize_session=False))
