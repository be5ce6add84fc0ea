"""The outbox: events are written by the transaction that makes them true, so both happen or neither.

Delivering them is for the workers (`webhooks.pump`); after the commit nobody has to be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhooks.events import EVENTS
from webhooks.tables import Delivery, Endpoint, Event, Subscription


def publish(
    session: Session, event: str, data: Mapping[str, Any], *, tenant_id: int, administration_id: int | None = None
) -> UUID | None:
    """Tell every subscription that wants to know; return the event's id, None if nobody does.

    `event` is one of `webhooks.events`, `data` its JSON members beside `tenantId` and `administrationId`. An event
    without administration goes to all. Works in a tenant's session and in a system session.
    """
    if event not in EVENTS:
        raise ValueError(f"unknown event: {event}")
    known = session.scalars(select(Subscription).where(Subscription.tenant_id == tenant_id))
    listeners = [found.id for found in known if found.wants(event, administration_id)]
    where = {} if administration_id is None else {"administrationId": administration_id}
    return _write(session, event, {"tenantId": tenant_id, **where, **data}, tenant_id, listeners)


def publish_to(
    session: Session, endpoint: Endpoint, event: str, data: Mapping[str, Any], *, is_single: bool = False
) -> UUID:
    """Tell one endpoint, whatever it has subscribed to; `is_single` tries once only."""
    event_id = _write(session, event, data, endpoint.tenant_id, [endpoint.id], is_single=is_single)
    assert event_id is not None  # noqa: S101  # there is an endpoint
    return event_id


def _write(
    session: Session,
    name: str,
    data: Mapping[str, Any],
    tenant_id: int,
    endpoint_ids: Iterable[UUID],
    *,
    is_single: bool = False,
) -> UUID | None:
    ids = list(endpoint_ids)
    if not ids:
        return None
    event = Event(tenant_id=tenant_id, name=name, data=dict(data))
    session.add(event)
    session.flush()
    session.add_all(
        Delivery(tenant_id=tenant_id, event_id=event.id, endpoint_id=id, event_name=name, is_single=is_single)
        for id in ids
    )
    return event.id
