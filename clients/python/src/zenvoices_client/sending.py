"""Requests that are sent again when that is safe, and answers taken out of their envelopes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from zenvoices_client.errors import KIND_OF_STATUS, ApiError, Unreachable

TOO_MANY = 429
NEVER_ARRIVED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Retries:
    """How often, and how long to wait in between when the service does not say."""

    attempts: int = 4
    first_pause_seconds: float = 0.5  # doubles; half of it by chance, so that clients don't come back together
    longest_pause_seconds: float = 60.0  # when the service asks for more, its answer is raised instead

    def pause(self, attempt: int) -> float:
        """Seconds to wait after this attempt, counted from 1."""
        full = min(self.longest_pause_seconds, self.first_pause_seconds * 2.0 ** (attempt - 1))
        return full * random.uniform(0.5, 1)


@dataclass(frozen=True, slots=True)
class Wire:
    """What differs between the two: where an envelope has its payload and its error, and which errors may pass."""

    payload: Callable[[Mapping[str, Any]], Any]
    error: Callable[[int, Mapping[str, Any]], ApiError]
    passing: Collection[int]  # statuses after which a request that is safe to repeat is sent again
    passing_codes: Collection[int | str] = ()  # and codes of errors

    def may_pass(self, status: int, failure: Exception) -> bool:
        return status in self.passing or (isinstance(failure, ApiError) and failure.code in self.passing_codes)


class Sender:
    """Sends requests over one wire. What never arrived, and 429, is always repeated; the rest only if it is safe."""

    def __init__(self, http: httpx.Client, wire: Wire, retries: Retries) -> None:
        self.http, self.wire, self.retries = http, wire, retries

    def ask(self, method: str, path: str, *, is_safe: bool, **request: Any) -> Any:
        """The payload of the answer.

        Args:
            is_safe: doing it twice is doing it once.

        Raises:
            ApiError, Unreachable
        """
        return self.wire.payload(self.answer(method, path, is_safe=is_safe, **request))

    def answer(self, method: str, path: str, *, is_safe: bool, **request: Any) -> Mapping[str, Any]:
        """The whole envelope of the answer."""
        for attempt in range(1, self.retries.attempts + 1):
            try:
                response = self.http.request(method, path, **request)
            except httpx.TransportError as error:
                failure: Exception = Unreachable(f"{self.http.base_url} gave no answer: {error}")
                failure.__cause__ = error
                may_repeat, asked_for = is_safe or isinstance(error, NEVER_ARRIVED), None
            else:
                envelope = _envelope(response)
                if response.is_success and envelope is not None:
                    return envelope
                asked_for = _retry_after(response)
                failure = self._failure(response, envelope, asked_for)
                passes = is_safe and self.wire.may_pass(response.status_code, failure)
                may_repeat = passes or response.status_code == TOO_MANY
            pause = self.retries.pause(attempt) if asked_for is None else asked_for
            if not may_repeat or attempt == self.retries.attempts or pause > self.retries.longest_pause_seconds:
                raise failure
            time.sleep(pause)
        raise AssertionError("Retries.attempts is at least 1")

    def _failure(self, response: httpx.Response, envelope: Mapping[str, Any] | None, wait: float | None) -> Exception:
        answered = f"{response.url.copy_with(query=None)} answered {response.status_code}"
        if envelope is None:
            return Unreachable(f"{answered} without JSON")
        try:
            error = self.wire.error(response.status_code, envelope)
        except (KeyError, TypeError):
            return Unreachable(f"{answered}, but not as this API does; is the address right?")
        error.retry_after = wait
        return error


def api_error(status: int, code: int | str, message: str, **more: Any) -> ApiError:
    """The kind of `ApiError` that goes with the status."""
    return KIND_OF_STATUS.get(status, ApiError)(status, code, message, **more)


def _envelope(response: httpx.Response) -> Mapping[str, Any] | None:
    try:
        found = response.json()
    except ValueError:
        return None
    return found if isinstance(found, dict) and "success" in found else None


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds; the header has those or a moment (RFC 9110, 10.2.3)."""
    text = response.headers.get("Retry-After", "")
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
