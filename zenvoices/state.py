"""The state directory: whose it is, and what a killed service left in it."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_NAME = "supervisor.lock"
LEFTOVER_SECONDS = 10.0  # how long a Redis of before may take to end


class InUse(Exception):
    """Another supervisor works in this state directory."""


@contextmanager
def owned(folder: Path) -> Iterator[None]:
    """Be the only one who works in the folder; the kernel lets go when the process ends, however it ends.

    Raises:
        InUse: another process has it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / LOCK_NAME).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            who = lock.read().strip()
            raise InUse(
                f"The service already runs in {folder} (process {who or 'unknown'}). Stop it first, "
                "or set ZENVOICES_DATA to another directory and PORT to another port."
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def end_leftover_redis(socket: Path) -> None:
    """End a Redis of a supervisor that was killed, if it still runs, and remove its socket."""
    if not socket.exists():
        return
    from redis import Redis
    from redis.exceptions import RedisError

    until = time.monotonic() + LEFTOVER_SECONDS
    while time.monotonic() < until:
        try:
            Redis(unix_socket_path=str(socket), socket_timeout=2).shutdown(nosave=False)
        except RedisError:  # nobody listens any more
            break
        time.sleep(0.05)
    socket.unlink(missing_ok=True)
