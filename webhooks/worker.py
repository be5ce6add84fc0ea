"""A worker that makes calls: apart from those that read documents, so that a slow receiver holds up no document."""

from __future__ import annotations

from functools import partial

import structlog

from infra.machine import Machine
from infra.periodic import Periodic
from infra.worker import MEGABYTE, Worker, worker_name
from webhooks import jobs
from webhooks.dispatch import QUEUE, dispatch
from webhooks.schedule import Schedule

DISPATCH_SECONDS = 0.5
MAX_RESIDENT_BYTES = 400 * MEGABYTE
log = structlog.get_logger(__name__)


def work(machine: Machine, schedule: Schedule) -> None:
    """Make calls until told to stop."""
    name = worker_name()
    worker = Worker(machine.queue.redis, [QUEUE], name, max_resident_bytes=MAX_RESIDENT_BYTES)
    jobs.serve(machine, schedule, name, lambda: worker.is_told_to_stop)
    clock = Periodic("dispatch", DISPATCH_SECONDS, partial(dispatch, machine, schedule))
    clock.start()
    log.info("webhook worker ready", worker=name)
    try:
        worker.work(logging_level="WARNING")
    finally:
        clock.stop()
        log.info("webhook worker ended", worker=name)
