"""The envelope of this wire: `success`, `data` or `error`, and `meta`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Flask, Response

from extraction.errors import Refusal, status_and_word
from wire import InvalidInput
from wire.envelope import Failure, answer_failures_below

BASE = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view answers: data for its schema, and what goes beside it."""

    data: Any
    meta: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def success(data: Any, meta: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"success": True, "data": data, "meta": meta}


def install(app: Flask) -> None:
    """Answer errors below `BASE` in this envelope."""
    answer_failures_below(app, BASE, _answer)


def _answer(failure: Failure) -> Response:
    status, word = status_and_word(failure)
    meta = failure.error.meta if isinstance(failure.error, Refusal) else None
    error = {"code": word, "message": _message(failure)}
    return replace(failure, status=status).respond({"success": False, "error": error, "meta": meta})


def _message(failure: Failure) -> str:
    """Of invalid input, every problem."""
    if isinstance(failure.error, InvalidInput):
        return " ".join(problem["message"] for problem in failure.problems)
    return failure.message
