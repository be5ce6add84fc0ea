"""Webhooks: how fast one worker calls a receiver on this machine, and what a worker that is killed costs."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from benchmarks.figure import Effort, Figure
from infra.database import Database
from tests.redis_server import running_redis
from tests.servers import create_database, postgres
from tests.webhooks.delivering import delivered, subscribe, tell, wait_until, worker
from tests.webhooks.receiving import Receiver, receiving

CALL_MS = 10.0  # at least a hundred a second
KILLED_SECONDS = 60.0
PATIENCE_SECONDS = 600.0


def measure(effort: Effort) -> list[Figure]:
    """On SQLite and on PostgreSQL."""
    with postgres() as server:
        places = {"SQLite": "", "PostgreSQL": create_database(server, "speed")}
        figures = [_speed(effort.webhooks, name, url) for name, url in places.items()]
        places["PostgreSQL"] = create_database(server, "killed")
        return figures + [_killed(effort.webhooks, name, url) for name, url in places.items()]


def _speed(count: int, name: str, database_url: str) -> Figure:
    """From the first call to the last."""
    with _stage(count, database_url) as (folder, settings, database, receiver), worker(folder, **settings):
        wait_until(lambda: delivered(database) == count, PATIENCE_SECONDS)
    taken = (receiver.calls[-1].at - receiver.calls[0].at) * 1000 / (len(receiver.calls) - 1)
    return Figure(
        f"webhook call, {name}", taken, "ms", CALL_MS, f"1 worker; {count} events, {1000 / taken:.0f} a second"
    )


def _killed(count: int, name: str, database_url: str) -> Figure:
    """Until every event has arrived although the worker is killed halfway; another goes on."""
    with _stage(count, database_url) as (folder, settings, database, receiver):
        started = perf_counter()
        with worker(folder, **settings) as process:
            wait_until(lambda: len(receiver.calls) >= count // 2, PATIENCE_SECONDS)
            process.kill()
        with worker(folder, **settings):
            wait_until(lambda: delivered(database) == count, PATIENCE_SECONDS)
        taken = perf_counter() - started
    heard = Counter(json.loads(call.body)["Id"] for call in receiver.calls)
    twice = sum(1 for times in heard.values() if times > 1)
    note = f"worker killed halfway; {len(heard)} of {count} events arrived, {twice} twice"
    assert len(heard) == count, note
    return Figure(f"webhooks, killed, {name}", taken, "s", KILLED_SECONDS, note)


@contextmanager
def _stage(count: int, database_url: str) -> Iterator[tuple[Path, dict[str, str], Database, Receiver]]:
    """So many events in the outbox of a new database (SQLite without a URL), settings of workers, and a receiver."""
    with tempfile.TemporaryDirectory() as name, running_redis() as redis_url, receiving() as receiver:
        url = database_url or f"sqlite:///{name}/zenvoices.db"
        database = Database(url)
        database.migrate()
        subscribe(database, receiver.url())
        tell(database, count)
        yield Path(name), {"redis_url": redis_url, "database_url": url}, database, receiver
        database.close()
