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
from tests.webhooks.delivering import delivered, subscribe, tell, wait_until, worker
from tests.webhooks.receiving import Receiver, receiving

CALL_MS = 10.0  # at least a hundred a second
KILLED_SECONDS = 60.0
PATIENCE_SECONDS = 600.0


def measure(effort: Effort) -> list[Figure]:
    return [_speed(effort.webhooks), _killed(effort.webhooks)]


def _speed(count: int) -> Figure:
    """From the first call to the last."""
    with _stage(count) as (folder, redis_url, database, receiver), worker(folder, redis_url):
        wait_until(lambda: receiver.calls, PATIENCE_SECONDS)
        started, before = perf_counter(), len(receiver.calls)
        wait_until(lambda: delivered(database) == count, PATIENCE_SECONDS)
        taken = (perf_counter() - started) * 1000 / (count - before)
    return Figure("webhook call, 1 worker", taken, "ms", CALL_MS, f"{count} events, {1000 / taken:.0f} a second")


def _killed(count: int) -> Figure:
    """Until every event has arrived although the worker is killed halfway; another goes on."""
    with _stage(count) as (folder, redis_url, database, receiver):
        started = perf_counter()
        with worker(folder, redis_url) as process:
            wait_until(lambda: len(receiver.calls) >= count // 2, PATIENCE_SECONDS)
            process.kill()
        with worker(folder, redis_url):
            wait_until(lambda: delivered(database) == count, PATIENCE_SECONDS)
        taken = perf_counter() - started
    heard = Counter(json.loads(call.body)["Id"] for call in receiver.calls)
    twice = sum(1 for times in heard.values() if times > 1)
    note = f"{len(heard)} of {count} events arrived, {twice} twice"
    assert len(heard) == count, note
    return Figure("webhooks, worker killed halfway", taken, "s", KILLED_SECONDS, note)


@contextmanager
def _stage(count: int) -> Iterator[tuple[Path, str, Database, Receiver]]:
    """So many events in the outbox of a new SQLite database, a Redis and a receiver."""
    with tempfile.TemporaryDirectory() as name, running_redis() as redis_url, receiving() as receiver:
        database = Database(f"sqlite:///{name}/zenvoices.db")
        database.migrate()
        subscribe(database, receiver.url())
        tell(database, count)
        yield Path(name), redis_url, database, receiver
        database.close()
