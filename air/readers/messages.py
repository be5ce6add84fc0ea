"""What the worker and its reading process say to each other: frames of a length and MessagePack, no pickles."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from air.document import Document
from air.errors import DocumentTooDemanding, UnreadableDocument, UnsupportedDocument
from air.readers.settings import ReaderSettings

LENGTH_BYTES = 8  # before every frame, big-endian
ERRORS = {kind.__name__: kind for kind in (UnreadableDocument, UnsupportedDocument, DocumentTooDemanding)}


@dataclass(frozen=True, slots=True)
class Request:
    """Read this document."""

    filename: str
    settings: ReaderSettings
    data: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """The document, or the name of the error and its reason."""

    document: Document | None = None
    error: str = ""  # a key of `ERRORS`
    reason: str = ""
    memory_bytes: int = 0  # resident in the reading process

    def result(self, filename: str) -> Document:
        """The document.

        Raises:
            UnreadableDocument: or the kind of it that the reader raised.
        """
        if self.document is None:
            raise ERRORS.get(self.error, UnreadableDocument)(filename, self.reason)
        return self.document


_encoder = msgspec.msgpack.Encoder()
_requests = msgspec.msgpack.Decoder(Request)
_answers = msgspec.msgpack.Decoder(Answer)


def frame(message: Request | Answer) -> bytes:
    """The message with its length before it."""
    content = _encoder.encode(message)
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def parse_request(content: bytes) -> Request:
    """Raises msgspec.DecodeError if it is none."""
    return _requests.decode(content)


def parse_answer(content: bytes) -> Answer:
    """Raises msgspec.DecodeError if it is none."""
    return _answers.decode(content)
