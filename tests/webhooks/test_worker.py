"""Workers as processes: they deliver what is in the outbox, and nothing is lost when one is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter

import httpx
import pytest

from tests.webhooks.delivering import ROOT, delivered, subscribe, tell, wait_until, worker
from tests.webhooks.receiving import SECRET
from webhooks import dialects
from webhooks.dialects import Notice, written
from webhooks.tables import Endpoint

EVENTS = 120


@pytest.fixture
def database(either_database):
    return either_database


@pytest.fixture
def url(database):
    return database.engine.url.render_as_string(hide_password=False)


def test_a_worker_delivers_and_stops_when_told(database, url, data_folder, redis_url, receiver):
    subscribe(database, receiver.url())
    with worker(data_folder, redis_url, database_url=url) as process:
        tell(database, 3)
        wait_until(lambda: delivered(database) == 3, 60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert len(receiver.calls) == 3


def test_nothing_is_lost_when_a_worker_is_killed(database, url, data_folder, redis_url, receiver):
    subscribe(database, receiver.url())
    tell(database, EVENTS)
    with worker(data_folder, redis_url, database_url=url) as process:
        wait_until(lambda: len(receiver.calls) > EVENTS // 4, 60)
        process.kill()
        process.wait(10)
    assert delivered(database) < EVENTS
    with worker(data_folder, redis_url, database_url=url):
        wait_until(lambda: delivered(database) == EVENTS, 90)
    heard = Counter(json.loads(call.body)["Id"] for call in receiver.calls)
    assert len(heard) == EVENTS
    with database.system_session() as session:
        assert session.query(Endpoint).one().failures == 0


@pytest.fixture
def listener():
    """`zenvoices webhooks listen`, and where it listens."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "zenvoices.cli", "webhooks", "listen", "--port", "0"],
        cwd=ROOT,
        env={"PATH": "/usr/bin", "ZENVOICES_WEBHOOK_SECRET": SECRET, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    address = process.stdout.readline().removeprefix("Listening at ").strip()
    yield process, address
    process.kill()
    process.wait()


def test_listening_verifies_and_prints(listener):
    from uuid import uuid4

    from infra.types import now

    process, address = listener
    notice = Notice(uuid4(), "App.Webhook.Ping", {"tenantId": 1, "name": "[bold]Café"}, 1, now())
    body, headers = written(dialects.ABP, notice, SECRET)
    answers = [
        httpx.post(f"{address}hook", content=content, headers=headers, trust_env=False).status_code
        for content in (body, body + b" ")
    ]
    assert answers == [200, 401]
    process.terminate()
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "/hook  abp-webhook-signature right, webhook-signature right" in said
    assert "/hook  abp-webhook-signature WRONG, webhook-signature WRONG" in said
    assert '"name": "[bold]Café"' in said
