"""Headers that keep browsers from doing more with an answer than it is meant for."""

from __future__ import annotations

from flask import Flask, Response, request

NOTHING = "default-src 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ONE_YEAR_SECONDS = 31_536_000


def install(app: Flask) -> None:
    app.after_request(_add)


def _add(response: Response) -> Response:
    is_page = response.mimetype == "text/html"
    response.headers.setdefault("Content-Security-Policy", PAGE if is_page else NOTHING)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    if not request.path.startswith("/swagger/"):
        response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={ONE_YEAR_SECONDS}")
    return response
