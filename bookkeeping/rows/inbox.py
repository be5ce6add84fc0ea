"""Documents that came in, and their files."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bookkeeping.numbers import ImportStatus, InboxAuthorization
from bookkeeping.rows.administrations import OWNER, Administration
from infra.database import Base, TenantMixin
from infra.indexes import add_sort_indexes
from infra.types import UtcDateTime, now


class InboxDocument(TenantMixin, Base):
    """A document that came in. What a zip or an e-mail holds becomes documents of their own, with it as `parent_id`."""

    __tablename__ = "inbox_documents"
    __table_args__ = (
        UniqueConstraint("administration_id", "external_id"),
        UniqueConstraint("parent_id", "position"),
        Index(None, "import_status", "look_again_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    administration_id: Mapped[int] = mapped_column(ForeignKey(Administration.id))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("inbox_documents.id"))
    position: Mapped[int | None]  # in the parent
    subject: Mapped[str] = mapped_column(String(512))
    sender_name: Mapped[str] = mapped_column(String(256))
    received_time: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    destination: Mapped[str | None] = mapped_column(String(64))
    external_id: Mapped[str | None] = mapped_column(String(128))
    import_status: Mapped[int] = mapped_column(default=ImportStatus.WAITING, info={"enum": ImportStatus})
    authorization_status: Mapped[int] = mapped_column(
        default=InboxAuthorization.NOT_NEEDED, info={"enum": InboxAuthorization}
    )
    import_attempts: Mapped[int] = mapped_column(default=0)  # beyond the first; asked for by people
    operation_id: Mapped[UUID | None] = mapped_column(Uuid)  # that reads it
    look_again_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)  # unless it has ended by then
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # {"message", "facts"}
    attachments: Mapped[list[Attachment]] = relationship(order_by="Attachment.id")


LISTED = (  # in lists, and what they can be sorted by
    "subject",
    "sender_name",
    "received_time",
    "destination",
    "external_id",
    "import_status",
    "authorization_status",
)
add_sort_indexes(InboxDocument, LISTED, within=OWNER)


class Attachment(TenantMixin, Base):
    """A file of a document; its bytes are a blob."""

    __tablename__ = "attachments"
    __table_args__ = (Index(None, "tenant_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    inbox_document_id: Mapped[int] = mapped_column(ForeignKey(InboxDocument.id), index=True)
    file_name: Mapped[str] = mapped_column(String(256))
    content_type: Mapped[str] = mapped_column(String(128))
    file_size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    is_main_document: Mapped[bool]
    blob_key: Mapped[str] = mapped_column(String(200))
