"""From a document in the inbox to a proposal: unpacked if it holds several, else read and proposed, once.

Every step can be done again: files and operations have names that follow from the document, and the end of the import
is one conditional UPDATE in the transaction that stores the proposal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bookkeeping.files import new_attachment
from bookkeeping.inbox import enqueue
from bookkeeping.numbers import ImportStatus
from bookkeeping.proposals import propose
from bookkeeping.rows.administrations import Administration
from bookkeeping.rows.inbox import Attachment, InboxDocument
from bookkeeping.unpacking import Contents, File, is_container, unpack
from bookkeeping.unpacking_child import Refused
from infra.blobs import BlobMissing
from infra.machine import Machine
from infra.types import now
from models_store import models
from operations import jobs as operations
from operations.options import Options
from operations.service import Report, Source, accept, report
from operations.tables import Operation, Status
from webhooks import events, publish
from wire import EntityNotFound

LOST = "The document was not received completely; send it again."
TOO_DEEP = "The zip file has zip files in it, more than %(depth)s deep."
NOT_READ = "These files are of no type that is read: %(names)s."
UNEXPECTED = "The document could not be imported because of an error of this service; it was reported."
MAX_DEPTH = 3  # archives within archives
OWN = (("InvoiceIBAN", "iban"), ("InvoiceVatNumber", "vat_number"), ("InvoiceCocNumber", "coc_number"))
LOOK_AGAIN = timedelta(seconds=20)
log = structlog.get_logger(__name__)


def run(machine: Machine, tenant_id: int, document_id: int) -> str:
    """Import a document; return what became of it."""
    found = _begin(machine, tenant_id, document_id)
    if found is None:
        return "skipped"
    document, file = found
    try:
        content = machine.blobs.get(file.blob_key)
        contents = unpack(content, file.file_name) if is_container(file.file_name) else None
        if contents is not None and _holds_several(contents, file.file_name):
            return _import_parts(machine, document, contents)
        return _read(machine, document, file, content)
    except BlobMissing:
        return _fail(machine, document, LOST, {})
    except Refused as refusal:
        return _fail(machine, document, refusal.message, refusal.facts)
    except OperationalError:  # the database is in trouble, not the document; the sweep comes back to it
        raise
    except Exception:
        log.exception("import failed unexpectedly", document=document_id)
        return _fail(machine, document, UNEXPECTED, {})


def _begin(machine: Machine, tenant_id: int, document_id: int) -> tuple[InboxDocument, Attachment] | None:
    """The document with its main file; None if its import has ended."""
    with machine.database.session(tenant_id) as session:
        document = session.get(InboxDocument, document_id, with_for_update=True)
        if document is None or document.import_status >= ImportStatus.DONE:
            return None
        document.import_status, document.look_again_at = ImportStatus.RUNNING, now() + LOOK_AGAIN
        return document, next(file for file in document.attachments if file.is_main_document)


def _holds_several(contents: Contents, file_name: str) -> bool:
    """An e-mail with one document is read as it is."""
    return file_name.lower().endswith(".zip") or len(contents.documents) > 1


def _import_parts(machine: Machine, document: InboxDocument, contents: Contents) -> str:
    """A document of its own for each that was found; the whole ends with that."""
    rows = [_part(document, position, files) for position, files in enumerate(contents.documents)]
    for row, files in zip(rows, contents.documents, strict=True):
        for attachment, file in zip(row.attachments, files, strict=True):
            machine.blobs.put(attachment.blob_key, file.content)
    with machine.database.session(document.tenant_id) as session:
        if _depth(session, document) >= MAX_DEPTH:
            raise Refused(TOO_DEEP, depth=MAX_DEPTH)
        if not _end(session, document, ImportStatus.DONE, _skipped(contents)):
            return "lost"
        session.add_all(rows)
        session.flush()
        ids = [row.id for row in rows]
    for document_id in ids:
        enqueue(machine, document.tenant_id, document_id)
    return f"unpacked {len(ids)}"


def _part(document: InboxDocument, position: int, files: Sequence[File]) -> InboxDocument:
    places = [f"{document.id}-{position}-{number}" for number in range(len(files))]
    return InboxDocument(
        administration_id=document.administration_id,
        user_id=document.user_id,
        parent_id=document.id,
        position=position,
        subject=files[0].name,
        sender_name=document.sender_name,
        destination=document.destination,
        look_again_at=now() + LOOK_AGAIN,
        attachments=[
            new_attachment(document.tenant_id, place, file.name, file.content, is_main=number == 0)
            for number, (place, file) in enumerate(zip(places, files, strict=True))
        ],
    )


def _skipped(contents: Contents) -> dict[str, Any] | None:
    if not contents.skipped:
        return None
    return {"message": NOT_READ, "facts": {"names": ", ".join(contents.skipped[:20])}}


def _depth(session: Session, document: InboxDocument) -> int:
    depth, parent_id = 0, document.parent_id
    while parent_id is not None:
        depth, parent_id = depth + 1, session.get_one(InboxDocument, parent_id).parent_id
    return depth


def _read(machine: Machine, document: InboxDocument, file: Attachment, content: bytes) -> str:
    """Read it by an operation of its own, here and now, and propose what was found."""
    operation_id = _operation(machine, document, file, content)
    operations.run(str(operation_id))
    try:
        read = report(machine.database, document.tenant_id, operation_id)
    except EntityNotFound:  # it ended long ago, and nobody proposed anything
        return _fail(machine, document, LOST, {})
    if not Status(read.operation.status).is_final:
        return "elsewhere"  # another worker reads it; the sweep comes back to this document
    if read.operation.error is not None:
        return _fail(machine, document, read.operation.error["message"], read.operation.error["facts"])
    return _propose(machine, document, read)


def _operation(machine: Machine, document: InboxDocument, file: Attachment, content: bytes) -> UUID:
    """The operation that reads the document; its id follows from the document's, so there is one per attempt."""
    attempt = f":{document.import_attempts}" if document.import_attempts else ""
    operation_id = uuid5(NAMESPACE_URL, f"zenvoices:inbox:{document.tenant_id}:{document.id}{attempt}")
    with machine.database.session(document.tenant_id) as session:
        if session.get(Operation, operation_id) is not None:
            return operation_id
        administration = session.get_one(Administration, document.administration_id)
        model_id = _model(session, administration)
    accept(
        machine,
        document.tenant_id,
        document.user_id,
        Source(file.file_name, content),
        _options(administration),
        operation_id=operation_id,
        administration_id=administration.id,
        model_id=model_id,
    )
    return operation_id


def _model(session: Session, administration: Administration) -> UUID | None:
    """The custom model of the administration, unless it was deleted."""
    if administration.default_model_id is None:
        return None
    try:
        return models.get(session, administration.default_model_id).id
    except EntityNotFound:
        log.warning("model of administration is gone", administration=administration.id)
        return None


def _options(administration: Administration) -> Options:
    """The administration's legislation; its own identifiers are never the sender's."""
    own = tuple((field, value) for field, name in OWN if (value := getattr(administration, name)))
    return Options(legislation=administration.legislation, excluded=own, with_line_items=True)


def _propose(machine: Machine, document: InboxDocument, read: Report) -> str:
    with machine.database.session(document.tenant_id) as session:
        if not _end(session, document, ImportStatus.DONE, operation_id=read.operation.id):
            return "lost"
        mine = session.scalars(select(InboxDocument).where(InboxDocument.id == document.id)).one()
        administration = session.get_one(Administration, document.administration_id)
        transaction = propose(session, administration, mine, read.result or {})
        _publish_imported(session, document)
    return f"proposed {transaction.id}"


def _fail(machine: Machine, document: InboxDocument, message: str, facts: Mapping[str, Any]) -> str:
    with machine.database.session(document.tenant_id) as session:
        _end(session, document, ImportStatus.FAILED, {"message": message, "facts": dict(facts)})
    return "failed"


def _end(
    session: Session,
    document: InboxDocument,
    status: ImportStatus,
    error: dict[str, Any] | None = None,
    **values: Any,
) -> bool:
    """End the import; True for the one who does."""
    ended = session.execute(
        update(InboxDocument)
        .where(InboxDocument.id == document.id, InboxDocument.import_status == ImportStatus.RUNNING)
        .values(import_status=status, error=error, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]


def _publish_imported(session: Session, document: InboxDocument) -> None:
    publish(
        session,
        events.DOCUMENT_IMPORTED,
        {"inboxId": document.id},
        tenant_id=document.tenant_id,
        administration_id=document.administration_id,
    )
