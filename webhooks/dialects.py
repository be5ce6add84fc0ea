"""What a call looks like: each wire of this service has its own body and signature. An endpoint has one dialect."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from webhooks.signatures import ABP_HEADER, ZENDIX_HEADER, abp_signature, standard_headers, zendix_signature

ABP, ZENDIX = "abp", "zendix"
JSON_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Notice:
    """What one attempt tells: `event_id` is the same in all attempts and for all endpoints."""

    event_id: UUID
    event: str
    data: Mapping[str, Any]
    attempt: int  # from 1
    moment: datetime  # in UTC


@dataclass(frozen=True, slots=True)
class Dialect:
    """`sign` returns the headers of the signature, from secret and body."""

    body: Callable[[Notice], Mapping[str, Any]]
    sign: Callable[[str, bytes], Mapping[str, str]]
    may_be_switched_off: bool  # after failures in a row; only where somebody can switch it on again


def abp_body(notice: Notice) -> Mapping[str, Any]:
    """The envelope of the Zenvoices wire."""
    return {
        "Id": str(notice.event_id),
        "WebhookEvent": notice.event,
        "Attempt": notice.attempt,
        "Data": notice.data,
        "CreationTimeUtc": notice.moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "0Z",
    }


def zendix_body(notice: Notice) -> Mapping[str, Any]:
    """The body of the extraction-jobs wire; the event's data is `{"data": ..., "meta": ...}`."""
    return {"event": notice.event, **notice.data}


DIALECTS: Mapping[str, Dialect] = {
    ABP: Dialect(abp_body, lambda secret, body: {ABP_HEADER: abp_signature(secret, body)}, True),
    ZENDIX: Dialect(zendix_body, lambda secret, body: {ZENDIX_HEADER: zendix_signature(secret, body)}, False),
}


def written(dialect: str, notice: Notice, secret: str) -> tuple[bytes, dict[str, str]]:
    """The body as it is sent, and the headers that go with it."""
    spoken = DIALECTS[dialect]
    body = json.dumps(spoken.body(notice), ensure_ascii=False, separators=(",", ":")).encode()
    standard = standard_headers(secret, body, event_id=notice.event_id, moment=notice.moment)
    return body, {"Content-Type": JSON_TYPE, **spoken.sign(secret, body), **standard}
