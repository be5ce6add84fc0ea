"""Subscriptions and deliveries on the wire."""

from __future__ import annotations

import marshmallow as ma

from webhooks.signatures import ABP_HEADER, ZENDIX_HEADER
from webhooks.tables import Status
from wire import Schema, UtcDateTime
from wire.paging import PagingInput
from wire.request_headers import RequestHeaders
from wire.validators import Between, MaxItems, MaxLength, MinLength, NotEmpty, OneOf

MIN_SECRET, MAX_SECRET = 16, 256
MAX_URL, MAX_ADMINISTRATIONS, MAX_RESENT, MAX_ID = 2000, 1000, 1000, 2**31 - 1
OURS = ("webhook-id", "webhook-timestamp", "webhook-signature", ABP_HEADER.lower(), ZENDIX_HEADER.lower())
STATUSES = "0 waiting, 1 delivered, 2 failed, 3 dropped because the subscription was switched off"


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
    headers = RequestHeaders(reserved=OURS, load_default=dict, metadata={"description": "Extra headers of every call"})
    isActive = ma.fields.Boolean(load_default=True, attribute="is_active")
    administrationIds = ma.fields.List(
        ma.fields.Integer(strict=True, validate=Between(1, MAX_ID)),
        load_default=None,
        allow_none=True,
        attribute="administration_ids",
        validate=MaxItems(MAX_ADMINISTRATIONS),
        metadata={"description": "null or empty: all"},
    )


class SubscriptionEdit(SubscriptionInput):
    id = ma.fields.UUID(required=True)
    isActive = ma.fields.Boolean(
        load_default=None, attribute="is_active", metadata={"description": "Without it, as it was"}
    )


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
        ma.fields.Integer(strict=True, validate=Between(1, MAX_ID)),
        load_default=None,
        attribute="delivery_ids",
        validate=[NotEmpty(), MaxItems(MAX_RESENT)],
    )


class ResentSchema(Schema):
    count = ma.fields.Integer(required=True, metadata={"description": "Deliveries that will be made again"})


class DeliveryQuery(Schema):
    id = ma.fields.Integer(required=True, validate=Between(1, MAX_ID))


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
