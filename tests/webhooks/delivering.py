"""Webhook workers as processes of their own, and events for them; for tests and benchmarks."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from auth.tables import Tenant
from infra.database import Database
from tests.webhooks.receiving import SECRET
from webhooks import events, publish
from webhooks.tables import Delivery, Endpoint, Status, Subscription

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def worker(data: Path, redis_url: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """`zenvoices webhooks deliver`; ended with the block."""
    ours = {"data": str(data), "redis_url": redis_url, "allowed_hosts": "127.0.0.1", "log_level": "warning", **settings}
    environment = {f"ZENVOICES_{name.upper()}": value for name, value in ours.items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZENVOICES_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "zenvoices.cli", "webhooks", "deliver"], cwd=ROOT, env={**kept, **environment}
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def subscribe(database: Database, url: str) -> None:
    """Tenant 1 with one subscription."""
    with database.system_session() as session:
        session.add(Tenant(id=1, code="voorbeeld", name="V"))
        session.flush()
        endpoint = Endpoint(tenant_id=1, dialect="abp", url=url, secret=SECRET)
        session.add(endpoint)
        session.flush()
        session.add(Subscription(id=endpoint.id, tenant_id=1, webhooks=[events.EXPORTED]))


def tell(database: Database, count: int) -> None:
    """So many events."""
    with database.session(1) as session:
        for number in range(count):
            publish(session, events.EXPORTED, {"financialTransactionId": number}, tenant_id=1, administration_id=42)


def delivered(database: Database) -> int:
    with database.system_session() as session:
        done = select(func.count()).select_from(Delivery).where(Delivery.status == Status.DELIVERED)
        return session.scalar(done) or 0


def wait_until(is_so: Callable[[], Any], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.02)
