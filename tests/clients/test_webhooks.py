"""Signatures that the client verifies are those that the service makes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.webhooks.receiving import SECRET, receiving
from webhooks.dialects import ABP, ZENDIX, Notice, written
from zenvoices_client import BadSignature
from zenvoices_client.webhooks import verify_abp, verify_standard, verify_zendix

BODY = (
    b'{"Id":"5f0c7a52-0b0e-4d0c-9a55-3f2f3a0f6a11","WebhookEvent":"App.FinancialTransaction.Exported","Attempt":1,'
    b'"Data":{"tenantId":7,"administrationId":42,"financialTransactionId":9001},'
    b'"CreationTimeUtc":"2025-01-31T10:15:30.1234567Z"}'
)
HEADER = "sha256=02-CF-1E-BB-4A-34-3D-C3-43-DC-1E-D5-BB-4B-CF-BF-28-DE-1E-25-4B-4D-F2-A5-9F-CA-45-E6-8A-18-B3-CA"
OF_DIALECT = [(ABP, verify_abp), (ZENDIX, verify_zendix), (ABP, verify_standard), (ZENDIX, verify_standard)]
VERIFIERS = pytest.mark.parametrize(
    ("dialect", "verify"), OF_DIALECT, ids=lambda value: getattr(value, "__name__", value)
)


def call(dialect: str, secret: str = SECRET, moment: datetime | None = None) -> tuple[bytes, dict[str, str]]:
    data: dict[str, Any] = {"data": {"status": "successful"}, "meta": {"job_id": 7}}
    return written(dialect, Notice(uuid4(), "job.completed", data, 1, moment or datetime.now(UTC)), secret)


@VERIFIERS
@pytest.mark.parametrize("secret", [SECRET, "whsec_a2llcy1pZXRzLWxhbmdz", "whsec_no base64"])
def test_what_the_service_signs_is_verified(dialect: str, verify: Callable[..., None], secret: str):
    body, headers = call(dialect, secret)
    verify(secret, body, headers)
    verify(secret, body, {name.upper(): value for name, value in headers.items()})


@VERIFIERS
def test_anything_else_is_not(dialect: str, verify: Callable[..., None]):
    body, headers = call(dialect)
    for secret, sent, told in [
        ("another", body, headers),
        (SECRET, body + b" ", headers),
        (SECRET, body, {}),
        (SECRET, body, dict.fromkeys(headers, "é")),
        (SECRET, body, dict.fromkeys(headers, "")),
    ]:
        with pytest.raises(BadSignature):
            verify(secret, sent, told)


def test_the_vector_of_the_first_wire():
    verify_abp("zv-test-secret", BODY, {"abp-webhook-signature": HEADER})
    verify_abp("zv-test-secret", BODY, {"Abp-Webhook-Signature": HEADER.replace("-", "").lower()})


@pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(minutes=-6)], ids=["old", "of the future"])
def test_replays_are_refused(age: timedelta):
    body, headers = call(ABP, moment=datetime.now(UTC) - age)
    with pytest.raises(BadSignature, match="moment"):
        verify_standard(SECRET, body, headers)
    verify_standard(SECRET, body, headers, tolerance_seconds=400)


def test_one_of_several_signatures_is_enough():
    body, headers = call(ABP)
    old = headers["webhook-signature"]
    verify_standard(SECRET, body, {**headers, "webhook-signature": f"v1,b3RoZXI= {old}"})
    with pytest.raises(BadSignature):
        verify_standard(SECRET, body, {**headers, "webhook-signature": old.replace("v1,", "v2,")})


def test_a_call_of_the_running_service(zenvoices, service):
    with receiving() as receiver:
        made = zenvoices.create_subscription(receiver.url(), SECRET, ["App.Air.ModelTrained"])
        service.client.post("/public-api/v1/webhookSubscription/ping", json={"id": made["id"]}).raise_for_status()
        service.wait_for(lambda: receiver.calls)
        zenvoices.delete_subscription(made["id"])
    [heard] = receiver.calls
    verify_abp(SECRET, heard.body, heard.headers)
    verify_standard(SECRET, heard.body, heard.headers)
    assert json.loads(heard.body)["WebhookEvent"] == "App.Webhook.Ping"
    assert time.time() - int(heard.headers["webhook-timestamp"]) < 300
