"""Subscriptions: made, changed, switched on and off, deleted. Everything in the session of one tenant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from infra.machine import Machine
from webhooks.addresses import may_be_called
from webhooks.dialects import ABP
from webhooks.events import EVENTS, WITHOUT_COMPANY
from webhooks.outcomes import switch_off
from webhooks.tables import Endpoint, Subscription
from wire import EntityNotFound, InvalidInput

BAD_URL = "webhookUri must be an https address of a public host."
UNKNOWN_EVENTS = "webhooks has unknown events: %(names)s."


@dataclass(frozen=True, slots=True)
class Wish:
    """What a subscriber asks for; of an edit, `secret` and `is_active` None keep what there is."""

    url: str
    webhooks: Sequence[str]
    secret: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_active: bool | None = None
    administration_ids: Sequence[int] | None = None  # None or empty: all


MayHear = Callable[[Session, Sequence[int]], None]  # of these companies, of all if there are none; raises


def listed(machine: Machine, tenant_id: int) -> list[Subscription]:
    """All subscriptions of the tenant, the oldest first."""
    with machine.database.session(tenant_id) as session:
        found = select(Subscription).join(Endpoint, Endpoint.id == Subscription.id)
        return list(session.scalars(found.order_by(Endpoint.created_at, Endpoint.id)))


def read(machine: Machine, tenant_id: int, subscription_id: UUID) -> Subscription:
    """Raises `EntityNotFound`."""
    with machine.database.session(tenant_id) as session:
        return known(session, subscription_id)


def create(machine: Machine, tenant_id: int, wish: Wish, may_hear: MayHear) -> Subscription:
    """Raises `InvalidInput` for a bad address, an unknown event or no secret, and what `may_hear` raises."""
    _check(machine, wish)
    if wish.secret is None:
        raise InvalidInput("secret is required.", "secret")
    with machine.database.session(tenant_id) as session:
        _check_companies(session, wish, may_hear)
        endpoint = Endpoint(dialect=ABP, secret=wish.secret, is_active=True)
        subscription = Subscription(endpoint=endpoint)
        _fill(session, subscription, wish)
        session.add(endpoint)
        session.flush()
        subscription.id = endpoint.id
        session.add(subscription)
        return subscription


def edit(machine: Machine, tenant_id: int, subscription_id: UUID, wish: Wish, may_hear: MayHear) -> Subscription:
    """Replace what is there; raises like `create`, and `EntityNotFound`."""
    _check(machine, wish)
    with machine.database.session(tenant_id) as session:
        subscription = known(session, subscription_id)
        _check_companies(session, wish, may_hear)
        subscription.endpoint.secret = wish.secret or subscription.endpoint.secret
        _fill(session, subscription, wish)
        return subscription


def activate(machine: Machine, tenant_id: int, subscription_id: UUID, *, is_active: bool) -> None:
    """Switch on, with a clean slate of failures, or off; raises `EntityNotFound`."""
    with machine.database.session(tenant_id) as session:
        _activate(session, known(session, subscription_id).endpoint, is_active)


def delete(machine: Machine, tenant_id: int, subscription_id: UUID) -> None:
    """With all that waits for it, and its log; raises `EntityNotFound`."""
    with machine.database.session(tenant_id) as session:
        subscription = known(session, subscription_id)
        session.delete(subscription)
        session.flush()
        session.delete(subscription.endpoint)


def known(session: Session, subscription_id: UUID) -> Subscription:
    """Raises `EntityNotFound`, also for subscriptions of other tenants."""
    subscription = session.get(Subscription, subscription_id)
    if subscription is None:
        raise EntityNotFound("webhook subscription", subscription_id)
    return subscription


def _fill(session: Session, subscription: Subscription, wish: Wish) -> None:
    endpoint = subscription.endpoint
    endpoint.url, endpoint.headers = wish.url, dict(wish.headers)
    subscription.webhooks = list(dict.fromkeys(wish.webhooks))
    subscription.administration_ids = sorted(set(wish.administration_ids or ())) or None
    if wish.is_active is not None:
        _activate(session, endpoint, wish.is_active)


def _activate(session: Session, endpoint: Endpoint, is_active: bool) -> None:
    if is_active and not endpoint.is_active:
        endpoint.failures = 0
    if endpoint.is_active and not is_active:
        switch_off(session, endpoint)
    endpoint.is_active = is_active


def _check(machine: Machine, wish: Wish) -> None:
    if not may_be_called(wish.url, machine.allowed_hosts):
        raise InvalidInput(BAD_URL, "webhookUri")
    if unknown := sorted(set(wish.webhooks) - set(EVENTS)):
        raise InvalidInput(UNKNOWN_EVENTS, "webhooks", names=", ".join(unknown))


def _check_companies(session: Session, wish: Wish, may_hear: MayHear) -> None:
    if wish.administration_ids or not WITHOUT_COMPANY.issuperset(wish.webhooks):
        may_hear(session, wish.administration_ids or ())


def as_wish(asked: Mapping[str, Any]) -> Wish:
    """From a request, as its schema loads it."""
    return Wish(**{name: value for name, value in asked.items() if name != "id"})
