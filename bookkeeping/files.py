"""Files of documents: where their bytes are, and addresses that anybody may fetch them from for a while."""

from __future__ import annotations

import hashlib
import hmac
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from auth.keys import signing_key, verifying_key
from bookkeeping.desk import Desk
from bookkeeping.rows.inbox import Attachment
from infra.blobs import tenant_key
from infra.machine import Machine
from infra.types import now
from wire import EntityNotFound

LIFE = timedelta(minutes=15)
ATTACHMENT = "file"
OTHER_TYPES = {".eml": "message/rfc822", ".webp": "image/webp", ".xml": "application/xml", ".zip": "application/zip"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes addresses of files, all with the same key and end."""

    secret: str
    kid: str
    expires: int  # seconds since 1970

    @classmethod
    def of(cls, session: Session) -> Signer:
        """`session` must see every tenant: keys are the service's own."""
        key = signing_key(session)
        return cls(key.secret, key.kid, int((now() + LIFE).timestamp()))

    def path(self, attachment_id: int) -> str:
        signature = _signature(self.secret, attachment_id, self.expires)
        return f"/files/{attachment_id}?" + urlencode(
            {"expires": self.expires, "key": self.kid, "signature": signature}
        )


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file as it is shown."""

    attachment: Attachment
    download_url: str


def views(desk: Desk, attachments: Sequence[Attachment]) -> tuple[AttachmentView, ...]:
    """The files with addresses that are good for a while."""
    if not attachments:
        return ()
    with desk.machine.database.system_session() as session:  # signing keys belong to no tenant
        signer = Signer.of(session)
    return tuple(AttachmentView(file, desk.base_url + signer.path(file.id)) for file in attachments)


@dataclass(frozen=True, slots=True)
class Download:
    name: str
    content_type: str
    content: bytes


def download(machine: Machine, attachment_id: int, *, expires: int, key: str, signature: str) -> Download:
    """The file, for whoever has a signed address.

    Raises:
        EntityNotFound: the address was not made here, or its time is up.
        BlobMissing: the bytes are gone.
    """
    with machine.database.system_session() as session:
        known = verifying_key(session, key)
        secret = known.secret if known else ""
        is_right = hmac.compare_digest(_signature(secret, attachment_id, expires).encode(), signature.encode())
        row = session.get(Attachment, attachment_id)
        if known is None or not is_right or expires < now().timestamp() or row is None:
            raise EntityNotFound(ATTACHMENT, attachment_id)
    return Download(row.file_name, row.content_type, machine.blobs.get(row.blob_key))


def new_attachment(tenant_id: int, place: str, file_name: str, content: bytes, *, is_main: bool) -> Attachment:
    """A row for a file whose bytes the caller puts under its key; `place` is a name that nothing else has."""
    suffix = "." + file_name.rpartition(".")[2].lower()
    content_type = OTHER_TYPES.get(suffix) or mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    return Attachment(
        file_name=file_name,
        content_type=content_type,
        file_size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        is_main_document=is_main,
        blob_key=tenant_key(tenant_id, "inbox", place),
    )


def _signature(secret: str, attachment_id: int, expires: int) -> str:
    message = f"file:{attachment_id}:{expires}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
