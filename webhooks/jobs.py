"""The job that makes calls. It may run beside itself: no delivery is claimed twice at the same time."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from infra.machine import Machine
from webhooks.pump import Pump
from webhooks.schedule import Schedule

JOB_SECONDS = 60.0  # then a job takes nothing new on; another job does


class NotAWorker(RuntimeError):
    """Jobs run where `serve` was called."""


_served: tuple[Machine, Schedule, str, Callable[[], bool]] | None = None


def serve(machine: Machine, schedule: Schedule, worker: str, is_stopping: Callable[[], bool]) -> None:
    """Say with what this process runs jobs, and under which name."""
    global _served
    _served = machine, schedule, worker, is_stopping


def deliver() -> dict[str, Any]:
    """Make the calls that are due."""
    if _served is None:
        raise NotAWorker
    machine, schedule, worker, is_stopping = _served
    until = monotonic() + JOB_SECONDS
    return {"calls": Pump(machine, schedule, worker, lambda: is_stopping() or monotonic() > until).run()}
