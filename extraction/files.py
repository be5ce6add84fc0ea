"""Files of jobs: which are accepted, by extension and by content, and how much of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Protocol
from uuid import uuid4

from air.readers.text import decode
from extraction.errors import StorageExceeded
from infra.blobs import tenant_key
from wire import InvalidInput, Problem

MAX_FILES, MAX_FILE_BYTES = 10, 50 * 1024 * 1024  # of one job, together
MAX_NAME = 255
TYPES = (".pdf", ".png", ".jpg", ".jpeg", ".webp", ".txt")
PDF_HEADER_WITHIN = 1024  # bytes; some producers put others in front
TOO_MANY = "A job may have at most %(most)s files."
TOO_LARGE = "The files of a job may have at most %(megabytes)s MB together."
BAD_TYPE = "%(name)s must be one of: %(types)s."
NOT_ITS_TYPE = "%(name)s is not what its extension says: its content is none of %(types)s."
EMPTY = "%(name)s is empty."
CONTENTS: Mapping[str, Callable[[bytes], bool]] = {  # by the first bytes
    "pdf": lambda data: b"%PDF-" in data[:PDF_HEADER_WITHIN],
    "png": lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda data: data.startswith(b"\xff\xd8\xff"),
    "webp": lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP",
}


class Upload(Protocol):
    """A file of a request; its bytes lie in a temporary file until they are read."""

    filename: str | None
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that may be stored."""

    name: str
    size: int
    sha256: str
    blob_key: str
    upload: Upload

    def read(self) -> bytes:
        self.upload.stream.seek(0)
        return self.upload.stream.read()


def check(uploads: Sequence[Upload], tenant_id: int) -> list[Incoming]:
    """The files of a request, looked at one by one.

    Raises:
        StorageExceeded: they are too many or too large.
        InvalidInput: of another type, by extension or by content.
    """
    if len(uploads) > MAX_FILES:
        raise StorageExceeded(TOO_MANY, most=MAX_FILES)
    if sum(_size(upload) for upload in uploads) > MAX_FILE_BYTES:
        raise StorageExceeded(TOO_LARGE, megabytes=MAX_FILE_BYTES // 1024 // 1024)
    problems = [problem for at, upload in enumerate(uploads) for problem in _problems(upload, f"files[{at}]")]
    if problems:
        raise InvalidInput.of(problems)
    return [_incoming(upload, tenant_id) for upload in uploads]


def is_blank(data: bytes) -> bool:
    """True for a text file with nothing in it that could be read."""
    return not data.strip(b"\0 \r\n\t\f\xef\xbb\xbf\xff\xfe")


def _incoming(upload: Upload, tenant_id: int) -> Incoming:
    digest = hashlib.sha256()
    upload.stream.seek(0)
    while chunk := upload.stream.read(1024 * 1024):
        digest.update(chunk)
    key = tenant_key(tenant_id, "extraction", uuid4().hex)
    return Incoming(_name(upload), _size(upload), digest.hexdigest(), key, upload)


def _problems(upload: Upload, member: str) -> list[Problem]:
    name, types = _name(upload), ", ".join(TYPES)
    if PurePath(name).suffix.lower() not in TYPES:
        return [Problem(BAD_TYPE, (member,), {"name": name or member, "types": types})]
    if _size(upload) == 0:
        return [Problem(EMPTY, (member,), {"name": name})]
    upload.stream.seek(0)
    start = upload.stream.read(PDF_HEADER_WITHIN)
    if any(is_it(start) for is_it in CONTENTS.values()):
        return []
    if PurePath(name).suffix.lower() == ".txt" and _is_text(upload):
        return []
    return [Problem(NOT_ITS_TYPE, (member,), {"name": name, "types": types})]


def _is_text(upload: Upload) -> bool:
    upload.stream.seek(0)
    return "\0" not in decode(upload.stream.read())


def _name(upload: Upload) -> str:
    """The last part of the path, on one line."""
    name = PurePath((upload.filename or "").replace("\\", "/")).name
    return "".join(character for character in name if character.isprintable())[-MAX_NAME:]


def _size(upload: Upload) -> int:
    return upload.stream.seek(0, 2)
