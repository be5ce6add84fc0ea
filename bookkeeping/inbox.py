"""The inbox: taking documents on, listing and reading them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bookkeeping.desk import Desk, granted, open_administration
from bookkeeping.files import AttachmentView, new_attachment, views
from bookkeeping.listing import page_within
from bookkeeping.numbers import ImportStatus
from bookkeeping.rows.inbox import InboxDocument
from infra.machine import Machine
from infra.queue import QueueDown
from infra.types import now
from operations.service import told
from wire import BusinessError, EntityNotFound, InvalidInput
from wire.paging import PagedResult, Sortable

JOB, QUEUE = "bookkeeping.jobs.import_document", "default"
JOB_TIMEOUT_SECONDS = 1_800
DOCUMENT = "inbox document"
NOT_FAILED = "Document %(id)s cannot be imported again: its import has not failed."
SWITCHED_OFF = "Administration %(administration)s is switched off."
FILTERS = {
    "import_statuses": InboxDocument.import_status.in_,
    "received_time_from": lambda moment: InboxDocument.received_time >= moment,
    "received_time_to": lambda moment: InboxDocument.received_time < moment,
    "external_id": lambda external_id: InboxDocument.external_id == external_id,
}
LOOK_AGAIN = timedelta(seconds=20)  # at a document whose import should have ended, or at least begun
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A document as it comes in."""

    administration_id: int
    file_name: str
    content: bytes
    destination: str | None = None
    subject: str | None = None  # the file's name if None
    sender_name: str | None = None  # the user's if None
    external_id: str | None = None  # the caller's own; a second upload with the same is the first


@dataclass(frozen=True, slots=True)
class Details:
    """A document with its files."""

    document: InboxDocument
    attachments: tuple[AttachmentView, ...]

    def explain(self, translate: Callable[..., str]) -> str | None:
        """Why it was not imported, or not all of it, in the language of `translate(message, **facts)`."""
        return None if self.document.error is None else told(self.document.error, translate)


def upload(desk: Desk, upload: Upload) -> int:
    """Store a document and leave its reading to a worker; return its id, or that of the one with its external id.

    Raises:
        EntityNotFound: no such administration for this user.
        BusinessError: the administration is switched off.
    """
    try:
        return _store(desk, upload)
    except IntegrityError:  # somebody else sent the same at the same time
        with desk.session() as session:
            known = _known(session, upload)
        if known is None:
            raise
        return known


def page(desk: Desk, asked: Mapping[str, Any], sortable: Sortable) -> PagedResult:
    return page_within(desk, InboxDocument, asked, filters=FILTERS, sortable=sortable)


def one(
    desk: Desk, *, id: int | None = None, administration_id: int | None = None, external_id: str | None = None
) -> Details:
    """The document with that id, or with that external id in the administration.

    Raises:
        InvalidInput: neither was said.
        EntityNotFound: there is none that the user may see.
    """
    if id is None and (administration_id is None or external_id is None):
        raise InvalidInput("Send id, or administrationId and externalId.", "id", "administrationId", "externalId")
    with desk.session() as session:
        if administration_id is not None:
            open_administration(session, desk.user_id, administration_id)
        statement = select(InboxDocument).where(granted(session, desk.user_id, InboxDocument.administration_id))
        wanted = {"id": id, "administration_id": administration_id, "external_id": external_id}
        same = [getattr(InboxDocument, name) == value for name, value in wanted.items() if value is not None]
        document = session.scalars(statement.where(*same)).one_or_none()
        if document is None:
            raise EntityNotFound(DOCUMENT, external_id if id is None else id)
        attachments = list(document.attachments)
    return Details(document, views(desk, attachments))


def retry(desk: Desk, document_id: int) -> Details:
    """Import a document once more whose import failed.

    Raises:
        EntityNotFound: there is none that the user may see.
        BusinessError: its import has not failed, or the administration is switched off.
    """
    with desk.session() as session:
        seen = granted(session, desk.user_id, InboxDocument.administration_id)
        statement = select(InboxDocument).where(InboxDocument.id == document_id, seen).with_for_update()
        document = session.scalars(statement).one_or_none()
        if document is None:
            raise EntityNotFound(DOCUMENT, document_id)
        if document.import_status != ImportStatus.FAILED:
            raise BusinessError(NOT_FAILED, id=document_id)
        administration = open_administration(session, desk.user_id, document.administration_id)
        if not administration.is_active:
            raise BusinessError(SWITCHED_OFF, administration=administration.code)
        document.import_status, document.error = ImportStatus.WAITING, None
        document.import_attempts += 1
        document.look_again_at = now() + LOOK_AGAIN
    enqueue(desk.machine, desk.tenant_id, document_id)
    return one(desk, id=document_id)


def enqueue(machine: Machine, tenant_id: int, document_id: int) -> None:
    """Leave the document to a worker; doing so twice is harmless, not being able to is put right by the sweep."""
    try:
        machine.queue.add(
            QUEUE, JOB, tenant_id, document_id, job_id=job_id(document_id), timeout_seconds=JOB_TIMEOUT_SECONDS
        )
    except QueueDown as error:
        log.warning("the queue does not answer", document=document_id, exc_info=error)


def job_id(document_id: int) -> str:
    return f"inbox-{document_id}"


def _store(desk: Desk, upload: Upload) -> int:
    """The row first: bytes without a row would never be found again."""
    attachment = new_attachment(desk.tenant_id, uuid4().hex, upload.file_name, upload.content, is_main=True)
    with desk.session() as session:
        administration = open_administration(session, desk.user_id, upload.administration_id)
        if not administration.is_active:
            raise BusinessError(SWITCHED_OFF, administration=administration.code)
        known = _known(session, upload)
        if known is not None:
            return known
        document = _row(desk, replace(upload, content=b""))
        document.attachments = [attachment]
        session.add(document)
        session.flush()
        document_id, key = document.id, attachment.blob_key
    desk.machine.blobs.put(key, upload.content)
    enqueue(desk.machine, desk.tenant_id, document_id)
    return document_id


def _known(session: Session, upload: Upload) -> int | None:
    if upload.external_id is None:
        return None
    statement = select(InboxDocument.id).where(
        InboxDocument.administration_id == upload.administration_id, InboxDocument.external_id == upload.external_id
    )
    return session.scalars(statement).first()


def _row(desk: Desk, upload: Upload) -> InboxDocument:
    return InboxDocument(
        administration_id=upload.administration_id,
        user_id=desk.user_id,
        subject=upload.subject or upload.file_name,
        sender_name=upload.sender_name or desk.user_name,
        destination=upload.destination,
        external_id=upload.external_id,
        look_again_at=now() + LOOK_AGAIN,
    )
