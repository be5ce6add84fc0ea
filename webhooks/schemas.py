"""Subscriptions and deliveries on the wire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from flask_babel import gettext

from webhooks.signatures import ABP_HEADER, ZENDIX_HEADER
from webhooks.tables import Status
from wire import Schema, UtcDateTime
from wire.paging import PagingInput
from wire.validators import MaxItems, MaxLength, NotEmpty, OneOf

MIN_SECRET, MAX_SECRET = 16, 256
MAX_URL, MAX_HEADERS, MAX_HEADER, MAX_ADMINISTRATIONS, MAX_RESENT = 2000, 20, 1000, 1000, 1000
TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")  # RFC 9110, 5.6.2
PRINTABLE = re.compile(r"[\x21-\x7e]([\x20-\x7e\t]*[\x21-\x7e])?|")
OURS = {"content-type", "content-length", "transfer-encoding", "connection", "host", "upgrade", "te", "trailer"} | {
    *("keep-alive", "proxy-connection", "expect", "webhook-id", "webhook-timestamp", "webhook-signature"),
    *(ABP_HEADER.lower(), ZENDIX_HEADER.lower()),
}
STATUSES = "0 waiting, 1 delivered, 2 failed, 3 dropped because the subscription was switched off"


class MinLength(ma.validate.Length):
    """A text of at least `min` characters."""

    def _format_error(self, value: Any, message: str) -> str:
        return gettext("must have at least %(low)s characters.", low=self.min)


class Headers(ma.fields.Dict):
    """Names and values of HTTP headers, none of those that the call itself needs."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=ma.fields.String(), values=ma.fields.String(), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, Mapping):
            raise ma.ValidationError("must be an object.")
        if len(value) > MAX_HEADERS:
            raise ma.ValidationError(gettext("may have at most %(high)s items.", high=MAX_HEADERS))
        for name, text in value.items():
            _check_header(name, text)
        return dict(value)


class SubscriptionInput(Schema):
    webhookUri = ma.fields.String(
        required=True,
        attribute="url",
        validate=[NotEmpty(), MaxLength(MAX_URL)],
        metadata={"description": "Where to call: https, a public host"},
    )
    secret = ma.fields.String(
        load_default=None,
        validate=[MinLength(MIN_SECRET), MaxLength(MAX_SECRET)],
        metadata={"description": "Key of the signatures; never returned. When editing, without it the old one stays"},
    )
    webhooks = ma.fields.List(ma.fields.String(), required=True, validate=[NotEmpty(), MaxItems(100)])
    headers = Headers(load_default=dict, metadata={"description": "Extra headers of every call"})
    isActive = ma.fields.Boolean(load_default=True, attribute="is_active")
    administrationIds = ma.fields.List(
        ma.fields.Integer(strict=True, validate=ma.validate.Range(1, 2**31 - 1)),
        load_default=None,
        allow_none=True,
        attribute="administration_ids",
        validate=MaxItems(MAX_ADMINISTRATIONS),
        metadata={"description": "null or empty: all"},
    )


class SubscriptionEdit(SubscriptionInput):
    id = ma.fields.UUID(required=True)


class SubscriptionSchema(Schema):
    id = ma.fields.UUID(required=True)
    webhookUri = ma.fields.String(required=True, attribute="endpoint.url")
    webhooks = ma.fields.List(ma.fields.String(), required=True)
    headers = ma.fields.Dict(required=True, attribute="endpoint.headers")
    isActive = ma.fields.Boolean(required=True, attribute="endpoint.is_active")
    administrationIds = ma.fields.List(
        ma.fields.Integer(), required=True, allow_none=True, attribute="administration_ids"
    )


class SubscriptionsSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(SubscriptionSchema), required=True)


class EventNamesSchema(Schema):
    items = ma.fields.List(ma.fields.String(), required=True)


class SubscriptionQuery(Schema):
    id = ma.fields.UUID(required=True)


class ActivateInput(Schema):
    id = ma.fields.UUID(required=True)
    isActive = ma.fields.Boolean(required=True, attribute="is_active")


class RangeInput(Schema):
    """Which deliveries; all of what is given must fit."""

    subscriptionId = ma.fields.UUID(load_default=None, attribute="subscription_id")
    statuses = ma.fields.List(
        ma.fields.Integer(strict=True, validate=OneOf([int(status) for status in Status])),
        load_default=None,
        metadata={"description": STATUSES},
    )
    webhookEvent = ma.fields.String(load_default=None, attribute="event", validate=MaxLength(100))
    creationTimeFrom = UtcDateTime(load_default=None, attribute="created_from")
    creationTimeTo = UtcDateTime(load_default=None, attribute="created_to", metadata={"description": "Exclusive"})


class DeliveryListInput(PagingInput, RangeInput):
    """A page of deliveries."""


class ResendInput(RangeInput):
    deliveryIds = ma.fields.List(
        ma.fields.Integer(strict=True, validate=ma.validate.Range(1, 2**31 - 1)),
        load_default=None,
        attribute="delivery_ids",
        validate=[NotEmpty(), MaxItems(MAX_RESENT)],
    )


class ResentSchema(Schema):
    count = ma.fields.Integer(required=True, metadata={"description": "Deliveries that will be made again"})


class DeliveryQuery(Schema):
    id = ma.fields.Integer(required=True, validate=ma.validate.Range(1, 2**31 - 1))


class DeliverySchema(Schema):
    id = ma.fields.Integer(required=True)
    subscriptionId = ma.fields.UUID(required=True, attribute="endpoint_id")
    eventId = ma.fields.UUID(required=True, attribute="event_id", metadata={"description": "`Id` of the call"})
    webhookEvent = ma.fields.String(required=True, attribute="event_name")
    status = ma.fields.Integer(required=True, metadata={"description": STATUSES})
    attempts = ma.fields.Integer(required=True)
    creationTime = UtcDateTime(required=True, attribute="created_at")
    nextAttemptTime = UtcDateTime(required=True, allow_none=True, attribute="next_attempt_at")
    finishTime = UtcDateTime(required=True, allow_none=True, attribute="finished_at")
    lastStatusCode = ma.fields.Integer(required=True, allow_none=True, attribute="last_status")
    lastError = ma.fields.String(required=True, allow_none=True, attribute="last_error")


class AttemptSchema(Schema):
    attempt = ma.fields.Integer(required=True, attribute="number")
    time = UtcDateTime(required=True, attribute="started_at")
    latencyMilliseconds = ma.fields.Integer(required=True, attribute="latency_ms")
    statusCode = ma.fields.Integer(
        required=True, allow_none=True, attribute="status", metadata={"description": "408 also for a time-out"}
    )
    answer = ma.fields.String(required=True, allow_none=True, metadata={"description": "Its first 2 kB"})
    error = ma.fields.String(required=True, allow_none=True)


class DeliveryDetailSchema(Schema):
    delivery = ma.fields.Nested(DeliverySchema, required=True)
    attempts = ma.fields.List(ma.fields.Nested(AttemptSchema), required=True)


def _check_header(name: Any, text: Any) -> None:
    if not TOKEN.fullmatch(name) or name.lower() in OURS:
        raise ma.ValidationError(gettext("%(name)s is not a header that can be set.", name=repr(name[:100])))
    if not isinstance(text, str) or not PRINTABLE.fullmatch(text) or len(text) > MAX_HEADER:
        raise ma.ValidationError(gettext("the value of %(name)s is not one of a header.", name=name))
