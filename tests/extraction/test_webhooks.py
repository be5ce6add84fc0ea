"""Calls that tell of jobs: bodies, signatures, what goes wrong with them."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
from sqlalchemy import select
from standardwebhooks import Webhook

from extraction import events
from tests.extraction.conftest import TEXT
from tests.webhooks.receiving import SECRET
from webhooks.pump import Pump
from webhooks.schedule import Schedule
from webhooks.tables import Delivery, Endpoint, Event


@pytest.fixture
def receiver():
    from tests.webhooks.receiving import receiving

    with receiving() as receiver:
        yield receiver


@pytest.fixture
def called(make_business, receiver):
    """A business whose key has a webhook."""
    return make_business(webhook_url=receiver.url(), webhook_secret=SECRET)


@pytest.fixture
def deliver(app):
    """Make the calls that are due, as a worker of webhooks does; after `pauses` they are made again."""
    events.install()

    def deliver(*pauses: float, max_failures: int = 15) -> int:
        schedule = Schedule(pauses=pauses, max_failures=max_failures)
        return Pump(app.extensions["machine"], schedule, "caller", lambda: False).run()

    return deliver


def test_a_completed_job(called, work, deliver, receiver):
    job_id = called.job(client_reference_id="R1")
    work()
    assert deliver() == 1
    [call] = receiver.calls
    body = json.loads(call.body)
    assert body["event"] == "job.completed"
    assert body["meta"] == {"job_id": job_id, "client_reference_id": "R1"}
    assert body["data"] == called.detail(job_id), "the same as by polling"
    assert body["data"]["result"]["total"] == 302.5
    right = hmac.new(SECRET.encode(), call.body, hashlib.sha256).hexdigest()
    assert call.headers["x-zendix-signature"] == right
    Webhook(SECRET.encode()).verify(call.body, dict(call.headers))


def test_a_failed_job(called, work, deliver, receiver):
    called.job((b"%PDF-1.4 broken", "a.pdf"))
    work()
    deliver()
    [call] = receiver.calls
    body = json.loads(call.body)
    assert (body["event"], body["data"]["status"], body["data"]["result"]) == ("job.failed", "failed", None)
    assert body["data"]["error"].startswith("a.pdf cannot be read")
    assert list(body["meta"]) == ["job_id"]


def test_a_retry_tells_again(called, work, deliver, receiver):
    job_id = called.job()
    work()
    called.post(f"jobs/{job_id}/retry/")
    work()
    assert deliver() == 2
    assert len({call.headers["webhook-id"] for call in receiver.calls}) == 2


def test_a_key_without_webhook_tells_nobody(business, work, deliver, database):
    business.job()
    work()
    with database.system_session() as session:
        assert session.scalars(select(Event)).all() == []


def test_jobs_are_told_of_after_their_key_is_revoked(called, make_business, work, deliver, receiver, database):
    job_id = called.job()
    other = called.post("keys/", {"name": "other"}).json["data"]["key"]
    assert called.delete(f"keys/{called.key_id}/").status_code == 200
    work()
    assert deliver() == 1
    headers = {"Authorization": f"Bearer {other}"}
    assert called.client.delete(f"/api/v1/jobs/{job_id}/delete/", headers=headers).status_code == 200
    with database.system_session() as session:
        for table in (Endpoint, Event, Delivery):
            assert session.scalars(select(table)).all() == [], "the last job took secret and log along"


def test_failures_are_recorded_on_the_job_which_keeps_its_result(called, work, deliver, receiver, database):
    receiver.answers(500)
    job_id = called.job()
    work()
    deliver(0)
    assert len(receiver.calls) == 2, "on the schedule of all webhooks"
    job = called.detail(job_id)
    assert job["status"] == "successful"
    assert job["details"]["webhook_failed"] is True
    assert job["details"]["webhook_last_error"] == "The answer has status 500."
    assert called.get("jobs/").json["data"]["results"][0]["webhook_failed"] is True


def test_a_call_that_succeeds_later_clears_it(called, work, deliver, receiver):
    answers = iter([(500, {}, b""), (200, {}, b"")])
    receiver.answer = lambda call: next(answers)
    job_id = called.job()
    work()
    deliver(0)
    details = called.detail(job_id)["details"]
    assert (details["webhook_failed"], details["webhook_last_error"]) == (False, None)


def test_an_endpoint_of_jobs_is_never_switched_off(called, work, deliver, receiver):
    """There is nobody who could switch it on again."""
    receiver.answers(410)
    called.job()
    work()
    deliver(max_failures=1)
    receiver.answers(200)
    job_id = called.job(body=TEXT + "again")
    work()
    deliver(max_failures=1)
    assert json.loads(receiver.calls[-1].body)["meta"]["job_id"] == job_id
    assert called.detail(job_id)["details"]["webhook_failed"] is False
