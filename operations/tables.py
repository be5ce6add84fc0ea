"""The operation: one document being read, from the moment it was accepted until its result is thrown away."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from auth.tables import Tenant
from infra.database import Base, TenantMixin
from infra.types import UtcDateTime, now
from models_store.tables import CustomModel

assert Tenant.__tablename__ == "tenants"  # noqa: S101  # the tables that the keys below point at are known
assert CustomModel.__tablename__ == "models"  # noqa: S101


class Status(IntEnum):
    """The numbers of the wire."""

    QUEUED = 0
    RUNNING = 1
    SUCCEEDED = 2
    FAILED = 3

    @property
    def is_final(self) -> bool:
        return self >= Status.SUCCEEDED


class Operation(TenantMixin, Base):
    """`lease_until` is when someone should look after it again, unless its worker has renewed it by then."""

    __tablename__ = "operations"
    __table_args__ = (Index("ix_operations_status_lease_until", "status", "lease_until"),)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[int] = mapped_column(default=Status.QUEUED)
    options: Mapped[dict[str, Any]] = mapped_column(JSON)  # of `operations.options.Options`
    model_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)  # None, or a model that existed then

    file_name: Mapped[str] = mapped_column(Text)
    source_url: Mapped[str | None] = mapped_column(Text)  # until it ended
    input_key: Mapped[str | None] = mapped_column(String(200))  # until the bytes are deleted

    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(64))  # who holds the lease
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    page_count: Mapped[int | None]
    transaction_count: Mapped[int] = mapped_column(default=0)
    administration_id: Mapped[int | None]  # the books it is read for, if it is for any
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # {"message", "facts"}


class OperationResult(TenantMixin, Base):
    """What was read, as on the wire: JSON, compressed with zlib. Beside the operation, which stays small."""

    __tablename__ = "operation_results"

    operation_id: Mapped[UUID] = mapped_column(ForeignKey("operations.id", ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class OperationReading(TenantMixin, Base):
    """The document as it was read, compressed; kept where a model may learn from it (see `operations.readings`)."""

    __tablename__ = "operation_readings"

    operation_id: Mapped[UUID] = mapped_column(ForeignKey("operations.id", ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class OperationFeedback(TenantMixin, Base):
    """What the right values of an operation were, and what the model remembers of it.

    `serial` is the model's count when it was given: whoever knows all up to a number asks for those after it.
    """

    __tablename__ = "operation_feedback"
    __table_args__ = (Index("ix_operation_feedback_model_id_serial", "model_id", "serial"),)

    operation_id: Mapped[UUID] = mapped_column(ForeignKey("operations.id", ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    model_id: Mapped[UUID] = mapped_column(ForeignKey("models.id"))
    serial: Mapped[int]
    validated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    given: Mapped[dict[str, Any]] = mapped_column(JSON)  # of `air.memory.feedback.Feedback`
    entry: Mapped[bytes | None] = mapped_column(LargeBinary)  # of `air.memory.entry.Entry`; None until a worker made it


class OperationCharge(TenantMixin, Base):
    """What an operation was charged, once; outlives the operation. Read by `operations.usage`."""

    __tablename__ = "operation_charges"
    __table_args__ = (Index("ix_operation_charges_tenant_id_charged_at", "tenant_id", "charged_at"),)

    operation_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"))
    administration_id: Mapped[int | None]
    charged_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    transaction_count: Mapped[int]
