"""The job of the queue. It may run twice, or beside itself: one of them does the work, once."""

from __future__ import annotations

from typing import Any

from extraction import leases
from extraction.running import Run
from operations.jobs import served


def run(job_id: int) -> dict[str, Any]:
    """Read the job's files and store what was found; safe to run again."""
    machine, recogniser, worker = served()
    job = leases.claim(machine.database, job_id, worker)
    if job is None:
        return {"job": job_id, "skipped": True}
    return Run(machine, job, worker).go(recogniser)
