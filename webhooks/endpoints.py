"""The endpoints of webhook subscriptions, and of the log of their deliveries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, current_app
from flask.views import MethodView
from sqlalchemy.orm import Session

from auth.access import current_tenant, current_user, requires
from auth.permissions import WEBHOOK_SUBSCRIPTIONS
from infra.machine import Machine
from webhooks import deliveries, service
from webhooks.events import EVENTS
from webhooks.schemas import (
    ActivateInput,
    DeliveryDetailSchema,
    DeliveryListInput,
    DeliveryQuery,
    DeliverySchema,
    EventNamesSchema,
    ResendInput,
    ResentSchema,
    SubscriptionEdit,
    SubscriptionInput,
    SubscriptionQuery,
    SubscriptionSchema,
    SubscriptionsSchema,
)
from webhooks.tables import Delivery, Subscription
from wire import Blueprint
from wire.paging import PagedResult, paged

blueprint = Blueprint(
    "Webhooks",
    __name__,
    url_prefix="/public-api/v1/webhookSubscription",
    description="Our calls when something ends",
)


def install(app: Flask, check: Callable[[Session, int, Sequence[int]], None]) -> None:
    """`check` raises unless a user may see these companies, or all if there are none; only rooms above know them."""
    app.extensions["company_check"] = check


@blueprint.route("/list")
class ListSubscriptions(MethodView):
    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.response(200, SubscriptionsSchema)
    def get(self) -> dict[str, Any]:
        """List all subscriptions"""
        return {"items": service.listed(_machine(), current_tenant())}


@blueprint.route("/get-available-webhooks")
class AvailableWebhooks(MethodView):
    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.response(200, EventNamesSchema)
    def get(self) -> dict[str, Any]:
        """List the events that can be subscribed to"""
        return {"items": EVENTS}


@blueprint.route("")
class OneSubscription(MethodView):
    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(SubscriptionQuery, location="query")
    @blueprint.response(200, SubscriptionSchema)
    def get(self, query: dict[str, Any]) -> Subscription:
        """Read one subscription"""
        return service.read(_machine(), current_tenant(), query["id"])

    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(SubscriptionInput)
    @blueprint.response(200, SubscriptionSchema)
    def post(self, asked: dict[str, Any]) -> Subscription:
        """Subscribe an address to events"""
        return service.create(_machine(), current_tenant(), service.as_wish(asked), _may_hear)

    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(SubscriptionEdit)
    @blueprint.response(200, SubscriptionSchema)
    def put(self, asked: dict[str, Any]) -> Subscription:
        """Change a subscription"""
        return service.edit(_machine(), current_tenant(), asked["id"], service.as_wish(asked), _may_hear)

    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(SubscriptionQuery, location="query")
    @blueprint.response(200)
    def delete(self, query: dict[str, Any]) -> None:
        """Delete a subscription, with all that waits for it"""
        service.delete(_machine(), current_tenant(), query["id"])


@blueprint.route("/activate")
class Activate(MethodView):
    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(ActivateInput)
    @blueprint.response(200)
    def post(self, asked: dict[str, Any]) -> None:
        """Switch a subscription on or off"""
        service.activate(_machine(), current_tenant(), asked["id"], is_active=asked["is_active"])


@blueprint.route("/ping")
class Ping(MethodView):
    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(SubscriptionQuery)
    @blueprint.response(200, DeliverySchema)
    def post(self, asked: dict[str, Any]) -> Delivery:
        """Send a call to see that it arrives; `delivery` tells how it went"""
        return deliveries.ping(_machine().database, current_tenant(), asked["id"])


@blueprint.route("/delivery/list")
class ListDeliveries(MethodView):
    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(DeliveryListInput)
    @blueprint.response(200, paged(DeliverySchema))
    def post(self, asked: dict[str, Any]) -> PagedResult:
        """List deliveries: what was sent, what waits, what failed"""
        return deliveries.listed(_machine().database, current_tenant(), asked)


@blueprint.route("/delivery")
class OneDelivery(MethodView):
    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(DeliveryQuery, location="query")
    @blueprint.response(200, DeliveryDetailSchema)
    def get(self, query: dict[str, Any]) -> deliveries.Detail:
        """Read one delivery with the log of its attempts"""
        return deliveries.read(_machine().database, current_tenant(), query["id"])


@blueprint.route("/delivery/resend")
class Resend(MethodView):
    @requires(WEBHOOK_SUBSCRIPTIONS)
    @blueprint.arguments(ResendInput)
    @blueprint.response(200, ResentSchema)
    def post(self, asked: dict[str, Any]) -> dict[str, int]:
        """Send deliveries again that have ended: some by id, or a range of a subscription's"""
        return {"count": deliveries.resend(_machine().database, current_tenant(), asked)}


def _machine() -> Machine:
    machine: Machine = current_app.extensions["machine"]
    return machine


def _may_hear(session: Session, administration_ids: Sequence[int]) -> None:
    current_app.extensions["company_check"](session, current_user().id, administration_ids)
