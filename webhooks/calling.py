"""One call: sent, timed, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import perf_counter

import structlog

from infra.outgoing import Answer, NotAllowed, Outgoing, OutgoingError, TooSlow
from infra.types import now
from webhooks.claims import Claim
from webhooks.dialects import Notice, written

TOTAL_SECONDS = 60.0
KEPT_BYTES = 2048  # of the answer
TIME_OUT, GONE = 408, 410
log = structlog.get_logger(__name__)
NOT_PUBLIC = "The address is not on the public internet, or not https."


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended. `status` is None if nothing was reached, 408 if the time was up."""

    started_at: datetime
    latency_ms: int
    status: int | None = None
    answer: str | None = None
    error: str | None = None
    retry_after: float = 0.0  # seconds that the receiver asks us to wait

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """The receiver wants no more calls."""
        return self.status == GONE


def call(outgoing: Outgoing, claim: Claim, *, total_seconds: float = TOTAL_SECONDS) -> Outcome:
    """Make the call; whatever happens is an outcome."""
    moment, started = now(), perf_counter()
    notice = Notice(claim.event_id, claim.event, claim.data, claim.attempt, moment)
    body, headers = written(claim.dialect, notice, claim.secret)
    try:
        answer = outgoing.post(
            claim.url,
            body,
            headers={**claim.headers, **headers},
            total_seconds=total_seconds,
            kept_bytes=KEPT_BYTES,
        )
    except OutgoingError as error:
        return Outcome(moment, _since(started), TIME_OUT if isinstance(error, TooSlow) else None, error=_said(error))
    except Exception as error:  # a mistake of ours; the log of the subscription should show that there is one
        log.exception("webhook call failed unexpectedly", delivery=claim.delivery_id)
        return Outcome(moment, _since(started), error=f"The call failed ({type(error).__name__}).")
    return _outcome(moment, _since(started), answer)


def retry_after(headers: Mapping[str, str], moment: datetime) -> float:
    """Seconds to wait by the header of that name, a number or a date; 0 if there is none.

    >>> retry_after({"retry-after": "120"}, datetime(2025, 1, 31, tzinfo=UTC))
    120.0
    >>> retry_after({"retry-after": "Fri, 31 Jan 2025 00:01:00 GMT"}, datetime(2025, 1, 31, tzinfo=UTC))
    60.0
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - moment).total_seconds(), 0.0)


def _outcome(moment: datetime, latency_ms: int, answer: Answer) -> Outcome:
    text = answer.body.decode("utf-8", "replace").replace("\0", "")  # which PostgreSQL does not store
    is_good = 200 <= answer.status < 300
    error = None if is_good else f"The answer has status {answer.status}."
    return Outcome(moment, latency_ms, answer.status, text, error, retry_after(answer.headers, now()))


def _said(error: OutgoingError) -> str:
    return NOT_PUBLIC if isinstance(error, NotAllowed) else str(error)


def _since(started: float) -> int:
    return round((perf_counter() - started) * 1000)
