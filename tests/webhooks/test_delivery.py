"""From the outbox to a receiver, whatever goes wrong on the way; on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from math import ceil

import pytest
from sqlalchemy import func, select, update

from infra.types import now
from tests.webhooks.receiving import SECRET
from webhooks import calling, events, publish
from webhooks.claims import LEASE, claim, renew
from webhooks.dispatch import QUEUE, dispatch, forget
from webhooks.outcomes import record
from webhooks.pump import Pump
from webhooks.receiver import verify
from webhooks.schedule import Schedule
from webhooks.tables import Attempt, Delivery, Endpoint, Event, Status

SCHEDULE = Schedule(pauses=(60, 120, 240, 480, 960), max_failures=15)


def tell(machine, event=events.EXPORTED, *, tenant_id=1, administration_id=42, number=9001):
    with machine.database.session(tenant_id) as session:
        data = {"financialTransactionId": number}
        return publish(session, event, data, tenant_id=tenant_id, administration_id=administration_id)


def pump(machine, schedule=SCHEDULE, worker="w1") -> int:
    return Pump(machine, schedule, worker, lambda: False).run()


def one(machine) -> Delivery:
    with machine.database.system_session() as session:
        return session.scalars(select(Delivery)).one()


def endpoint(machine, endpoint_id) -> Endpoint:
    with machine.database.system_session() as session:
        return session.get_one(Endpoint, endpoint_id)


def count(machine, table, *conditions) -> int:
    with machine.database.system_session() as session:
        return session.scalar(select(func.count()).select_from(table).where(*conditions))


def pause(machine) -> int:
    """Seconds until the only delivery is due, in minutes rounded up; and then let it be due now."""
    left = (one(machine).due_at - now()).total_seconds()
    with machine.database.system_session() as session:
        session.execute(update(Delivery).values(due_at=now()))
    return 60 * ceil(left / 60)


def test_what_a_subscriber_gets(machine, subscribe, receiver):
    subscribe(events.EXPORTED, headers={"X-Env": "productie"})
    event_id = tell(machine)
    assert pump(machine) == 1
    [call] = receiver.calls
    assert (call.path, call.headers["x-env"]) == ("/hook", "productie")
    assert call.headers["content-type"] == "application/json; charset=utf-8"
    assert verify(call.headers, call.body, SECRET) == {"abp-webhook-signature": True, "webhook-signature": True}
    said = json.loads(call.body)
    assert list(said) == ["Id", "WebhookEvent", "Attempt", "Data", "CreationTimeUtc"]
    assert (said["Id"], said["WebhookEvent"], said["Attempt"]) == (str(event_id), events.EXPORTED, 1)
    assert said["Data"] == {"tenantId": 1, "administrationId": 42, "financialTransactionId": 9001}
    assert one(machine).status == Status.DELIVERED
    assert pump(machine) == 0


def test_an_event_of_a_transaction_that_fails_never_was(machine, subscribe):
    subscribe(events.EXPORTED)

    def fail() -> None:
        with machine.database.session(1) as session:
            publish(session, events.EXPORTED, {}, tenant_id=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert count(machine, Event) == count(machine, Delivery) == 0


def test_who_hears_of_an_event(machine, subscribe, receiver):
    subscribe(events.EXPORTED, url=receiver.url("/all"))
    subscribe(events.EXPORTED, url=receiver.url("/some"), administration_ids=[41, 42])
    subscribe(events.EXPORTED, url=receiver.url("/others"), administration_ids=[43])
    subscribe(events.AUTHORIZED, url=receiver.url("/other-event"))
    subscribe(events.EXPORTED, url=receiver.url("/off"), is_active=False)
    subscribe(events.EXPORTED, url=receiver.url("/other-tenant"), tenant_id=2)
    tell(machine)
    pump(machine)
    assert sorted(call.path for call in receiver.calls) == ["/all", "/some"]
    assert len({json.loads(call.body)["Id"] for call in receiver.calls}) == 1


def test_nobody_listens_nothing_is_written(machine, subscribe):
    subscribe(events.AUTHORIZED)
    assert tell(machine) is None
    assert count(machine, Event) == 0


def test_an_unknown_event_is_a_mistake(machine):
    with pytest.raises(ValueError, match=r"App\.Typo"):
        tell(machine, "App.Typo")


def test_all_attempts_of_an_event(machine, subscribe, receiver):
    subscribe(events.EXPORTED)
    event_id = tell(machine)
    receiver.answers(302, b"elsewhere", Location="/elsewhere")
    pauses = []
    while one(machine).status == Status.WAITING:
        assert pump(machine) == 1
        pauses.append(pause(machine))
    assert pauses[:-1] == [60, 120, 240, 480, 960]
    assert pump(machine) == 0
    bodies = [json.loads(call.body) for call in receiver.calls]
    assert [body["Attempt"] for body in bodies] == [1, 2, 3, 4, 5, 6]
    assert {body["Id"] for body in bodies} == {str(event_id)}
    assert {call.path for call in receiver.calls} == {"/hook"}, "redirects are not followed"
    assert all(all(verify(call.headers, call.body, SECRET).values()) for call in receiver.calls)
    assert one(machine).status == Status.FAILED
    assert count(machine, Attempt, Attempt.status == 302) == 6


def test_a_success_ends_it_and_forgets_failures(machine, subscribe, receiver):
    endpoint_id = subscribe(events.EXPORTED)
    tell(machine)
    receiver.answers(503)
    pump(machine)
    assert endpoint(machine, endpoint_id).failures == 1
    receiver.answers(204)
    pause(machine)
    pump(machine)
    assert one(machine).status == Status.DELIVERED
    assert endpoint(machine, endpoint_id).failures == 0


@pytest.mark.parametrize(("asked", "waits"), [("30", 60), ("300", 300), ("nonsense", 60)])
def test_retry_after_is_heard_where_it_is_longer(machine, subscribe, receiver, asked, waits):
    subscribe(events.EXPORTED)
    tell(machine)
    receiver.answers(429, Retry_After=asked)
    pump(machine)
    assert pause(machine) == waits


def test_what_would_wait_for_days_is_given_up(machine, subscribe, receiver):
    subscribe(events.EXPORTED)
    tell(machine)
    receiver.answers(503, Retry_After=str(3 * 24 * 3600))
    pump(machine)
    assert one(machine).status == Status.FAILED


def test_fifteen_failures_in_a_row_switch_off(machine, subscribe, receiver):
    endpoint_id, other = subscribe(events.EXPORTED), subscribe(events.EXPORTED, url=receiver.url("/good"))
    receiver.answer = lambda call: (200 if call.path == "/good" else 500, {}, b"")
    for number in range(14):
        tell(machine, number=number)
    pump(machine)
    assert endpoint(machine, endpoint_id).is_active
    tell(machine, number=15)
    pump(machine)
    assert not endpoint(machine, endpoint_id).is_active
    assert endpoint(machine, other).is_active
    mine = Delivery.endpoint_id == endpoint_id
    assert count(machine, Delivery, mine, Delivery.status == Status.WAITING) == 0
    assert count(machine, Delivery, mine, Delivery.status == Status.DROPPED) == 14
    assert count(machine, Delivery, mine, Delivery.status == Status.FAILED) == 1, "the call that caused it"
    tell(machine, number=16)
    assert count(machine, Delivery, mine) == 15, "no new events"


def test_gone_switches_off_at_once(machine, subscribe, receiver):
    endpoint_id = subscribe(events.EXPORTED)
    tell(machine)
    receiver.answers(410)
    pump(machine)
    assert not endpoint(machine, endpoint_id).is_active
    assert one(machine).status == Status.FAILED


def test_the_log(machine, subscribe, receiver):
    subscribe(events.EXPORTED)
    tell(machine)
    receiver.answers(500, b"\x00\xff" + b"x" * 5000)
    pump(machine)
    with machine.database.system_session() as session:
        attempt = session.scalars(select(Attempt)).one()
    assert (attempt.number, attempt.status, attempt.latency_ms >= 0) == (1, 500, True)
    assert attempt.answer == "�" + "x" * 2046
    assert attempt.error == "The answer has status 500."


def test_nobody_answers(machine, subscribe, receiver):
    subscribe(events.EXPORTED, url="http://127.0.0.1:1/")
    tell(machine)
    pump(machine)
    found = one(machine)
    assert (found.last_status, found.status) == (None, Status.WAITING)
    assert found.last_error == "127.0.0.1 cannot be reached: check the address, and that the server answers."


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "http://[::1]/", "http://localhost/"])
def test_only_public_addresses(machine, subscribe, url):
    subscribe(events.EXPORTED, url=url)
    tell(machine)
    pump(machine)
    assert one(machine).last_error == calling.NOT_PUBLIC


def test_a_time_out_is_stored_as_408(machine, subscribe, receiver):
    subscribe(events.EXPORTED)
    tell(machine)
    is_over = threading.Event()
    receiver.answer = lambda call: (200 if is_over.wait(10) else 201, {}, b"")
    [taken] = claim(machine.database, "w1", limit=1, calls={}, per_endpoint=1)
    outcome = calling.call(machine.outgoing, taken, total_seconds=0.3)
    is_over.set()
    assert (outcome.status, outcome.is_success) == (408, False)
    record(machine.database, SCHEDULE, "w1", [(taken, outcome)])
    assert (one(machine).last_status, one(machine).status) == (408, Status.WAITING)


def test_each_delivery_is_claimed_by_one(machine, subscribe):
    subscribe(events.EXPORTED)
    for number in range(60):
        tell(machine, number=number)

    def take(worker: int) -> list[int]:
        taken = []
        while found := claim(machine.database, f"w{worker}", limit=5, calls={}, per_endpoint=100):
            taken += [one.delivery_id for one in found]
        return taken

    with ThreadPoolExecutor(6) as pool:
        ids = [delivery_id for taken in pool.map(take, range(6)) for delivery_id in taken]
    ids += take(7)  # what was skipped while another had it locked
    assert len(ids) == len(set(ids)) == 60


def test_the_claim_of_a_dead_worker_ends(machine, subscribe, receiver):
    subscribe(events.EXPORTED)
    tell(machine)
    assert len(claim(machine.database, "dead", limit=5, calls={}, per_endpoint=5)) == 1
    assert pump(machine) == 0
    assert now() < one(machine).due_at <= now() + LEASE
    pause(machine)
    assert pump(machine) == 1
    assert one(machine).status == Status.DELIVERED


def test_a_claim_that_is_renewed_lasts(machine, subscribe):
    subscribe(events.EXPORTED)
    tell(machine)
    claim(machine.database, "w1", limit=5, calls={}, per_endpoint=5)
    pause(machine)
    renew(machine.database, "w1")
    assert claim(machine.database, "w2", limit=5, calls={}, per_endpoint=5) == []


def test_who_lost_the_claim_writes_nothing(machine, subscribe):
    subscribe(events.EXPORTED)
    tell(machine)
    [lost] = claim(machine.database, "w1", limit=5, calls={}, per_endpoint=5)
    pause(machine)
    [taken] = claim(machine.database, "w2", limit=5, calls={}, per_endpoint=5)
    failed = calling.Outcome(now(), 5, 500)
    record(machine.database, SCHEDULE, "w1", [(lost, failed)])
    assert one(machine).attempts == 0
    record(machine.database, SCHEDULE, "w2", [(taken, calling.Outcome(now(), 5, 200))])
    assert (one(machine).attempts, one(machine).status) == (1, Status.DELIVERED)


def test_a_slow_receiver_holds_up_nobody_else(machine, subscribe, receiver):
    subscribe(events.EXPORTED, url=receiver.url("/slow"))
    subscribe(events.AUTHORIZED, url=receiver.url("/quick"))
    for number in range(300):
        tell(machine, number=number)
    tell(machine, events.AUTHORIZED)
    quick = threading.Event()

    def answer(call):
        if call.path == "/quick":
            quick.set()
        return (200 if call.path == "/quick" or quick.wait(20) else 500, {}, b"")

    receiver.answer = answer
    assert pump(machine) == 301
    assert count(machine, Delivery, Delivery.status == Status.DELIVERED) == 301


def test_jobs_are_queued_for_what_is_due(machine, subscribe):
    dispatch(machine, SCHEDULE)
    assert machine.queue.waiting(QUEUE) == set()
    subscribe(events.EXPORTED)
    tell(machine)
    for _ in range(3):
        dispatch(machine, SCHEDULE)
    assert len(machine.queue.waiting(QUEUE)) == 1


def test_the_log_is_forgotten_but_not_what_waits(machine, subscribe, receiver):
    subscribe(events.EXPORTED)
    tell(machine)
    pump(machine)
    waiting = tell(machine)
    tell_later = now() - timedelta(days=31)
    with machine.database.system_session() as session:
        session.execute(update(Event).values(created_at=tell_later))
    forget(machine, timedelta(days=30))
    with machine.database.system_session() as session:
        assert session.scalars(select(Event.id)).all() == [waiting]
    assert (count(machine, Delivery), count(machine, Attempt)) == (1, 0)


def test_nothing_is_called_after_the_stop(machine, subscribe, receiver):
    subscribe(events.EXPORTED)
    tell(machine)
    assert Pump(machine, SCHEDULE, "w1", lambda: True).run() == 0
    assert receiver.calls == []
