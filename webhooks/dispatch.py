"""What happens by the clock: due deliveries get a job, old ones are forgotten. Several may do it at once."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from uuid import uuid4

from sqlalchemy import delete, select

from infra.machine import Machine
from infra.types import now
from webhooks.claims import count_due
from webhooks.schedule import Schedule
from webhooks.tables import Delivery, Event, Status

JOB, QUEUE = "webhooks.jobs.deliver", "webhooks"
JOB_TIMEOUT_SECONDS = 300
PER_JOB, MAX_JOBS = 250, 4  # deliveries that make another job worth while; jobs that wait
CLEANING_SECONDS = 3600


def dispatch(machine: Machine, schedule: Schedule) -> None:
    """Queue jobs for what is due, and forget what is older than the log is kept."""
    due = count_due(machine.database, PER_JOB * MAX_JOBS)
    missing = ceil(due / PER_JOB) - (len(machine.queue.waiting(QUEUE)) if due else 0)
    for _ in range(missing):
        machine.queue.add(QUEUE, JOB, job_id=f"webhooks-{uuid4()}", timeout_seconds=JOB_TIMEOUT_SECONDS)
    if machine.queue.take_turn("webhook-log", CLEANING_SECONDS):
        forget(machine, timedelta(days=schedule.kept_days))


def forget(machine: Machine, age: timedelta) -> None:
    """Delete events that are older, with their deliveries and attempts, if none of them still waits."""
    still_waiting = select(Delivery.event_id).where(Delivery.status == Status.WAITING)
    with machine.database.system_session() as session:
        old = delete(Event).where(Event.created_at < now() - age, Event.id.not_in(still_waiting))
        session.execute(old.execution_options(synchronize_session=False))
