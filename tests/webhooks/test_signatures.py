"""Signatures, bodies, and the receiver's side of them."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from infra.types import now
from webhooks import dialects
from webhooks.dialects import Notice, written
from webhooks.receiver import verify
from webhooks.signatures import abp_signature

VECTOR = (
    b'{"Id":"5f0c7a52-0b0e-4d0c-9a55-3f2f3a0f6a11","WebhookEvent":"App.FinancialTransaction.Exported","Attempt":1,'
    b'"Data":{"tenantId":7,"administrationId":42,"financialTransactionId":9001},'
    b'"CreationTimeUtc":"2025-01-31T10:15:30.1234567Z"}'
)
VECTOR_SIGNATURE = (
    "sha256=02-CF-1E-BB-4A-34-3D-C3-43-DC-1E-D5-BB-4B-CF-BF-28-DE-1E-25-4B-4D-F2-A5-9F-CA-45-E6-8A-18-B3-CA"
)
SECRET = "kies-iets-langs-en-willekeurigs"
DATA = {"tenantId": 7, "administrationId": 42, "financialTransactionId": 9001, "name": "Café €"}
EVENT_ID = UUID("5f0c7a52-0b0e-4d0c-9a55-3f2f3a0f6a11")


def notice(moment: datetime | None = None) -> Notice:
    return Notice(EVENT_ID, "App.FinancialTransaction.Exported", DATA, 1, moment or now())


def test_the_documented_vector():
    assert len(VECTOR) == 231
    assert abp_signature("zv-test-secret", VECTOR) == VECTOR_SIGNATURE


def test_the_envelope_of_the_vector_byte_for_byte():
    moment = datetime(2025, 1, 31, 10, 15, 30, 123456, tzinfo=UTC)
    data = {name: value for name, value in DATA.items() if name != "name"}
    body, headers = written("abp", Notice(EVENT_ID, "App.FinancialTransaction.Exported", data, 1, moment), "x" * 16)
    assert body == VECTOR.replace(b"30.1234567Z", b"30.1234560Z")
    assert headers["Content-Type"] == "application/json; charset=utf-8"


def test_the_other_wire():
    said = Notice(EVENT_ID, "job.completed", {"data": {"status": "successful"}, "meta": {"job_id": 3}}, 2, now())
    body, headers = written(dialects.ZENDIX, said, SECRET)
    assert json.loads(body) == {"event": "job.completed", "data": {"status": "successful"}, "meta": {"job_id": 3}}
    assert headers["X-Zendix-Signature"] == hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert "abp-webhook-signature" not in headers


@pytest.mark.parametrize("dialect", dialects.DIALECTS)
@pytest.mark.parametrize(
    ("secret", "key"),
    [
        (SECRET, SECRET.encode()),
        ("whsec_a2llcy1pZXRzLWxhbmdz", "whsec_a2llcy1pZXRzLWxhbmdz"),
        ("whsec_geen base64!", b"whsec_geen base64!"),
    ],
    ids=["any text", "with their prefix", "prefix by chance"],
)
def test_a_receiver_verifies_with_the_standard_library(dialect, secret, key):
    body, headers = written(dialect, notice(), secret)
    assert headers["webhook-id"] == str(EVENT_ID)
    assert Webhook(key).verify(body, headers) == json.loads(body)
    with pytest.raises(WebhookVerificationError):
        Webhook(key).verify(body.replace(b"42", b"43"), headers)


def test_our_receiver_tells_right_from_wrong():
    body, headers = written("abp", notice(), SECRET)
    assert verify(headers, body, SECRET) == {"abp-webhook-signature": True, "webhook-signature": True}
    assert verify(headers, body + b" ", SECRET) == {"abp-webhook-signature": False, "webhook-signature": False}
    assert verify(headers, body, SECRET + "!") == {"abp-webhook-signature": False, "webhook-signature": False}
    assert verify({}, body, SECRET) == {}
    body, headers = written("zendix", notice(), SECRET)
    assert verify(headers, body, SECRET) == {"X-Zendix-Signature": True, "webhook-signature": True}


def test_a_replay_is_noticed():
    body, headers = written("abp", notice(now() - timedelta(minutes=6)), SECRET)
    assert verify(headers, body, SECRET) == {"abp-webhook-signature": True, "webhook-signature": False}
