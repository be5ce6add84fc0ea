"""The models of tenants, and the versions that training made of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from infra.database import Base, TenantMixin
from infra.types import UtcDateTime, now


class CustomModel(TenantMixin, Base):
    """What a tenant teaches. `serial` counts what was validated, `epoch` how often something was taken back.

    A deleted model is marked first, so that nobody uses it any more, and its row goes last.
    """

    __tablename__ = "models"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    name: Mapped[str] = mapped_column(String(128))
    description: Mapped[str | None] = mapped_column(String(1024))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    instant_learning: Mapped[bool] = mapped_column(default=True)
    auto_train: Mapped[int | None]  # train again after so many validations
    serial: Mapped[int] = mapped_column(default=0)
    epoch: Mapped[int] = mapped_column(default=0)
    version: Mapped[int | None]  # the number of the version in use

    scheduled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)  # until the training ended
    attempts: Mapped[int] = mapped_column(default=0)  # at the scheduled training
    worker: Mapped[str | None] = mapped_column(String(64))  # who trains it
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    trained_serial: Mapped[int] = mapped_column(default=0)  # `serial` when the last training was scheduled
    last_trained_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # {"message", "facts"}
    next_training_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # not before


class ModelVersion(TenantMixin, Base):
    """One training: what it was made of, what it changed, and where its trees are."""

    __tablename__ = "model_versions"
    __table_args__ = (UniqueConstraint("model_id", "number"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    model_id: Mapped[UUID] = mapped_column(ForeignKey("models.id"), index=True)
    number: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seconds: Mapped[float]  # of training
    serial: Mapped[int]  # of the model when its samples were read
    artifact_key: Mapped[str | None] = mapped_column(String(200))  # until it is too old to go back to
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)  # of `air.correction`
