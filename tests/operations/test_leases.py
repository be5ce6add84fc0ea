"""One worker at a time, whatever dies; on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import inspect, select, update

from air.document import Document, Page
from air.errors import UnreadableDocument
from air.models import Models
from air.recognition import Recognition
from infra.queue import Queue
from infra.types import now
from operations import jobs, leases, service, sweep
from operations.options import Options
from operations.tables import Operation, OperationResult, Status
from wire import EntityNotFound

NOTHING_READ = Recognition(Document((Page(0, 595, 842, ()),), 6), (), (), None, ())
BYTES = service.Source("invoice.pdf", b"some bytes")


def read_nothing(data: bytes, filename: str, options: Options, models: Models | None) -> Recognition:
    assert data == b"some bytes"
    return NOTHING_READ


def accept(machine, source=BYTES, tenant_id=1) -> UUID:
    """An operation that waits for a worker."""
    report = service.start(machine, tenant_id, tenant_id, source, Options("nl"), wait_seconds=0)
    return report.operation.id


def load(machine, operation_id) -> Operation:
    with machine.database.system_session() as session:
        return session.get_one(Operation, operation_id)


def change(machine, operation_id, **values) -> None:
    with machine.database.system_session() as session:
        session.execute(update(Operation).where(Operation.id == operation_id).values(**values))


def let_lease_end(machine, operation_id) -> None:
    change(machine, operation_id, lease_until=now() - timedelta(seconds=1))


@pytest.fixture
def blobs_of(data_folder):
    return lambda: [path for path in (data_folder / "blobs").rglob("*") if path.is_file()]


def test_bytes_and_row_are_there_before_anything_is_answered(machine, blobs_of):
    operation = load(machine, accept(machine))
    assert operation.status == Status.QUEUED
    assert [path.read_bytes() for path in blobs_of()] == [b"some bytes"]
    assert machine.queue.waiting("operations") == {f"operation-{operation.id}"}


def test_a_document_is_accepted_while_the_queue_is_down(machine, tmp_path):
    without = replace(machine, queue=Queue(f"unix://{tmp_path}/nobody.sock"))
    report = service.start(without, 1, 1, BYTES, Options("nl"), wait_seconds=10)
    assert report.operation.status == Status.QUEUED
    let_lease_end(machine, report.operation.id)
    sweep.sweep(machine)
    assert machine.queue.waiting("operations") == {f"operation-{report.operation.id}"}


def test_a_job_ends_its_operation_and_throws_the_input_away(machine, blobs_of):
    operation_id = accept(machine)
    jobs.serve(machine, read_nothing, "worker")
    jobs.run(str(operation_id))
    operation = load(machine, operation_id)
    assert (operation.status, operation.attempts, operation.input_key) == (Status.SUCCEEDED, 1, None)
    assert (operation.page_count, operation.transaction_count) == (6, 2)
    assert operation.expires_at - operation.finished_at == timedelta(hours=48)
    assert blobs_of() == []
    assert machine.queue.wait_for(str(operation_id), 1)
    report = service.report(machine.database, 1, operation_id)
    assert report.result["pageCount"] == 6
    assert {"queued", "fetch", "recognition"} <= set(report.result["timings"])


def test_a_job_that_runs_twice_does_its_work_once(machine):
    operation_id = accept(machine)
    jobs.serve(machine, read_nothing, "worker")
    jobs.run(str(operation_id))
    assert jobs.run(str(operation_id)) == {"operation": str(operation_id), "skipped": True}
    assert load(machine, operation_id).attempts == 1


def test_of_many_who_claim_at_once_one_wins(machine):
    operation_id = accept(machine)
    winners: list[str] = []

    def claim(name: str) -> None:
        if leases.claim(machine.database, operation_id, name) is not None:
            winners.append(name)

    threads = [threading.Thread(target=claim, args=[f"worker {n}"]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(winners) == 1
    assert load(machine, operation_id).worker == winners[0]


def test_a_lease_is_renewed_while_its_worker_lives(machine, monkeypatch):
    monkeypatch.setattr(leases, "RENEWAL_SECONDS", 0.05)
    operation = leases.claim(machine.database, accept(machine), "worker")
    let_lease_end(machine, operation.id)
    with leases.renewed(machine.database, operation, "worker"):
        while load(machine, operation.id).lease_until < now():
            threading.Event().wait(0.02)


def test_a_worker_that_lost_its_lease_writes_nothing(machine):
    first = leases.claim(machine.database, accept(machine), "first")
    let_lease_end(machine, first.id)
    second = leases.claim(machine.database, first.id, "second")
    ended = {"page_count": 1, "transaction_count": 1}
    assert not leases.finish(machine.database, first, "first", reading=None, body=b"first", **ended)
    assert leases.finish(machine.database, second, "second", reading=None, body=b"second", **ended)
    assert not leases.fail(machine.database, first, "first", "too late", {})
    with machine.database.system_session() as session:
        assert session.scalars(select(OperationResult.body)).all() == [b"second"]


def test_the_operation_of_a_dead_worker_is_queued_again_once(machine):
    operation_id = accept(machine)
    leases.claim(machine.database, operation_id, "dead")
    machine.queue.redis.flushall()
    sweep.sweep(machine)
    assert load(machine, operation_id).status == Status.RUNNING, "its lease has not ended"
    let_lease_end(machine, operation_id)
    sweep.sweep(machine)
    sweep.sweep(machine)
    assert load(machine, operation_id).status == Status.QUEUED
    assert machine.queue.redis.llen("rq:queue:operations") == 1


def test_an_operation_that_the_queue_forgot_is_queued_again(machine):
    operation_id = accept(machine)
    machine.queue.redis.flushall()
    let_lease_end(machine, operation_id)
    sweep.sweep(machine)
    assert machine.queue.waiting("operations") == {f"operation-{operation_id}"}


def test_an_operation_that_waits_in_the_queue_is_left_there(machine):
    operation_id = accept(machine)
    let_lease_end(machine, operation_id)
    sweep.sweep(machine)
    assert machine.queue.redis.llen("rq:queue:operations") == 1
    assert load(machine, operation_id).lease_until > now()


def test_a_document_that_kills_workers_is_given_up(machine, blobs_of):
    operation_id = accept(machine)
    for attempt in range(3):
        leases.claim(machine.database, operation_id, f"dead {attempt}")
        let_lease_end(machine, operation_id)
        sweep.sweep(machine)
    report = service.report(machine.database, 1, operation_id)
    assert report.has_failed
    assert "3 times" in report.explain(lambda text, **facts: text % facts)
    assert blobs_of() == []
    assert machine.queue.wait_for(str(operation_id), 1)


def test_inputs_that_a_worker_had_no_time_to_delete_are_swept(machine, blobs_of):
    operation = leases.claim(machine.database, accept(machine), "worker")
    leases.fail(machine.database, operation, "worker", "no", {})
    assert len(blobs_of()) == 1
    sweep.sweep(machine)
    assert blobs_of() == []
    assert load(machine, operation.id).input_key is None


def test_results_live_48_hours(machine):
    operation_id = accept(machine)
    jobs.serve(machine, read_nothing, "worker")
    jobs.run(str(operation_id))
    sweep.sweep(machine)
    assert service.report(machine.database, 1, operation_id).result is not None
    change(machine, operation_id, expires_at=now() - timedelta(seconds=1))
    with pytest.raises(EntityNotFound):
        service.report(machine.database, 1, operation_id)
    sweep.sweep(machine)
    with machine.database.system_session() as session:
        assert session.scalars(select(Operation.id)).all() == []
        assert session.scalars(select(OperationResult.operation_id)).all() == []


def test_an_operation_belongs_to_its_tenant(machine):
    operation_id = accept(machine, tenant_id=2)
    assert service.report(machine.database, 2, operation_id).operation.id == operation_id
    for tenant_id, wanted in ((1, operation_id), (2, uuid4())):
        with pytest.raises(EntityNotFound):
            service.report(machine.database, tenant_id, wanted)


def test_an_unreadable_document_fails_with_its_reason(machine, blobs_of):
    def refuse(data: bytes, filename: str, options: Options, models: Models | None) -> Recognition:
        raise UnreadableDocument(filename, "page 3 cannot be rendered")

    operation_id = accept(machine)
    jobs.serve(machine, refuse, "worker")
    jobs.run(str(operation_id))
    report = service.report(machine.database, 1, operation_id)
    told = report.explain(lambda text, **facts: text % facts)
    assert told == "invoice.pdf cannot be read: page 3 cannot be rendered."
    assert (report.result, blobs_of()) == (None, [])


def test_an_unexpected_error_says_nothing_about_itself(machine, blobs_of):
    def break_down(data: bytes, filename: str, options: Options) -> Recognition:
        raise RuntimeError("something private")

    operation_id = accept(machine)
    jobs.serve(machine, break_down, "worker")
    jobs.run(str(operation_id))
    report = service.report(machine.database, 1, operation_id)
    assert report.has_failed
    assert "private" not in report.explain(lambda text, **facts: text % facts)
    assert blobs_of() == []


def test_bytes_that_never_arrived(machine):
    operation_id = accept(machine)
    machine.blobs.delete(load(machine, operation_id).input_key)
    jobs.serve(machine, read_nothing, "worker")
    jobs.run(str(operation_id))
    assert "send it again" in str(load(machine, operation_id).error)


def test_who_waits_is_woken(machine):
    jobs.serve(machine, read_nothing, "worker")

    def work() -> None:
        while not (waiting := machine.queue.waiting("operations")):
            threading.Event().wait(0.01)
        jobs.run(waiting.pop().removeprefix("operation-"))

    thread = threading.Thread(target=work)
    thread.start()
    report = service.start(machine, 1, 1, BYTES, Options("nl"), wait_seconds=20)
    thread.join()
    assert report.operation.status == Status.SUCCEEDED


def test_sweeping_in_turn_gathers_statistics_once(machine):
    accept(machine)
    is_sqlite = machine.database.engine.dialect.name == "sqlite"
    for _ in range(2):
        machine.queue.redis.delete("turn:sweep")
        sweep.sweep_in_turn(machine)
        with machine.database.engine.begin() as connection:
            known = inspect(connection).has_table("sqlite_stat1")
            assert known is is_sqlite
            if is_sqlite:
                counted = connection.exec_driver_sql("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'operations'")
                assert counted.scalar_one() > 0
    assert not machine.queue.take_turn("statistics", 1), "within the hour nobody does it again"
