"""Servers that tests and benchmarks start for themselves, on private sockets."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK_POSTGRES = ("-c", "fsync=off")
SECONDS = 60


@contextmanager
def postgres(*options: str) -> Iterator[str]:
    """The URL of a PostgreSQL of our own; ended with the block."""
    folder = Path(tempfile.mkdtemp(prefix="zv-pg-"))
    data, as_user = folder / "data", []
    if os.getuid() == 0:  # it refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
    subprocess.run(
        [*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", "test", "--no-sync", "-E", "UTF8"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
    )
    private = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}", *options]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*as_user, programs / "postgres", "-D", data, *private], stdout=log, stderr=log, cwd=folder
        )
    try:
        yield f"postgresql://test@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_database(server: str, *, template: str = "template1") -> Iterator[str]:
    """The URL of a new database on that server; it goes with the block, for each takes 8 MB of disk."""
    from sqlalchemy import create_engine, text

    name = f"test_{time.monotonic_ns()}"
    yield create_database(server, name, template=template)
    url = server.replace("postgresql:", "postgresql+psycopg:")
    with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def create_database(server: str, name: str, *, template: str = "template1") -> str:
    """The URL of a new database on that server, once it listens."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import ProgrammingError

    url, until = server.replace("postgresql:", "postgresql+psycopg:"), time.monotonic() + SECONDS
    while True:
        try:
            with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
            return server.replace("/postgres?", f"/{name}?")
        except ProgrammingError:  # it is there: the answer to the first attempt was lost
            return server.replace("/postgres?", f"/{name}?")
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
