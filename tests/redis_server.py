"""A real Redis on a private socket."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NoRedis


@contextmanager
def running_redis() -> Iterator[str]:
    """The URL of a Redis that lives as long as the block."""
    folder = Path(tempfile.mkdtemp(prefix="zv-redis-"))  # short: a socket's path may have 108 characters
    socket = folder / "redis.sock"
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(Redis(unix_socket_path=str(socket)))
        yield f"unix://{socket}"
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(redis: Redis, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            redis.ping()
            return
        except NoRedis:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
