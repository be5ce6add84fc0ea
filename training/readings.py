"""Readings kept on disk: a document that was read once, by the same code and settings, is not read again."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import msgspec

import air.readers
from air.document import Document
from air.readers import ReaderSettings

Reader = Callable[[bytes, str, ReaderSettings], Document]
LEVEL = 5  # of compression


@dataclass(frozen=True, slots=True)
class KeptReadings:
    """A reader that looks into `folder` first; errors of reading are not kept."""

    folder: Path
    reader: Reader

    def __call__(self, data: bytes, filename: str, settings: ReaderSettings) -> Document:
        """Read a document, or take what was read of it before, with the timings of then."""
        path = self.folder / f"{_key(data, filename, settings)}.msgpack.gz"
        if path.exists():
            return msgspec.msgpack.decode(gzip.decompress(path.read_bytes()), type=Document)
        document = self.reader(data, filename, settings)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(gzip.compress(msgspec.msgpack.encode(document, enc_hook=float), LEVEL, mtime=0))
        partial.replace(path)
        return document


@cache
def _version() -> bytes:
    """What a reading depends on beside the document: the sources of the readers. A change there reads all anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(air.readers.__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.digest()


def _key(data: bytes, filename: str, settings: ReaderSettings) -> str:
    asked = msgspec.msgpack.encode((filename, replace(settings, threads=0)))
    return hashlib.sha256(_version() + asked + data).hexdigest()[:32]
