"""The booking as JSON to an address of the administration's own, over HTTPS."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Mapping, Set
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

import marshmallow as ma

from bookkeeping.booking import Attachment, Booking
from bookkeeping.connectors.interface import Exported, ExportFailed, Outlets
from infra.outgoing import Answer, NotAllowed, OutgoingError
from wire import Schema
from wire.columns import wire_name
from wire.request_headers import RequestHeaders
from wire.validators import MaxLength, NotEmpty

PAUSES = (0.5, 1.0)  # seconds between the attempts of one export
SECONDS = 30.0  # for one attempt
KEPT_BYTES = 64 * 1024
MAX_ID, SHOWN = 200, 300  # characters
WORTH_A_RETRY = (408, 425, 429, 500, 502, 503, 504)
TOTALS = ("tax_exclusive_amount", "tax_amount", "tax_inclusive_amount", "payable_amount")
NOT_HTTPS = "The address of the accounting system must begin with https."
REFUSED = "The accounting system refuses the booking with status %(status)s: %(answer)s"
NO_ANSWER = "The accounting system could not be reached: %(reason)s"


class HttpsOptions(Schema):
    url = ma.fields.String(required=True, validate=[NotEmpty(), MaxLength(2000)])
    headers = RequestHeaders(
        reserved=("idempotency-key", "accept"),
        load_default=dict,
        metadata={"description": "Extra headers, such as Authorization"},
    )
    withAttachments = ma.fields.Boolean(load_default=False)


@dataclass(frozen=True, slots=True)
class JsonOverHttps:
    """Every attempt carries the same `Idempotency-Key`; an answer `{"id": ...}` names the booking over there."""

    name: ClassVar[str] = "JsonOverHttps"
    display_name: ClassVar[str] = "JSON over HTTPS"
    features: ClassVar[Set[str]] = frozenset({"CostCentres", "CostUnits", "Projects", "Attachments"})
    options: ClassVar[type[Schema]] = HttpsOptions

    outlets: Outlets
    form: Mapping[str, Any]  # the options

    @classmethod
    def open(cls, options: Mapping[str, Any], outlets: Outlets) -> Self:
        return cls(outlets, options)

    def export(self, booking: Booking, *, key: str) -> Exported:
        url = self.form["url"]
        host = urlsplit(url).netloc
        if urlsplit(url).scheme != "https" and not {host, host.split(":")[0]} & self.outlets.outgoing.allowed_hosts:
            raise ExportFailed(NOT_HTTPS)
        content = json.dumps(as_json(booking, with_content=self.form["withAttachments"]), ensure_ascii=False)
        return self._send(content.encode(), key)

    def _send(self, content: bytes, key: str) -> Exported:
        for pause in PAUSES:
            try:
                return self._attempt(content, key)
            except ExportFailed as error:
                if not error.may_retry:
                    raise
            time.sleep(pause)
        return self._attempt(content, key)

    def _attempt(self, content: bytes, key: str) -> Exported:
        ours = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": key}
        try:
            answer = self.outlets.outgoing.post(
                self.form["url"],
                content,
                headers={**self.form["headers"], **ours},
                total_seconds=SECONDS,
                kept_bytes=KEPT_BYTES,
            )
        except OutgoingError as error:
            may_retry = not isinstance(error, NotAllowed)
            reason = {"message": error.message, "facts": dict(error.facts)}
            raise ExportFailed(NO_ANSWER, may_retry=may_retry, reason=reason) from error
        return _exported(answer)


def as_json(value: Any, *, with_content: bool = False) -> Any:
    """A booking as JSON values: names in camelCase, amounts as numbers, dates as text, totals included."""
    if isinstance(value, Attachment):
        return _attachment(value, with_content)
    if is_dataclass(value):
        members = {field.name: getattr(value, field.name) for field in fields(value)}
        members |= {name: getattr(value, name) for name in TOTALS if isinstance(value, Booking)}
        return {wire_name(name): as_json(member, with_content=with_content) for name, member in members.items()}
    if isinstance(value, tuple):
        return [as_json(part, with_content=with_content) for part in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _attachment(attachment: Attachment, with_content: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "fileName": attachment.file_name,
        "contentType": attachment.content_type,
        "fileSize": len(attachment.content),
        "isMainDocument": attachment.is_main_document,
    }
    return told | ({"content": b64encode(attachment.content).decode()} if with_content else {})


def _exported(answer: Answer) -> Exported:
    text = answer.body.decode("utf-8", "replace").replace("\0", "")
    if not 200 <= answer.status < 300:
        may_retry = answer.status in WORTH_A_RETRY
        raise ExportFailed(REFUSED, may_retry=may_retry, status=answer.status, answer=text[:SHOWN])
    return Exported(external_id=_id_in(text))


def _id_in(text: str) -> str | None:
    """The id that the answer gives, if it is JSON that has one."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    given = found.get("id") if isinstance(found, dict) else None
    return str(given)[:MAX_ID] if isinstance(given, str | int) and not isinstance(given, bool) else None


CONNECTOR = JsonOverHttps
