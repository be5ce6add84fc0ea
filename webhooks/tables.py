"""Subscriptions, the outbox (events and their deliveries), and the log of attempts."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auth.tables import Tenant
from infra.database import Base, TenantMixin
from infra.types import UtcDateTime, now

assert Tenant.__tablename__ == "tenants"  # noqa: S101  # the table that the keys below point at is known


class Status(IntEnum):
    """How far a delivery is."""

    WAITING = 0  # for its time, or for its answer
    DELIVERED = 1
    FAILED = 2  # the last call allowed has failed
    DROPPED = 3  # the endpoint was switched off before it arrived

    @property
    def is_final(self) -> bool:
        return self != Status.WAITING


class Endpoint(TenantMixin, Base):
    """Somewhere to call. `dialect` says how bodies and signatures look there, see `webhooks.dialects`."""

    __tablename__ = "webhook_endpoints"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    dialect: Mapped[str] = mapped_column(String(16))
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    headers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    is_active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)  # calls in a row, since the last that succeeded
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Subscription(TenantMixin, Base):
    """Which events of which administrations an endpoint wants to hear."""

    __tablename__ = "webhook_subscriptions"

    id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoints.id", ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    webhooks: Mapped[list[str]] = mapped_column(JSON)
    administration_ids: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))  # None: all
    endpoint: Mapped[Endpoint] = relationship(lazy="joined", innerjoin=True)

    def wants(self, event: str, administration_id: int | None) -> bool:
        """True if it is on, and asked for the event of this administration."""
        is_chosen = self.administration_ids is None or administration_id in (None, *self.administration_ids)
        return self.endpoint.is_active and event in self.webhooks and is_chosen


class Event(TenantMixin, Base):
    """Something that happened; written by the transaction that made it happen, if anybody wants to hear of it."""

    __tablename__ = "webhook_events"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class Delivery(TenantMixin, Base):
    """One event on its way to one endpoint. `due_at` is when someone should look after it (again)."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (Index("ix_webhook_deliveries_status_due_at", "status", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_events.id", ondelete="CASCADE"), index=True)
    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoints.id", ondelete="CASCADE"), index=True)
    event_name: Mapped[str] = mapped_column(String(100))  # as the event says; here, lists need no other table
    status: Mapped[int] = mapped_column(default=Status.WAITING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)  # created, or told to send it again
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    worker: Mapped[str | None] = mapped_column(String(64))  # who calls, until `due_at`
    attempts: Mapped[int] = mapped_column(default=0)  # all
    tries: Mapped[int] = mapped_column(default=0)  # since `asked_at`
    is_single: Mapped[bool] = mapped_column(default=False)  # one try only
    last_status: Mapped[int | None]  # of HTTP, like the attempt's
    last_error: Mapped[str | None] = mapped_column(Text)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def next_attempt_at(self) -> datetime | None:
        """None if there will be none."""
        return self.due_at if self.status == Status.WAITING else None


class Attempt(TenantMixin, Base):
    """One call and what came back."""

    __tablename__ = "webhook_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("webhook_deliveries.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]  # from 1
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    latency_ms: Mapped[int]
    status: Mapped[int | None]  # of HTTP; 408 for a time-out; None if nothing was reached
    answer: Mapped[str | None] = mapped_column(Text)  # its beginning
    error: Mapped[str | None] = mapped_column(Text)
