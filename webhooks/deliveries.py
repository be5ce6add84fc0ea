"""The log of deliveries, and sending again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, select, update
from sqlalchemy.orm import Session

from infra.database import Database
from infra.types import now
from webhooks.events import PING
from webhooks.outbox import publish_to
from webhooks.service import known
from webhooks.tables import Attempt, Delivery, Status, Subscription
from wire import EntityNotFound, InvalidInput
from wire.paging import PagedResult, page_of

SORTABLE = {
    "id": Delivery.id,
    "subscriptionId": Delivery.endpoint_id,
    "eventId": Delivery.event_id,
    "webhookEvent": Delivery.event_name,
    "status": Delivery.status,
    "attempts": Delivery.attempts,
    "creationTime": Delivery.created_at,
    "nextAttemptTime": case((Delivery.status == Status.WAITING, Delivery.due_at)),
    "finishTime": Delivery.finished_at,
    "lastStatusCode": Delivery.last_status,
    "lastError": Delivery.last_error,
}
CHOOSE = "Say what to send again: deliveryIds, or a subscriptionId with a range of time, one of the two."


@dataclass(frozen=True, slots=True)
class Detail:
    """A delivery with the log of its attempts."""

    delivery: Delivery
    attempts: Sequence[Attempt]


def listed(database: Database, tenant_id: int, asked: Mapping[str, Any]) -> PagedResult:
    """A page of the tenant's deliveries that fit the filters of `asked`."""
    with database.session(tenant_id) as session:
        chosen = select(Delivery).where(_is_ours(), *_filters(asked))
        return page_of(session, chosen, asked, sortable=SORTABLE, key=Delivery.id)


def read(database: Database, tenant_id: int, delivery_id: int) -> Detail:
    """Raises `EntityNotFound`."""
    with database.session(tenant_id) as session:
        delivery = session.scalars(select(Delivery).where(Delivery.id == delivery_id, _is_ours())).first()
        if delivery is None:
            raise EntityNotFound("webhook delivery", delivery_id)
        found = select(Attempt).where(Attempt.delivery_id == delivery_id).order_by(Attempt.number, Attempt.id)
        return Detail(delivery, session.scalars(found).all())


def resend(database: Database, tenant_id: int, asked: Mapping[str, Any]) -> int:
    """Send again what has ended, one or a range, with the event ids of before; return how many.

    Raises:
        InvalidInput: neither ids nor a range were given, or both.
        EntityNotFound: the subscription, or one of the deliveries.
    """
    ids, subscription_id = asked["delivery_ids"], asked["subscription_id"]
    if (ids is None) == (subscription_id is None):
        raise InvalidInput(CHOOSE, "deliveryIds", "subscriptionId")
    with database.session(tenant_id) as session:
        if subscription_id is not None:
            known(session, subscription_id)
            return _send_again(session, *_filters(asked))
        _check_all_known(session, ids)
        return _send_again(session, Delivery.id.in_(ids))


def ping(database: Database, tenant_id: int, subscription_id: UUID) -> Delivery:
    """Send one call to a subscription, on or off, to see that it arrives; raises `EntityNotFound`."""
    with database.session(tenant_id) as session:
        endpoint = known(session, subscription_id).endpoint
        event_id = publish_to(session, endpoint, PING, {"tenantId": tenant_id}, is_single=True)
        session.flush()
        return session.scalars(select(Delivery).where(Delivery.event_id == event_id)).one()


def _send_again(session: Session, *conditions: ColumnElement[bool]) -> int:
    moment = now()
    again = update(Delivery).where(Delivery.status != Status.WAITING, *conditions)
    changed = session.execute(
        again.values(
            status=Status.WAITING, asked_at=moment, due_at=moment, tries=0, finished_at=None, worker=None
        ).execution_options(synchronize_session=False)
    )
    return int(changed.rowcount)  # type: ignore[attr-defined]


def _check_all_known(session: Session, ids: Sequence[int]) -> None:
    there = set(session.scalars(select(Delivery.id).where(Delivery.id.in_(ids), _is_ours())))
    for missing in (delivery_id for delivery_id in ids if delivery_id not in there):
        raise EntityNotFound("webhook delivery", missing)


def _is_ours() -> ColumnElement[bool]:
    """True for deliveries to subscriptions; other rooms look after their own endpoints."""
    return Delivery.endpoint_id.in_(select(Subscription.id))


def _filters(asked: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    wanted = {
        "subscription_id": lambda value: Delivery.endpoint_id == value,
        "event": lambda value: Delivery.event_name == value,
        "statuses": Delivery.status.in_,
        "created_from": lambda value: Delivery.created_at >= value,
        "created_to": lambda value: Delivery.created_at < value,
    }
    return [condition(asked[name]) for name, condition in wanted.items() if asked.get(name) is not None]
