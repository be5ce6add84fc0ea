"""The envelope around every answer, good or bad; the only place that makes one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, jsonify, request
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
from wire.limits import seconds_to_wait


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with a request, as far as the caller may know; every wire writes it in its own way."""

    status: int
    message: str  # in the caller's language
    error: ServiceError | None  # None: an answer of HTTP itself, or something that nobody foresaw
    headers: Mapping[str, str]

    @property
    def problems(self) -> list[dict[str, Any]]:
        """What is wrong with the input: messages in the caller's language, and the members they are about."""
        return [_problem(problem) for problem in self.error.problems] if isinstance(self.error, InvalidInput) else []

    def respond(self, body: Mapping[str, Any]) -> Response:
        response = jsonify(body)
        response.status_code = self.status
        response.headers.update(self.headers)
        return response


FailureAnswer = Callable[[Failure], Response]


def success(result: Any) -> dict[str, Any]:
    return _envelope(result, error=None, is_authorisation=False)


def _failure(error: Mapping[str, Any], status: int) -> dict[str, Any]:
    return _envelope(None, error=error, is_authorisation=status in AUTHORISATION_STATUSES)


def install(app: Flask, report: Callable[[BaseException], None]) -> None:
    """Answer every error of `app` in an envelope; `report` is told about those nobody foresaw."""
    app.extensions["failure_answers"] = {}

    @app.errorhandler(Exception)
    def answer(error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
            return error.get_response()  # type: ignore[return-value]  # a redirect is no error
        answers: Mapping[str, FailureAnswer] = app.extensions["failure_answers"]
        own = next((own for prefix, own in answers.items() if request.path.startswith(prefix)), _answer)
        return own(_understood(error, report))


def answer_failures_below(app: Flask, prefix: str, answer: FailureAnswer) -> None:
    """Have errors of requests below this path answered in another envelope; for wires beside the first."""
    app.extensions["failure_answers"][prefix] = answer


def _answer(failure: Failure) -> Response:
    return failure.respond(_failure(_error_object(failure), failure.status))


def _understood(error: Exception, report: Callable[[BaseException], None]) -> Failure:
    foreseen = _foreseen(error)
    if foreseen is not None:
        message = gettext(foreseen.message, **foreseen.facts)
        return Failure(status_of(foreseen), message, foreseen, _headers_of(foreseen))
    if isinstance(error, HTTPException) and error.code is not None and error.code < 500:
        message = gettext(MESSAGE_OF_STATUS.get(error.code, MESSAGE_OF_STATUS[400]))
        return Failure(error.code, message, None, _headers_of(error))
    report(error)
    return Failure(500, gettext(UNEXPECTED), None, {})


def _foreseen(error: Exception) -> ServiceError | None:
    """Our own error for this one, if there is one."""
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, RequestEntityTooLarge):
        return InvalidInput(MESSAGE_OF_STATUS[413])
    if isinstance(error, LimitReached):
        return TooManyRequests(seconds_to_wait())
    return None


def _error_object(failure: Failure) -> dict[str, Any]:
    error = failure.error
    if isinstance(error, InvalidInput):
        return _validation_error(failure)
    if error is None:
        return _plain(failure.message)
    return _plain(failure.message, details=gettext(error.details) if error.details else None, code=error.code)


def _validation_error(failure: Failure) -> dict[str, Any]:
    problems = failure.problems
    lines = [gettext("These problems were found:"), *(f" - {problem['message']}" for problem in problems)]
    details = "".join(f"{line}\n" for line in lines)
    return _plain(failure.message, details=details) | {"validationErrors": problems}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"message": gettext(problem.message, **problem.facts), "members": list(problem.members) or None}


def _plain(message: str, *, details: str | None = None, code: int = 0) -> dict[str, Any]:
    return {"code": code, "message": message, "details": details, "validationErrors": None}


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
