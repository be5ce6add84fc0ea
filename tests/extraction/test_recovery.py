"""No job is lost or done twice, whatever dies."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from extraction import creating, leases, sweep
from extraction.jobs import run
from extraction.queueing import queue_id
from extraction.results import Found
from extraction.states import State
from extraction.tables import IdempotentRequest, Job, JobFile, JobResult
from infra.database import Database
from infra.types import now
from operations.service import QUEUE
from tests.extraction.conftest import RECEIPT, error_of
from tests.operations.documents import scan
from tests.service import running

FOUND = Found({"total": 1}, {}, (), False)


@pytest.fixture
def machine(app):
    return app.extensions["machine"]


def change(database, job_id, **values):
    with database.system_session() as session:
        session.execute(update(Job).where(Job.id == job_id).values(**values))


def load(database, job_id):
    with database.system_session() as session:
        return session.get(Job, job_id)


def let_lease_end(database, job_id):
    change(database, job_id, lease_until=now() - timedelta(seconds=1))


def forget_queue(machine):
    machine.queue.redis.flushall()


def test_of_two_workers_one_gets_the_job(business, database):
    job_id = business.job()
    first = leases.claim(database, job_id, "w1")
    assert leases.claim(database, job_id, "w2") is None
    assert leases.finish(database, first, "w1", FOUND, b"")
    assert leases.claim(database, job_id, "w2") is None, "it has ended"
    assert business.detail(job_id)["result"] == {"total": 1}


def test_who_lost_the_lease_writes_nothing(business, database):
    job_id = business.job()
    first = leases.claim(database, job_id, "w1")
    let_lease_end(database, job_id)
    second = leases.claim(database, job_id, "w2")
    assert not leases.finish(database, first, "w1", FOUND, b"")
    assert not leases.fail(database, first, "w1", "no", {})
    assert business.detail(job_id)["status"] == "pending"
    assert leases.finish(database, second, "w2", FOUND, b"")
    assert second.attempts == 2


def test_a_job_whose_queue_forgot_it_is_queued_again(business, database, machine, work):
    job_id = business.job()
    forget_queue(machine)
    let_lease_end(database, job_id)
    sweep.sweep(machine)
    assert queue_id(job_id) in machine.queue.waiting(QUEUE)
    sweep.sweep(machine)
    work()
    assert business.detail(job_id)["status"] == "successful"


def test_a_job_that_waits_long_is_not_queued_twice(business, database, machine):
    job_id = business.job()
    let_lease_end(database, job_id)
    sweep.sweep(machine)
    assert list(machine.queue.waiting(QUEUE)) == [queue_id(job_id)]
    assert load(database, job_id).lease_until > now()


def test_the_job_of_a_worker_that_died_is_done_by_another(business, database, machine, work):
    job_id = business.job()
    leases.claim(database, job_id, "dead")
    forget_queue(machine)
    let_lease_end(database, job_id)
    sweep.sweep(machine)
    work()
    assert business.detail(job_id)["status"] == "successful"
    assert load(database, job_id).attempts == 2


def test_a_job_that_stops_workers_is_given_up(business, database, machine):
    job_id = business.job()
    for _ in range(3):
        assert leases.claim(database, job_id, "dead")
        let_lease_end(database, job_id)
    sweep.sweep(machine)
    job = business.detail(job_id)
    assert job["status"] == "failed"
    assert "3 times" in job["error"]
    assert business.post(f"jobs/{job_id}/retry/").status_code == 200, "but may be asked for again"
    assert load(database, job_id).attempts == 0


def test_a_job_that_was_never_received_completely(business, database, machine, data_folder, monkeypatch):
    """The API dies between bytes and acceptance: nobody sees the job, and the sweep leaves nothing of it."""

    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(creating, "_accept", die)
        patch.setattr(creating.erasing, "take_back", lambda *args: None)
        patch.setattr("extraction.idempotency._give_up", lambda *args: None)
        with pytest.raises(Killed):
            business.create((b"text", "a.txt"), client_reference_id="R1", headers={"Idempotency-Key": "k"})
    with database.system_session() as session:
        job_id = session.scalars(select(Job.id)).one()
    assert error_of(business.get(f"jobs/{job_id}/detail/")) == (404, "job_not_found")
    assert business.get("jobs/").json["data"]["count"] == 0
    assert error_of(business.delete(f"jobs/{job_id}/delete/")) == (404, "job_not_found")
    sweep.sweep(machine)
    assert load(database, job_id) is not None, "it may still be coming in"
    let_lease_end(database, job_id)
    sweep.sweep(machine)
    with database.system_session() as session:
        for table in (Job, JobFile):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        session.execute(update(IdempotentRequest).values(expires_at=now()))
    assert [path for path in (data_folder / "blobs").rglob("*") if path.is_file()] == []
    again = business.create((b"text", "a.txt"), client_reference_id="R1", headers={"Idempotency-Key": "k"})
    assert again.status_code == 201


def test_a_deletion_that_was_interrupted_is_finished(business, database, machine, work, data_folder):
    job_id = business.job((b"text", "a.txt"))
    work()
    change(database, job_id, state=State.DELETED, client_reference_id=None)
    assert error_of(business.get(f"jobs/{job_id}/detail/")) == (404, "job_not_found")
    sweep.sweep(machine)
    assert load(database, job_id) is None
    assert [path for path in (data_folder / "blobs").rglob("*") if path.is_file()] == []


def test_running_a_job_that_is_gone_or_done_is_harmless(business, work, database):
    job_id = business.job()
    work()
    finished = load(database, job_id).finished_at
    assert run(job_id) == {"job": job_id, "skipped": True}
    assert run(999) == {"job": 999, "skipped": True}
    assert load(database, job_id).finished_at == finished
    with database.system_session() as session:
        assert session.scalar(select(func.count()).select_from(JobResult)) == 1


def test_without_a_queue_jobs_are_taken_all_the_same(business, app, database, work, monkeypatch):
    from redis.exceptions import ConnectionError as NoRedis

    machine = app.extensions["machine"]

    def down(*args, **kwargs):
        raise NoRedis

    with monkeypatch.context() as patch:
        patch.setattr(type(machine.queue), "add", down)
        job_id = business.job()
    let_lease_end(database, job_id)
    sweep.sweep(machine)
    work()
    assert business.detail(job_id)["status"] == "successful"


def test_a_worker_that_is_killed_costs_nothing(tmp_path):
    """The whole service: a scan is being read by one worker, which dies; the other finishes it, once."""
    plenty = {"key_requests_per_minute": "100000", "business_requests_per_minute": "100000"}
    with running(tmp_path / "var", workers="2", **plenty) as service:
        made = service.client.post("/api/v1/keys/", json={"name": "program"}).json()["data"]
        service.client.headers["Authorization"] = f"Bearer {made['key']}"
        schema = service.client.post("/api/v1/schemas/", json=RECEIPT).json()["data"]["id"]
        form = {"schema_id": schema, "document_type": "invoice"}
        sent = {"files": ("scan.pdf", scan(3), "application/pdf")}
        created = service.client.post("/api/v1/jobs/create/", data=form, files=sent)
        assert created.status_code == 201, created.text
        job_id = created.json()["meta"]["job_id"]

        def detail():
            return service.client.get(f"/api/v1/jobs/{job_id}/detail/").json()["data"]

        database = Database(f"sqlite:///{service.data / 'zenvoices.db'}")
        name = service.wait_for(lambda: load(database, job_id).worker)  # host-pid-number
        os.kill(int(name.rsplit("-", 2)[1]), signal.SIGKILL)
        service.wait_for(lambda: detail()["status"] != "pending", seconds=600)
        database.close()
        job = detail()
        assert (job["status"], job["result"]["total"]) == ("successful", 302.5)
