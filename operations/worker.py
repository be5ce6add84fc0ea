"""A worker: takes jobs from the queue and does them in its own process, one after another, without forking.

Forking would cost the threads of LightGBM and ONNX Runtime; what is dangerous, opening files of strangers, happens in
the reader's child process. The worker ends by itself when it has done its share or has grown too large, and whoever
started it starts another. TERM lets the job in hand finish.
"""

from __future__ import annotations

import os
import socket
from typing import Any
from uuid import uuid4

import psutil
import structlog
from rq import SimpleWorker
from rq.job import Job
from rq.queue import Queue as RqQueue

from air.readers.settings import ReaderSettings
from infra.machine import Machine
from infra.queue import QUEUE_NAMES, SERIALIZER
from models_store import load_pretrained
from operations import jobs
from operations.recogniser import Recogniser
from operations.sweep import Sweeper

MEGABYTE = 1024 * 1024
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
    name = f"{socket.gethostname()[:32]}-{os.getpid()}-{uuid4().hex[:8]}"
    sweeper = Sweeper(machine)
    with Recogniser(load_pretrained, settings) as recogniser:
        jobs.serve(machine, recogniser, name)
        worker = _Worker(machine, name, max_resident_bytes)
        sweeper.start()
        log.info("worker ready", worker=name)
        try:
            worker.work(logging_level="WARNING", max_jobs=max_jobs)
        finally:
            sweeper.stop()
            log.info("worker ended", worker=name, mb=_resident_bytes() // MEGABYTE)


class _Worker(SimpleWorker):
    def __init__(self, machine: Machine, name: str, max_resident_bytes: int) -> None:
        super().__init__(
            list(QUEUE_NAMES),
            name=name,
            connection=machine.queue.redis,
            serializer=SERIALIZER,
            log_job_description=False,
        )
        self.max_resident_bytes = max_resident_bytes

    def execute_job(self, job: Job, queue: RqQueue) -> Any:
        super().execute_job(job, queue)
        if _resident_bytes() > self.max_resident_bytes:
            self._stop_requested = True  # noticed before the next job is taken


def _resident_bytes() -> int:
    return int(psutil.Process().memory_info().rss)
