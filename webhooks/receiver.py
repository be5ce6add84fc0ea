"""The other side, for developers: receives calls, verifies their signatures and hands them on."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

from webhooks.signatures import ABP_HEADER, ZENDIX_HEADER, abp_signature, standard_key, zendix_signature

MAX_BYTES = 1024 * 1024
STANDARD = "webhook-signature"


@dataclass(frozen=True, slots=True)
class Received:
    """A call. `signatures` says of every signature that came with it, by the name of its header, if it is right."""

    path: str
    body: Any  # JSON, or text if it is none
    signatures: Mapping[str, bool]

    @property
    def is_verified(self) -> bool:
        return bool(self.signatures) and all(self.signatures.values())


def verify(headers: Mapping[str, str], body: bytes, secret: str) -> dict[str, bool]:
    """Check every signature there is; that of Standard Webhooks is wrong after five minutes, too."""
    known = {name.lower(): value for name, value in headers.items()}
    plain = {ABP_HEADER: abp_signature(secret, body), ZENDIX_HEADER: zendix_signature(secret, body)}
    found = {name: _same(known[name.lower()], right) for name, right in plain.items() if name.lower() in known}
    return found | ({STANDARD: _is_standard(known, body, secret)} if STANDARD in known else {})


def listen_at(
    host: str, port: int, secret: str, status: int, hand_on: Callable[[Received], None]
) -> ThreadingHTTPServer:
    """A server that answers every POST with `status`, or 401 if its signatures are wrong or missing."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MAX_BYTES))
            received = Received(self.path, _parsed(body), verify(dict(self.headers), body, secret))
            hand_on(received)
            self.send_response(status if received.is_verified else 401)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """The calls are printed by who asked for them."""

    return ThreadingHTTPServer((host, port), Handler)


def _is_standard(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    try:
        Webhook(standard_key(secret)).verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError):
        return False
    return True


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")
