"""API keys, schemas with their versions, jobs with their files and results, and what was learnt."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extraction.states import SHOWN, State
from infra.database import Base, TenantMixin
from infra.types import UtcDateTime, now
from webhooks.tables import Endpoint, Event
from wire.columns import MAX_ID

REFERENCE = 255  # characters of a caller's own id, and of an idempotency key


def storable(number: int) -> int:
    """A number of a request as one that can be compared with ids in every database; nothing has 2**31.

    >>> storable(7), storable(10**30) == 2**31
    (7, True)
    """
    return min(number, MAX_ID + 1)


class ApiKey(TenantMixin, Base):
    """What a program calls with, as the SHA-256 of its text. Jobs remember the endpoint that it had."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    name: Mapped[str] = mapped_column(String(128))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    shown: Mapped[str] = mapped_column(String(16))  # its first characters, to tell keys apart
    endpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey(Endpoint.id))  # of its webhooks
    endpoint: Mapped[Endpoint | None] = relationship(lazy="joined")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # to the minute


class ExtractionSchema(TenantMixin, Base):
    """What a developer wants out of documents; `serial` goes up whenever what was learnt for it changes."""

    __tablename__ = "extraction_schemas"

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    name: Mapped[str] = mapped_column(String(128))
    description: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    serial: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # jobs may still need its versions


class SchemaVersion(TenantMixin, Base):
    """A schema as it was once; never changed, so that jobs stay what they were."""

    __tablename__ = "extraction_schema_versions"
    __table_args__ = (UniqueConstraint("schema_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    schema_id: Mapped[int] = mapped_column(ForeignKey(ExtractionSchema.id))
    number: Mapped[int]  # from 1
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)  # of `air.schema.Schema`


class Job(TenantMixin, Base):
    """Documents and a schema. `lease_until` is when someone should look after it, unless its worker renews it."""

    __tablename__ = "extraction_jobs"
    __table_args__ = (
        UniqueConstraint("tenant_id", "client_reference_id"),
        Index(None, "tenant_id", "state", "id"),
        Index(None, "state", "lease_until"),
        {"sqlite_autoincrement": True},  # the number of a deleted job is not given to another
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"))
    schema_id: Mapped[int] = mapped_column(ForeignKey(ExtractionSchema.id), index=True)
    schema_version_id: Mapped[int] = mapped_column(ForeignKey(SchemaVersion.id), index=True)
    endpoint_id: Mapped[UUID | None] = mapped_column(ForeignKey(Endpoint.id), index=True)  # of the key it came with
    state: Mapped[int] = mapped_column(default=State.RECEIVING)
    document_type: Mapped[str] = mapped_column(String(128))
    client_reference_id: Mapped[str | None] = mapped_column(String(REFERENCE))
    body: Mapped[str | None] = mapped_column(Text)
    file_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # {"message", "facts"}
    webhook_failed: Mapped[bool] = mapped_column(default=False)  # the last call
    webhook_last_error: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(64))  # who holds the lease
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @hybrid_property
    def is_shown(self) -> bool:
        """True if it exists for its owner; in Python and in SQL."""
        return self.state in SHOWN

    @is_shown.inplace.expression
    @classmethod
    def _is_shown(cls) -> ColumnElement[bool]:
        return cls.state.in_(SHOWN)


class JobFile(TenantMixin, Base):
    """A file of a job; its bytes are a blob, kept until the job is deleted."""

    __tablename__ = "extraction_job_files"
    __table_args__ = (Index(None, "tenant_id", "size"), UniqueConstraint("job_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"))
    job_id: Mapped[int] = mapped_column(ForeignKey(Job.id, ondelete="CASCADE"))
    position: Mapped[int]  # from 0
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]  # bytes
    blob_key: Mapped[str] = mapped_column(String(200))


class JobResult(TenantMixin, Base):
    """What was found (`extraction.results`), and the documents as they were read, to learn from; both packed."""

    __tablename__ = "extraction_job_results"

    job_id: Mapped[int] = mapped_column(ForeignKey(Job.id, ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    readings: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class JobEvent(TenantMixin, Base):
    """An event that tells of a job: what goes wrong with its calls is noted on the job, and it goes with the job."""

    __tablename__ = "extraction_job_events"

    event_id: Mapped[UUID] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    job_id: Mapped[int] = mapped_column(ForeignKey(Job.id, ondelete="CASCADE"), index=True)


class JobFeedback(TenantMixin, Base):
    """What the right values of a job were, and what its schema remembers of it."""

    __tablename__ = "extraction_job_feedback"

    job_id: Mapped[int] = mapped_column(ForeignKey(Job.id, ondelete="CASCADE"), primary_key=True)
    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), index=True)
    schema_id: Mapped[int] = mapped_column(ForeignKey(ExtractionSchema.id), index=True)
    serial: Mapped[int]  # of the schema, when it was given
    truth: Mapped[dict[str, Any]] = mapped_column(JSON)
    entry: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # None until a worker made it


class IdempotentRequest(TenantMixin, Base):
    """The first request with an idempotency key, and its answer once there is one."""

    __tablename__ = "idempotent_requests"

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenants.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(REFERENCE), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))  # of its parameters
    claim: Mapped[str] = mapped_column(String(32))  # of the request that is at it
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
