"""The end of an operation is told in the transaction that ends it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update

from infra.types import now
from operations import leases, service, sweep
from operations.options import Options
from operations.tables import Operation, Status
from webhooks import events
from webhooks.tables import Event


def accept(machine) -> UUID:
    source = service.Source("invoice.pdf", b"some bytes")
    return service.start(machine, 1, 1, source, Options("nl"), wait_seconds=0).operation.id


def told(machine) -> list[Event]:
    with machine.database.system_session() as session:
        return list(session.scalars(select(Event)))


def test_success(machine, subscribe):
    subscribe(events.OPERATION_FINISHED)
    operation = leases.claim(machine.database, accept(machine), "w1")
    assert leases.finish(machine.database, operation, "w1", body=b"{}", page_count=3, transaction_count=1)
    [event] = told(machine)
    assert (event.name, event.tenant_id) == (events.OPERATION_FINISHED, 1)
    assert event.data == {
        "tenantId": 1,
        "operationId": str(operation.id),
        "status": Status.SUCCEEDED,
        "modelId": None,
        "pageCount": 3,
    }


def test_failure(machine, subscribe):
    subscribe(events.OPERATION_FINISHED)
    operation = leases.claim(machine.database, accept(machine), "w1")
    assert leases.fail(machine.database, operation, "w1", "no", {})
    [event] = told(machine)
    assert (event.data["status"], event.data["pageCount"]) == (Status.FAILED, None)


def test_given_up(machine, subscribe):
    subscribe(events.OPERATION_FINISHED)
    operation_id = accept(machine)
    with machine.database.system_session() as session:
        session.execute(update(Operation).values(attempts=sweep.MAX_ATTEMPTS, lease_until=now(), status=1))
    sweep.sweep(machine)
    sweep.sweep(machine)
    [event] = told(machine)
    assert (event.data["operationId"], event.data["status"]) == (str(operation_id), Status.FAILED)


def test_who_lost_the_lease_tells_nothing(machine, subscribe):
    subscribe(events.OPERATION_FINISHED)
    operation = leases.claim(machine.database, accept(machine), "w1")
    assert not leases.fail(machine.database, operation, "w2", "no", {})
    assert told(machine) == []
