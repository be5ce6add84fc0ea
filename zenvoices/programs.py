"""The programs a whole service is made of, as commands."""

from __future__ import annotations

import signal
from pathlib import Path

from zenvoices.children import Program, python
from zenvoices.settings import Settings

LOG_NAME = "redis.log"
GRACE_SECONDS = 30  # for the work in hand, when told to stop
REQUEST_SECONDS = 120  # an API process that is silent for so long is replaced
THREADS_OF_LIBRARIES = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1"}


def redis(socket: Path, folder: Path) -> Program:
    """A Redis that only those see who may open its socket, and that keeps its jobs on disk."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    options = {
        "--port": "0",
        "--unixsocket": str(socket),
        "--unixsocketperm": "700",
        "--dir": str(folder),
        "--appendonly": "yes",
        "--save": "",
        "--loglevel": "notice",
        "--logfile": str(folder / LOG_NAME),
        "--daemonize": "no",
    }
    command = ["redis-server", *(part for option in options.items() for part in option)]
    return Program("redis", command, orphan_signal=signal.SIGTERM)


def api(settings: Settings) -> Program:
    """gunicorn with one process and many threads: requests that wait cost a thread each."""
    options = {
        "--worker-class": "gthread",
        "--workers": "1",
        "--threads": str(settings.threads),
        "--bind": f"{settings.host}:{settings.port}",
        "--timeout": str(REQUEST_SECONDS),
        "--graceful-timeout": str(GRACE_SECONDS),
        "--worker-tmp-dir": "/dev/shm",  # noqa: S108  # memory, as gunicorn advises for its heartbeat
        "--log-level": "warning",
    }
    flat = [part for option in options.items() for part in option]
    command = python("-m", "gunicorn", *flat, "--no-control-socket", "wsgi:application")
    return Program("api", command, orphan_signal=signal.SIGQUIT)


def worker(number: int) -> Program:
    return Program(f"worker {number}", python("-m", "zenvoices.cli", "worker"), THREADS_OF_LIBRARIES)


def webhook_worker(number: int) -> Program:
    command = python("-m", "zenvoices.cli", "webhooks", "deliver")
    return Program(f"webhook worker {number}", command, THREADS_OF_LIBRARIES)
