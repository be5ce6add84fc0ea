"""Bytes to a document: which reader reads it is decided by its content where that is plain, else by its extension."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from air.document import Document
from air.errors import UnreadableDocument, UnsupportedDocument
from air.readers.settings import ReaderSettings
from air.vocabulary import DOCUMENT_TYPES

DEFAULTS = ReaderSettings()
Reader = Callable[[bytes, str, ReaderSettings], Document]

READERS = {
    "pdf": ("air.readers.pdf", "read_pdf"),
    "image": ("air.readers.image", "read_image"),
    "office": ("air.readers.office", "read_office"),
    "email": ("air.readers.mail", "read_email"),
    "xml": ("air.readers.einvoice", "read_einvoice"),
    "text": ("air.readers.text", "read_text"),
}
IMAGE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
ZIP_START, OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = frozenset({".doc", ".docx", ".xls", ".xlsx"})
PDF_HEADER_WITHIN = 1024  # bytes; some producers put other bytes in front


def read_document(data: bytes, filename: str, settings: ReaderSettings = DEFAULTS) -> Document:
    """Read a document in this process; for files of others use `ReaderProcess`.

    Raises:
        UnsupportedDocument: the extension is of no type that is read.
        UnreadableDocument: empty, damaged, encrypted, or not what its extension says.
        DocumentTooDemanding: over a limit of the settings.
    """
    return _reader(kind_of(data, filename))(data, filename, settings)


def kind_of(data: bytes, filename: str) -> str:
    """ "pdf", "image", "office", "email", "text" or "xml"; a PNG named .pdf is an image.

    Raises:
        UnsupportedDocument: unknown extension.
        UnreadableDocument: empty, or content that fits no reader.
    """
    extension = PurePath(filename).suffix.lower()
    if extension not in DOCUMENT_TYPES:
        known = ", ".join(DOCUMENT_TYPES)
        raise UnsupportedDocument(filename, f"the extension {extension or '(none)'} is none of {known}")
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableDocument(filename, "the file is empty")
    kind = _kind_by_content(data, extension) or _kind_by_extension(data, extension)
    if kind is None:
        raise UnreadableDocument(filename, f"the content is not what the extension {extension} says")
    return kind


def _kind_by_content(data: bytes, extension: str) -> str | None:
    if data.startswith(IMAGE_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data[:2] == b"BM" and len(data) > 30 and data[6:10] == b"\0\0\0\0":
        return "image"
    if data.startswith((ZIP_START, OLE_START)) and extension in OFFICE:
        return "office"
    if b"%PDF-" in data[:PDF_HEADER_WITHIN] and extension not in (".eml", ".txt", ".xml"):
        return "pdf"
    return "pdf" if data.startswith(b"%PDF-") else None


def _kind_by_extension(data: bytes, extension: str) -> str | None:
    """For the types whose content has no mark of its own."""
    if extension in OFFICE and data.lstrip()[:5].lower() in (b"{\\rtf", b"<html", b"<?xml", b"<!doc"):
        return "office"  # what programs export under the name of Word or Excel
    return {".eml": "email", ".txt": "text", ".xml": "xml"}.get(extension)


def _reader(kind: str) -> Reader:
    """Readers are imported when they are needed: OCR and XML take long to load."""
    module, name = READERS[kind]
    return cast(Reader, getattr(import_module(module), name))
