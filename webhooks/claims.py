"""Who calls: one worker at a time per delivery, for as long as it keeps saying so.

A claim moves `due_at` into the near future and is renewed while the call lasts; that of a killed worker becomes due
again by itself. Clocks of machines must agree within seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from infra.database import Database
from infra.types import now
from webhooks.tables import Delivery, Endpoint, Event, Status

LEASE = timedelta(seconds=15)
RENEWAL_SECONDS = 3.0
LOOK_AT = 200  # due deliveries, to choose from


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery to make, with all that the call needs."""

    delivery_id: int
    endpoint_id: UUID
    event_id: UUID
    event: str
    data: Mapping[str, Any]
    attempt: int
    dialect: str
    url: str
    secret: str
    headers: Mapping[str, str]


def claim(database: Database, worker: str, *, limit: int, calls: Mapping[UUID, int], per_endpoint: int) -> list[Claim]:
    """Take on at most `limit` due deliveries, the longest due first.

    No endpoint gets more than `per_endpoint` at once; `calls` says how many each has in hand already.
    """
    with database.system_session() as session:
        chosen = _choose(session, limit, calls, per_endpoint)
        if not chosen:
            return []
        mine = update(Delivery).where(Delivery.id.in_(chosen)).values(worker=worker, due_at=now() + LEASE)
        session.execute(mine.execution_options(synchronize_session=False))
        return _load(session, chosen)


def renew(database: Database, worker: str) -> None:
    """Keep what this worker has claimed."""
    with database.system_session() as session:
        mine = update(Delivery).where(Delivery.worker == worker, Delivery.status == Status.WAITING)
        session.execute(mine.values(due_at=now() + LEASE).execution_options(synchronize_session=False))


def count_due(database: Database, at_most: int) -> int:
    """How many deliveries wait to be claimed, counted no further than `at_most`."""
    with database.system_session() as session:
        due = select(Delivery.id).where(is_due()).limit(at_most).subquery()
        return session.scalar(select(func.count()).select_from(due)) or 0


def is_due() -> ColumnElement[bool]:
    return and_(Delivery.status == Status.WAITING, Delivery.due_at <= now())


def _choose(session: Session, limit: int, calls: Mapping[UUID, int], per_endpoint: int) -> list[int]:
    """Rows that another worker is just choosing are skipped (PostgreSQL; on SQLite there is none)."""
    full = [endpoint_id for endpoint_id, count in calls.items() if count >= per_endpoint]
    due = select(Delivery.id, Delivery.endpoint_id).where(is_due(), Delivery.endpoint_id.not_in(full))
    found = session.execute(due.order_by(Delivery.due_at).limit(LOOK_AT).with_for_update(skip_locked=True))
    counts = dict(calls)
    chosen: list[int] = []
    for delivery_id, endpoint_id in found:
        if counts.get(endpoint_id, 0) < per_endpoint and len(chosen) < limit:
            counts[endpoint_id] = counts.get(endpoint_id, 0) + 1
            chosen.append(delivery_id)
    return chosen


def _load(session: Session, ids: list[int]) -> list[Claim]:
    rows = session.execute(
        select(Delivery, Event, Endpoint)
        .join(Event, Event.id == Delivery.event_id)
        .join(Endpoint, Endpoint.id == Delivery.endpoint_id)
        .where(Delivery.id.in_(ids))
        .order_by(Delivery.id)
    )
    return [
        Claim(
            delivery.id,
            endpoint.id,
            event.id,
            event.name,
            event.data,
            delivery.attempts + 1,
            endpoint.dialect,
            endpoint.url,
            endpoint.secret,
            endpoint.headers,
        )
        for delivery, event, endpoint in rows
    ]
