"""How a receiver knows that a call is ours: HMAC-SHA-256 of the body, written in the ways that receivers expect."""

from __future__ import annotations

import binascii
import hashlib
import hmac
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime

from standardwebhooks import Webhook

ABP_HEADER = "abp-webhook-signature"
ZENDIX_HEADER = "X-Zendix-Signature"
STANDARD_PREFIX = "whsec_"


def abp_signature(secret: str, body: bytes) -> str:
    """`sha256=` and upper-case hex pairs joined by hyphens; the key is all of the secret, any prefix included."""
    return f"sha256={_hmac(secret, body).hex('-').upper()}"


def zendix_signature(secret: str, body: bytes) -> str:
    """Lower-case hex."""
    return _hmac(secret, body).hex()


def standard_headers(secret: str, body: bytes, *, event_id: object, moment: datetime) -> Mapping[str, str]:
    """The headers of Standard Webhooks; their timestamp lets a receiver refuse replays."""
    signature = Webhook(standard_key(secret)).sign(str(event_id), moment, body.decode())
    return {
        "webhook-id": str(event_id),
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": signature,
    }


def standard_key(secret: str) -> bytes:
    """The key of Standard Webhooks: what follows `whsec_` in base64, else the secret's own bytes.

    >>> standard_key("whsec_a2V5"), standard_key("kies-iets-langs")
    (b'key', b'kies-iets-langs')
    """
    if secret.startswith(STANDARD_PREFIX):
        try:
            return b64decode(secret.removeprefix(STANDARD_PREFIX), validate=True) or secret.encode()
        except binascii.Error:
            pass
    return secret.encode()


def _hmac(secret: str, body: bytes) -> bytes:
    return hmac.digest(secret.encode(), body, hashlib.sha256)
