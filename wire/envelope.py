"""The envelope around every answer, good or bad; the only place that makes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, jsonify
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge
from werkzeug.exceptions import TooManyRequests as LimitReached

from wire.errors import (
    AUTHORISATION_STATUSES,
    MESSAGE_OF_STATUS,
    UNEXPECTED,
    InvalidInput,
    NotLoggedIn,
    Problem,
    ServiceError,
    TooManyRequests,
    status_of,
)


def success(result: Any) -> dict[str, Any]:
    return _envelope(result, error=None, is_authorisation=False)


def failure(error: Mapping[str, Any], status: int) -> dict[str, Any]:
    return _envelope(None, error=error, is_authorisation=status in AUTHORISATION_STATUSES)


def install(app: Flask, report: Callable[[BaseException], None]) -> None:
    """Answer every error of `app` in an envelope; `report` is told about those nobody foresaw."""

    @app.errorhandler(Exception)
    def answer(error: Exception) -> Response:
        return _answer(error, report)


def _answer(error: Exception, report: Callable[[BaseException], None]) -> Response:
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return error.get_response()  # type: ignore[return-value]  # a redirect is no error
    foreseen = _foreseen(error)
    if foreseen is not None:
        return _respond(_error_object(foreseen), status_of(foreseen), _headers_of(foreseen))
    if isinstance(error, HTTPException) and error.code is not None and error.code < 500:
        message = MESSAGE_OF_STATUS.get(error.code, MESSAGE_OF_STATUS[400])
        return _respond(_plain(gettext(message)), error.code, _headers_of(error))
    report(error)
    return _respond(_plain(gettext(UNEXPECTED)), 500, {})


def _foreseen(error: Exception) -> ServiceError | None:
    """Our own error for this one, if there is one."""
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, RequestEntityTooLarge):
        return InvalidInput(MESSAGE_OF_STATUS[413])
    if isinstance(error, LimitReached):
        return TooManyRequests()
    return None


def _error_object(error: ServiceError) -> dict[str, Any]:
    if isinstance(error, InvalidInput):
        return _validation_error(error)
    details = gettext(error.details) if error.details else None
    return _plain(gettext(error.message, **error.facts), details=details, code=error.code)


def _validation_error(error: InvalidInput) -> dict[str, Any]:
    problems = [_problem(problem) for problem in error.problems]
    lines = [gettext("These problems were found:"), *(f" - {problem['message']}" for problem in problems)]
    details = "".join(f"{line}\n" for line in lines)
    return _plain(gettext(error.message), details=details) | {"validationErrors": problems}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"message": gettext(problem.message, **problem.facts), "members": list(problem.members) or None}


def _plain(message: str, *, details: str | None = None, code: int = 0) -> dict[str, Any]:
    return {"code": code, "message": message, "details": details, "validationErrors": None}


def _respond(error: Mapping[str, Any], status: int, headers: Mapping[str, str]) -> Response:
    response = jsonify(failure(error, status))
    response.status_code = status
    response.headers.update(headers)
    return response


def _headers_of(error: Exception) -> dict[str, str]:
    if isinstance(error, TooManyRequests):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, NotLoggedIn):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        return {"Allow": ", ".join(sorted(error.valid_methods))}
    return {}


def _envelope(result: Any, *, error: Mapping[str, Any] | None, is_authorisation: bool) -> dict[str, Any]:
    return {
        "result": result,
        "targetUrl": None,
        "success": error is None,
        "error": error,
        "unAuthorizedRequest": is_authorisation,
        "__abp": True,
    }
