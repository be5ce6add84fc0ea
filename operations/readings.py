"""Documents as they were read, to learn from: msgpack, compressed with zlib."""

from __future__ import annotations

import zlib

import msgspec

from air.document import Document

COMPRESSION = 6
_DECODER = msgspec.msgpack.Decoder(Document)


def pack_reading(document: Document) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(document, enc_hook=float), COMPRESSION)


def unpack_reading(body: bytes) -> Document:
    return _DECODER.decode(zlib.decompress(body))
