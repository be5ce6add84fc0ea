"""The process that opens archives of strangers: `python -m bookkeeping.unpacking_child zip|eml`, bytes in, files out.

It has little memory and time, no settings and no database, and writes no file.
"""

from __future__ import annotations

import io
import resource
import sys
import zipfile
from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath

import msgspec

from air.vocabulary import DOCUMENT_TYPES

MEGABYTE = 1024 * 1024
MAX_FILES = 200
MAX_FILE_BYTES = 19 * MEGABYTE  # what 25 MB of base64 hold
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MEMORY_BYTES, CPU_SECONDS = 1024 * MEGABYTE, 60
CHUNK = MEGABYTE
TYPES = (*DOCUMENT_TYPES, ".zip")


class Refused(Exception):
    """The archive cannot be unpacked; a text for the user and what fills its placeholders."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message, self.facts = message, facts


class Unpacked(msgspec.Struct):
    """What came out: files with their names, and the names of files that are of no type that is read."""

    files: list[tuple[str, bytes]] = []
    skipped: list[str] = []
    message: str | None = None
    facts: dict[str, object] = {}


def main(kind: str) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        unpacked = {"zip": from_zip, "eml": from_mail}[kind](sys.stdin.buffer.read())
    except Refused as refusal:
        unpacked = Unpacked(message=refusal.message, facts=refusal.facts)
    sys.stdout.buffer.write(msgspec.msgpack.encode(unpacked))


def from_zip(data: bytes) -> Unpacked:
    """The files of a zip that are of a type that is read.

    Raises:
        Refused: it is damaged, encrypted, has nothing that is read, or too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpack(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused("The zip file is damaged, or packed in an unusual way.") from error
    except RuntimeError as error:  # what zipfile says of a password
        raise Refused("The zip file is protected with a password.") from error


def from_mail(data: bytes) -> Unpacked:
    """The attachments of an e-mail that may be invoices, likeliest first."""
    from email import message_from_bytes, policy

    from air.readers.mail import attachments

    found = sorted(attachments(message_from_bytes(data, policy=policy.default)), key=lambda one: one.likelihood)
    readable = [one for one in found if one.extension not in (".txt", ".eml")]
    return Unpacked(files=[(_base_name(one.name), one.content) for one in readable[:MAX_FILES]])


def _unpack(archive: zipfile.ZipFile) -> Unpacked:
    unpacked, left = Unpacked(), MAX_UNPACKED_BYTES
    for entry in _entries(archive):
        name = _base_name(entry.filename)
        if PurePath(name).suffix.lower() not in TYPES:
            unpacked.skipped.append(name)
            continue
        content = _read(archive, entry, name, left)
        left -= len(content)
        unpacked.files.append((name, content))
    if not unpacked.files:
        raise Refused("The zip file has no document of a type that is read.")
    return unpacked


def _entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files in it, without folders and what operating systems add."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    wanted = [entry for entry in entries if not _is_hidden(entry.filename)]
    if len(wanted) > MAX_FILES:
        raise Refused("The zip file has more than %(count)s files.", count=MAX_FILES)
    return iter(wanted)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """Never more than is allowed, whatever the archive says of its sizes."""
    content = bytearray()
    with archive.open(entry) as file:
        while chunk := file.read(CHUNK):
            content += chunk
            if len(content) > MAX_FILE_BYTES:
                raise Refused("%(name)s in the zip file is larger than %(size)s MB.", name=name, size=19)
            if len(content) > left:
                raise Refused("The zip file unpacks to more than %(size)s MB.", size=MAX_UNPACKED_BYTES // MEGABYTE)
    return bytes(content)


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(path.replace("\\", "/")).parts)


def _base_name(path: str) -> str:
    """The last part of a path, printable, at most 200 characters, extension kept."""
    name = "".join(c for c in path.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable())
    suffix = PurePath(name).suffix[:10]
    return name if len(name) <= 200 else name[: 200 - len(suffix)] + suffix


if __name__ == "__main__":
    main(sys.argv[1])
