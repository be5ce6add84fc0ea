"""Putting right what a killed process left behind; part of every sweep of the workers."""

from __future__ import annotations

from datetime import timedelta

import structlog
from sqlalchemy import select, update

from extraction import erasing, idempotency, leases
from extraction.queueing import enqueue, queue_id
from extraction.states import State
from extraction.tables import Job
from infra.machine import Machine
from infra.types import now
from operations.service import QUEUE
from operations.sweep import GAVE_UP, MAX_ATTEMPTS

LOOK_AGAIN = timedelta(seconds=20)  # at a job that waits in the queue
BATCH = 200
FORGET_SECONDS = 600
log = structlog.get_logger(__name__)


def sweep(machine: Machine) -> None:
    """Queue jobs that nobody works on, give up those that stop workers, finish what was to be deleted."""
    _queue_again(machine)
    _erase(machine)
    if machine.queue.take_turn("idempotency", FORGET_SECONDS):
        idempotency.forget_expired(machine.database)


def _queue_again(machine: Machine) -> None:
    with machine.database.system_session() as session:
        is_overdue = Job.state == State.PENDING, Job.lease_until < now()
        found = select(Job.id, Job.worker, Job.attempts).where(*is_overdue).limit(BATCH)
        overdue = session.execute(found).all()
    waiting = machine.queue.waiting(QUEUE) if overdue else set()
    for job_id, worker, attempts in overdue:
        is_waiting = queue_id(job_id) in waiting
        if worker is not None and attempts >= MAX_ATTEMPTS:
            _give_up(machine, job_id)
        elif _release(machine, job_id) and not is_waiting:
            log.warning("job queued again", job=job_id)
            enqueue(machine, job_id)


def _give_up(machine: Machine, job_id: int) -> None:
    with machine.database.system_session() as session:
        facts = {"attempts": MAX_ATTEMPTS}
        is_late = Job.lease_until < now()
        if leases.end_in_failure(session, job_id, is_late, Job.attempts >= MAX_ATTEMPTS, message=GAVE_UP, facts=facts):
            log.warning("job given up", job=job_id)


def _release(machine: Machine, job_id: int) -> bool:
    """Take it from whoever had it; true for one of those that try at once."""
    moment = now()
    with machine.database.system_session() as session:
        return leases.changed(session, job_id, Job.lease_until < moment, worker=None, lease_until=moment + LOOK_AGAIN)


def _erase(machine: Machine) -> None:
    """Jobs that were never received completely, and deletions that were interrupted."""
    with machine.database.system_session() as session:
        is_left = Job.state == State.RECEIVING, Job.lease_until < now()
        session.execute(update(Job).where(*is_left).values(state=State.DELETED, client_reference_id=None))
        found = select(Job.tenant_id, Job.id).where(Job.state == State.DELETED).limit(BATCH)
        left = session.execute(found).all()
    for tenant_id, job_id in left:
        erasing.erase(machine, tenant_id, job_id)
