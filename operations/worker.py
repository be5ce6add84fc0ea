"""A worker: takes jobs from the queue and does them in its own process, one after another, without forking.

Forking would cost the threads of LightGBM and ONNX Runtime; what is dangerous, opening files of strangers, happens in
the reader's child process. The worker ends by itself when it has done its share, too, and whoever started it starts
another.
"""

from __future__ import annotations

from functools import partial

import structlog

from air.readers.settings import ReaderSettings
from infra.machine import Machine
from infra.periodic import Periodic
from infra.queue import QUEUE_NAMES
from infra.worker import MEGABYTE, Worker, resident_bytes, worker_name
from models_store import load_pretrained
from operations import jobs
from operations.recogniser import Recogniser
from operations.sweep import INTERVAL_SECONDS, sweep_in_turn

MAX_JOBS = 5_000
MAX_RESIDENT_BYTES = 900 * MEGABYTE
log = structlog.get_logger(__name__)


def work(
    machine: Machine,
    settings: ReaderSettings,
    *,
    max_jobs: int = MAX_JOBS,
    max_resident_bytes: int = MAX_RESIDENT_BYTES,
) -> None:
    """Do jobs until told to stop, or until it is time for a fresh process."""
    name = worker_name()
    sweeper = Periodic("sweep", INTERVAL_SECONDS, partial(sweep_in_turn, machine))
    with Recogniser(load_pretrained, settings) as recogniser:
        jobs.serve(machine, recogniser, name)
        worker = Worker(machine.queue.redis, QUEUE_NAMES, name, max_resident_bytes=max_resident_bytes)
        sweeper.start()
        log.info("worker ready", worker=name)
        try:
            worker.work(logging_level="WARNING", max_jobs=max_jobs)
        finally:
            sweeper.stop()
            log.info("worker ended", worker=name, mb=resident_bytes() // MEGABYTE)
