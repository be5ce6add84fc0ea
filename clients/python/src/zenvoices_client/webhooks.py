"""Is this call from the service? Verify the body's bytes as they came, before they are parsed.

Calls of both wires carry the signature of Standard Webhooks beside their own; it also tells old calls from new ones.
"""

from __future__ import annotations

import binascii
import hashlib
import hmac
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping

from zenvoices_client.errors import BadSignature

ABP_HEADER = "abp-webhook-signature"
ZENDIX_HEADER = "X-Zendix-Signature"
STANDARD_PREFIX = "whsec_"
TOLERANCE_SECONDS = 300.0


def verify_abp(secret: str, body: bytes, headers: Mapping[str, str]) -> None:
    """First wire: `sha256=` and hex pairs, with or without hyphens, in either case.

    Raises:
        BadSignature
    """
    given = _header(headers, ABP_HEADER).removeprefix("sha256=").replace("-", "").lower()
    _compare([given], _digest(secret.encode(), body).hex())


def verify_zendix(secret: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Extraction jobs: lower-case hex.

    Raises:
        BadSignature
    """
    _compare([_header(headers, ZENDIX_HEADER)], _digest(secret.encode(), body).hex())


def verify_standard(
    secret: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    tolerance_seconds: float = TOLERANCE_SECONDS,
) -> None:
    """Both wires: Standard Webhooks (https://www.standardwebhooks.com), which signs id and time too.

    Raises:
        BadSignature: also when the call is older, or from further in the future, than the tolerance.
    """
    moment = _header(headers, "webhook-timestamp")
    if not moment.isdecimal() or abs(time.time() - int(moment)) > tolerance_seconds:
        raise BadSignature("the call is not of this moment")
    signed = b".".join([_header(headers, "webhook-id").encode(), moment.encode(), body])
    given = [part.removeprefix("v1,") for part in _header(headers, "webhook-signature").split() if part[:3] == "v1,"]
    _compare(given, b64encode(_digest(_standard_key(secret), signed)).decode())


def _standard_key(secret: str) -> bytes:
    """What follows `whsec_` in base64, else the secret's own bytes."""
    if secret.startswith(STANDARD_PREFIX):
        try:
            return b64decode(secret.removeprefix(STANDARD_PREFIX), validate=True) or secret.encode()
        except binascii.Error:
            pass
    return secret.encode()


def _digest(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, hashlib.sha256)


def _compare(given: list[str], right: str) -> None:
    if not any(hmac.compare_digest(one.encode(), right.encode()) for one in given):
        raise BadSignature("the signature is not of this body and secret")


def _header(headers: Mapping[str, str], name: str) -> str:
    """Names of headers have no case."""
    found = next((value for key, value in headers.items() if key.lower() == name.lower()), None)
    if found is None:
        raise BadSignature(f"there is no header {name}")
    return found
