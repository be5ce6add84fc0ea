"""Writing down how calls ended: the log, the next try or the end of trying, and the switch-off of dead endpoints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from infra.database import Database
from infra.types import now
from webhooks.calling import Outcome
from webhooks.claims import Claim
from webhooks.dialects import DIALECTS
from webhooks.schedule import MAX_AGE, Schedule
from webhooks.tables import Attempt, Delivery, Endpoint, Status

AfterCall = Callable[[Session, Delivery], None]
log = structlog.get_logger(__name__)

_after_calls: dict[str, AfterCall] = {}


def after_calls(dialect: str, step: AfterCall) -> None:
    """Have `step` told how a call in this dialect ended, in the transaction that writes it down; for rooms above."""
    _after_calls[dialect] = step


def record(database: Database, schedule: Schedule, worker: str, ended: Sequence[tuple[Claim, Outcome]]) -> None:
    """In one transaction. What was deleted meanwhile, or has been taken over by another worker, is let be."""
    with database.system_session() as session:
        endpoints = _endpoints(session, {claim.endpoint_id for claim, _ in ended})
        mine = _mine(session, worker, [claim.delivery_id for claim, _ in ended])
        for claim, outcome in ended:
            endpoint, delivery = endpoints.get(claim.endpoint_id), mine.get(claim.delivery_id)
            if endpoint is not None and delivery is not None:
                _log(session, delivery, outcome)
                _settle(session, schedule, endpoint, delivery, outcome)
                if step := _after_calls.get(endpoint.dialect):
                    step(session, delivery)


def switch_off(session: Session, endpoint: Endpoint) -> None:
    """No new events, and those that wait are dropped; a call that is just being made may still arrive."""
    endpoint.is_active = False
    session.execute(
        update(Delivery)
        .where(Delivery.endpoint_id == endpoint.id, Delivery.status == Status.WAITING, Delivery.worker.is_(None))
        .values(status=Status.DROPPED, finished_at=now())
        .execution_options(synchronize_session=False)
    )


def _endpoints(session: Session, ids: set[UUID]) -> dict[UUID, Endpoint]:
    """Locked in the order of their ids, so that workers don't wait for each other in a ring."""
    found = select(Endpoint).where(Endpoint.id.in_(ids)).order_by(Endpoint.id).with_for_update()
    return {endpoint.id: endpoint for endpoint in session.scalars(found)}


def _mine(session: Session, worker: str, ids: Sequence[int]) -> dict[int, Delivery]:
    found = select(Delivery).where(Delivery.id.in_(ids), Delivery.worker == worker, Delivery.status == Status.WAITING)
    return {delivery.id: delivery for delivery in session.scalars(found.with_for_update())}


def _log(session: Session, delivery: Delivery, outcome: Outcome) -> None:
    delivery.attempts += 1
    delivery.tries += 1
    delivery.worker = None
    delivery.last_status, delivery.last_error = outcome.status, outcome.error
    session.add(
        Attempt(
            tenant_id=delivery.tenant_id,
            delivery_id=delivery.id,
            number=delivery.attempts,
            started_at=outcome.started_at,
            latency_ms=outcome.latency_ms,
            status=outcome.status,
            answer=outcome.answer,
            error=outcome.error,
        )
    )


def _settle(session: Session, schedule: Schedule, endpoint: Endpoint, delivery: Delivery, outcome: Outcome) -> None:
    if outcome.is_success:
        endpoint.failures = 0
        _finish(delivery, Status.DELIVERED)
        return
    endpoint.failures += 1
    pause = None if delivery.is_single or outcome.is_gone else schedule.pause_after(delivery.tries)
    wait = None if pause is None else max(pause, timedelta(seconds=outcome.retry_after))
    is_too_much = outcome.is_gone or endpoint.failures >= schedule.max_failures
    if endpoint.is_active and is_too_much and DIALECTS[endpoint.dialect].may_be_switched_off:
        log.warning("webhook endpoint switched off", endpoint=str(endpoint.id), failures=endpoint.failures)
        switch_off(session, endpoint)
    if wait is None or not endpoint.is_active or now() + wait > delivery.asked_at + MAX_AGE:
        _finish(delivery, Status.FAILED)
    else:
        delivery.due_at = now() + wait


def _finish(delivery: Delivery, status: Status) -> None:
    delivery.status, delivery.finished_at = status, now()
