"""E-mails: the attachment that is most likely the invoice, else the text of the message itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message, MIMEPart
from pathlib import PurePath

from air.document import Document
from air.errors import UnreadableDocument
from air.readers.settings import ReaderSettings
from air.readers.text import text_pages

MAX_DEPTH = 2  # messages within messages
MAX_PARTS = 200  # of a message that are looked at
MAX_TRIES = 10  # attachments that are tried
SMALL_IMAGE_BYTES = 15_000  # smaller images are logos and pixels
INVOICE_NAME = re.compile(
    r"fa[ck]tuur|invoice|rechnung|facture|factura|faktura|nota|credit|gutschrift|avoir|receipt|bon", re.I
)
OTHER_NAME = re.compile(r"voorwaarden|terms|conditions|agb|logo|signature|privacy|smime|leaflet|datenschutz", re.I)
EXTENSION_OF_TYPE = {
    "application/pdf": ".pdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tiff",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "message/rfc822": ".eml",
}
RANKS = {".xml": 0, ".pdf": 1, ".docx": 2, ".doc": 2, ".xlsx": 3, ".xls": 3, ".eml": 5, ".txt": 6}
IMAGE_RANK = 4
IMAGES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"})


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    is_inline: bool  # shown within the text

    @property
    def extension(self) -> str:
        return PurePath(self.name).suffix.lower()

    @property
    def likelihood(self) -> tuple[bool, int, bool, int]:
        """Sorts before others that are less likely the invoice."""
        rank = IMAGE_RANK if self.extension in IMAGES else RANKS[self.extension]
        return bool(OTHER_NAME.search(self.name)), rank, not INVOICE_NAME.search(self.name), -len(self.content)


def read_email(data: bytes, filename: str, settings: ReaderSettings, *, depth: int = 0) -> Document:
    """Read an e-mail: the first attachment that can be read, in order of likelihood, else its own text.

    Raises:
        UnreadableDocument: no readable attachment and no text.
    """
    message = message_from_bytes(data, policy=policy.default)
    likely = sorted(attachments(message), key=lambda a: a.likelihood)[:MAX_TRIES]
    document, refusal = _first_readable(likely, settings, depth)
    if document is not None:
        return replace(document, media="email")
    body = body_text(message)
    if body.strip():
        pages, count = text_pages(body, settings.max_pages)
        return Document(pages, count, "email")
    if refusal:
        raise UnreadableDocument(filename, f"the attachment of the e-mail cannot be read: {refusal}")
    raise UnreadableDocument(filename, "the e-mail has neither an attachment that is read nor text")


def attachments(message: EmailMessage) -> list[Attachment]:
    """The attachments of a type that is read, without logos."""
    found = [attachment for part in _leaves(message) if (attachment := _attachment(part))]
    return [a for a in found if not (a.extension in IMAGES and (a.is_inline or len(a.content) < SMALL_IMAGE_BYTES))]


def body_text(message: EmailMessage) -> str:
    """The text of the message; of HTML with the rows of its tables as lines."""
    from air.readers.html import html_text

    html = message.get_body(("html",))
    if html is not None and (text := html_text(_text(html))).strip():
        return text
    plain = message.get_body(("plain",))
    return _text(plain) if plain is not None else ""


def _first_readable(likely: Sequence[Attachment], settings: ReaderSettings, depth: int) -> tuple[Document | None, str]:
    """The first attachment that can be read, or why the likeliest cannot.

    Where that is an e-invoice and a PDF comes with it, the pages are those of the PDF.
    """
    refusal, exact = "", None
    for attachment in likely:
        if (attachment.extension == ".eml" and depth >= MAX_DEPTH) or (exact and attachment.extension != ".pdf"):
            continue
        try:
            document = _read(attachment, settings, depth)
        except UnreadableDocument as error:
            refusal = refusal or error.reason
            continue
        if exact is not None:
            return replace(document, structured=exact.structured), ""
        if document.media != "xml":
            return document, ""
        exact = document
    return exact, refusal


def _read(attachment: Attachment, settings: ReaderSettings, depth: int) -> Document:
    if attachment.extension == ".eml":
        return read_email(attachment.content, attachment.name, settings, depth=depth + 1)
    from air.readers.dispatch import read_document

    return read_document(attachment.content, attachment.name, settings)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Parts that hold content; an attached message is one part."""
    waiting, seen = [message], 0
    while waiting and seen < MAX_PARTS:
        part = waiting.pop(0)
        seen += 1
        if part.get_content_maintype() == "multipart":
            waiting += [child for child in part.iter_parts() if isinstance(child, EmailMessage)]
        else:
            yield part


def _attachment(part: EmailMessage) -> Attachment | None:
    kind = part.get_content_type()
    name = part.get_filename() or ""
    extension = PurePath(name).suffix.lower()
    if extension not in RANKS and extension not in IMAGES:
        extension = EXTENSION_OF_TYPE.get(kind, "")
        name = (name or "attachment") + extension
    if not extension or (extension == ".txt" and not part.is_attachment()):
        return None
    is_inline = part.get_content_disposition() == "inline" or (bool(part["Content-ID"]) and not part.is_attachment())
    return Attachment(name, _content(part), is_inline)


def _content(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and isinstance(inner[0], Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):  # an unknown character set
        content = part.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
