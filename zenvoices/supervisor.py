"""The whole service under one process: Redis, the API and the workers, started together and stopped together."""

from __future__ import annotations

import errno
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

from zenvoices import programs
from zenvoices.children import Child
from zenvoices.settings import Settings
from zenvoices.state import end_leftover_redis

READY_SECONDS = 180.0  # on a machine that is busy with other things; a child that ends is noticed at once
LOOK_SECONDS = 0.05
LEFTOVER_SECONDS = 5.0  # that children of a killed service may take to notice
UNIX = "unix://"
Report = Callable[[str], None]


class CannotStart(Exception):
    """Something is in the way; the message says what to do about it."""


class Supervisor:
    """Starts, watches and stops the children. `stop` is always the last."""

    def __init__(self, settings: Settings, report: Report) -> None:
        self.settings, self.report = settings, report
        self.redis: Child | None = None
        self.api = Child(programs.api(settings), report=report)
        readers = [programs.worker(n + 1) for n in range(settings.workers)]
        callers = [programs.webhook_worker(n + 1) for n in range(settings.webhook_workers)]
        self.workers = [Child(program, report=report) for program in readers + callers]
        self.told_to_stop = threading.Event()
        self.signals = 0

    def listen_to_signals(self) -> None:
        """TERM and Ctrl-C stop the service; once more stops it at once."""
        for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(kind, self._on_signal)

    def start_redis(self) -> None:
        """Nothing if the settings name a Redis of somebody else."""
        if self.settings.redis_url:
            return
        path = Path(self.settings.redis.removeprefix(UNIX))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        end_leftover_redis(path)
        folder = self.settings.data.resolve() / "redis"
        self.redis = Child(programs.redis(path, folder), report=self.report)
        self.redis.start()
        problem = f"Redis does not start; {folder / programs.LOG_NAME} says why."
        self._wait(path.is_socket, problem, [self.redis])

    def start_api(self) -> None:
        """And the first worker; returns when requests are answered."""
        for child in (self.api, *self.workers[:1]):
            child.start()
        self._wait(self._answers, "The API does not start; its messages are above.", [self.api])

    def start_other_workers(self) -> None:
        for child in self.workers[1:]:
            child.start()

    def watch(self) -> None:
        """Until told to stop."""
        while not self.told_to_stop.wait(LOOK_SECONDS * 4):
            for child in self._children():
                child.keep_running()

    def stop(self) -> None:
        """End all; the work in hand may finish. Redis goes last, the others need it for that."""
        for child in (self.api, *self.workers):
            child.stop()
        until = time.monotonic() + programs.GRACE_SECONDS
        self._await_end(self.workers, until)
        self._await_end([self.api], min(until, time.monotonic() + 5))  # nothing is left that it could wait for
        for child in (self.api, *self.workers):
            child.kill()
        if self.redis is not None:
            self.redis.stop()
            self._await_end([self.redis], time.monotonic() + 5)
            self.redis.kill()

    def _children(self) -> list[Child]:
        return [child for child in (self.redis, self.api, *self.workers) if child is not None]

    def _await_end(self, children: Sequence[Child], until: float) -> None:
        while any(child.is_running for child in children) and time.monotonic() < until and self.signals < 2:
            time.sleep(LOOK_SECONDS)

    def _wait(self, is_ready: Callable[[], bool], problem: str, needed: Sequence[Child]) -> None:
        until = time.monotonic() + READY_SECONDS
        while not is_ready():
            if self.told_to_stop.is_set():
                return
            if time.monotonic() > until or not all(child.is_running for child in needed):
                raise CannotStart(problem)
            time.sleep(LOOK_SECONDS)

    def _answers(self) -> bool:
        host = "127.0.0.1" if self.settings.host in ("0.0.0.0", "") else self.settings.host  # noqa: S104
        connection = HTTPConnection(host, self.settings.port, timeout=10)
        try:
            connection.request("GET", "/ready")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1
        self.told_to_stop.set()


def check_port(host: str, port: int, *, patience_seconds: float = LEFTOVER_SECONDS) -> None:
    """Wait a moment for what a killed service has left behind to end; it ends by itself.

    Raises:
        CannotStart: somebody listens there, or we may not.
    """
    until = time.monotonic() + patience_seconds
    while (problem := _problem_with(host, port)) is not None:
        if problem.errno != errno.EADDRINUSE or time.monotonic() > until:
            raise CannotStart(
                f"Port {port} of {host} cannot be used ({problem.strerror}). Stop what uses it, "
                f"or choose another one: PORT={port + 1} make run"
            ) from problem
        time.sleep(LOOK_SECONDS)


def _problem_with(host: str, port: int) -> OSError | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None
