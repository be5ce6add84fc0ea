"""Leaving jobs to workers: the same queue and workers as documents of the first wire."""

from __future__ import annotations

from datetime import timedelta

import structlog

from infra.machine import Machine
from infra.queue import QueueDown
from operations.service import QUEUE

JOB = "extraction.jobs.run"
JOB_TIMEOUT_SECONDS = 3600  # far above what ten files may take; reading has limits of its own
TO_BE_QUEUED_WITHIN = timedelta(seconds=20)  # else the sweep does it
log = structlog.get_logger(__name__)


def enqueue(machine: Machine, job_id: int) -> None:
    """Doing so twice is harmless; not being able to is put right by the sweep."""
    try:
        machine.queue.add(QUEUE, JOB, job_id, job_id=queue_id(job_id), timeout_seconds=JOB_TIMEOUT_SECONDS)
    except QueueDown as error:
        log.warning("the queue does not answer", job=job_id, exc_info=error)


def queue_id(job_id: int) -> str:
    return f"extraction-{job_id}"
