"""Hear callers out: read the rest of a request that was refused before its end.

A server that answers and closes while the caller is still sending resets the connection, and then the caller sees a
broken pipe instead of the answer that says what is wrong.
"""

from __future__ import annotations

from contextlib import suppress
from typing import IO

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

MAX_BYTES = 128 * 1024 * 1024  # of one request; who sends more is cut off
CHUNK_BYTES = 1024 * 1024


def install(app: Flask) -> None:
    app.after_request(_hear_out)


def _hear_out(response: Response) -> Response:
    if response.status_code >= 400:
        with suppress(HTTPException, OSError):  # larger than is allowed, or gone
            _read(request.stream, MAX_BYTES)
        if _is_too_large():
            with suppress(OSError):
                _read(request.environ["wsgi.input"], min(request.content_length or MAX_BYTES, MAX_BYTES))
    return response


def _is_too_large() -> bool:
    """True if Werkzeug itself won't read on: by the length that was announced, or because there is no end."""
    limit = request.max_content_length
    announced = request.content_length
    has_end = bool(request.environ.get("wsgi.input_terminated"))
    return limit is not None and (announced > limit if announced is not None else has_end)


def _read(stream: IO[bytes], left: int) -> None:
    while left > 0 and (chunk := stream.read(min(left, CHUNK_BYTES))):
        left -= len(chunk)
