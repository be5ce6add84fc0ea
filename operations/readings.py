"""Documents as they were read, to learn from: msgpack, compressed with zlib."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec

from air.document import Document

COMPRESSION = 6
_DECODER = msgspec.msgpack.Decoder(Document)
_SEVERAL = msgspec.msgpack.Decoder(tuple[Document, ...])


def pack_reading(document: Document) -> bytes:
    return _pack(document)


def unpack_reading(body: bytes) -> Document:
    return _DECODER.decode(zlib.decompress(body))


def pack_readings(documents: Sequence[Document]) -> bytes:
    """Several that belong together."""
    return _pack(tuple(documents))


def unpack_readings(body: bytes) -> tuple[Document, ...]:
    return _SEVERAL.decode(zlib.decompress(body))


def _pack(read: Document | tuple[Document, ...]) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(read, enc_hook=float), COMPRESSION)
