"""An RQ worker that does jobs in its own process, one after another, without forking.

It ends by itself when it has grown too large, and whoever started it starts another. TERM lets the job in hand finish.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import psutil
from redis import Redis
from rq import SimpleWorker
from rq.job import Job
from rq.queue import Queue as RqQueue

from infra.queue import SERIALIZER

MEGABYTE = 1024 * 1024


def worker_name() -> str:
    """A name that no other worker has, with the machine and the process in it."""
    return f"{socket.gethostname()[:32]}-{os.getpid()}-{uuid4().hex[:8]}"


def resident_bytes() -> int:
    """Memory that this process uses."""
    return int(psutil.Process().memory_info().rss)


class Worker(SimpleWorker):
    """Takes jobs from the first of its queues that has any."""

    def __init__(self, redis: Redis, queue_names: Sequence[str], name: str, *, max_resident_bytes: int) -> None:
        super().__init__(
            list(queue_names), name=name, connection=redis, serializer=SERIALIZER, log_job_description=False
        )
        self.max_resident_bytes = max_resident_bytes

    @property
    def is_told_to_stop(self) -> bool:
        """True after TERM; a long job should come to its end."""
        return bool(self._stop_requested)

    def execute_job(self, job: Job, queue: RqQueue) -> Any:
        super().execute_job(job, queue)
        if resident_bytes() > self.max_resident_bytes:
            self._stop_requested = True  # noticed before the next job is taken
