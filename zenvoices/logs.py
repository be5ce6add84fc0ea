"""The log: one line per request, for people on a terminal, as JSON otherwise.

No line carries content: no bodies, query strings, tokens, passwords, and of an error its kind and place but not its
message, which may quote what was being worked on.
"""

from __future__ import annotations

import logging
import re
import sys
import time
import traceback
from typing import Any, TextIO
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request
from structlog.types import EventDict, WrappedLogger

from wire.caller import current_caller

REQUEST_ID_HEADER = "X-Request-Id"
SAFE_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
NO_ROUTE = "(none)"  # an address nobody knows may hold anything, so it is not logged
QUIET = ("/health", "/ready")  # asked every second by whoever keeps us running
CHATTY = ("werkzeug", "alembic", "httpx", "httpcore", "PIL", "fontTools", "botocore", "urllib3", "flask-limiter")

log = structlog.get_logger("zenvoices")


def configure(*, form: str = "auto", level: str = "info", stream: TextIO | None = None) -> None:
    """Send all logging of the process, also that of libraries, to `stream` (stderr) in one form."""
    stream = stream or sys.stderr
    is_text = form == "text" or (form == "auto" and stream.isatty())
    shared = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        place_of_error,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    renderer = structlog.dev.ConsoleRenderer() if is_text else structlog.processors.JSONRenderer(ensure_ascii=False)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)


def install(app: Flask) -> None:
    """Number every request and write its line when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def report(error: BaseException) -> None:
    """Write down an error nobody foresaw."""
    log.error("unexpected error", request_id=g.get("request_id"), exc_info=error)


def place_of_error(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and the lines of code it came through."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = " <- ".join(_kinds(error))
        event["at"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    return event


def _kinds(error: BaseException | None) -> list[str]:
    kinds = []
    while error is not None and len(kinds) < 5:
        kinds.append(f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."))
        error = error.__cause__ or error.__context__
    return kinds


def _begin() -> None:
    given = request.headers.get(REQUEST_ID_HEADER, "")
    g.request_id = given if SAFE_REQUEST_ID.fullmatch(given) else uuid4().hex
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers[REQUEST_ID_HEADER] = g.request_id
    write = log.debug if request.path in QUIET else log.info
    write("request", **_facts(response))
    return response


def _facts(response: Response) -> dict[str, Any]:
    caller = current_caller()
    return {
        "method": request.method,
        "route": request.url_rule.rule if request.url_rule else NO_ROUTE,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000, 1),
        "request_id": g.request_id,
        "tenant_id": caller.tenant_id,
        "user_id": caller.user_id,
    }
