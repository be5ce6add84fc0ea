"""Bytes to a document: which reader reads it is decided by its content, then by its extension."""

from __future__ import annotations

from pathlib import PurePath

from air.document import Document
from air.errors import UnreadableDocument, UnsupportedDocument
from air.readers.settings import ReaderSettings
from air.vocabulary import DOCUMENT_TYPES

DEFAULTS = ReaderSettings()
IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
PDF_HEADER_WITHIN = 1024  # bytes; some producers put other bytes in front


def read_document(data: bytes, filename: str, settings: ReaderSettings = DEFAULTS) -> Document:
    """Read a document in this process; for files of others use `ReaderProcess`.

    Raises:
        UnsupportedDocument: neither extension nor content are of a type that is read.
        UnreadableDocument: empty, damaged, encrypted.
        DocumentTooDemanding: over a limit of the settings.
    """
    match kind_of(data, filename):
        case "pdf":
            from air.readers.pdf import read_pdf

            return read_pdf(data, filename, settings)
        case "image":
            from air.readers.image import read_image

            return read_image(data, filename, settings)
        case kind:
            raise UnsupportedDocument(filename, f"documents of type {kind} are not read")


def kind_of(data: bytes, filename: str) -> str:
    """ "pdf", "image", ...: by content where that is plain, else by extension."""
    extension = PurePath(filename).suffix.lower()
    if extension not in DOCUMENT_TYPES:
        raise UnsupportedDocument(
            filename, f"the extension {extension or '(none)'} is none of {', '.join(DOCUMENT_TYPES)}"
        )
    if not data:
        raise UnreadableDocument(filename, "the file is empty")
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "pdf"
    if data.startswith(IMAGE_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    raise UnreadableDocument(filename, f"the content is not what the extension {extension} says")
