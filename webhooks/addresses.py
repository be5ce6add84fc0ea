"""Which addresses webhooks may be sent to, as far as that can be said without looking the name up."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from infra.addresses import is_public


def may_be_called(url: str, allowed_hosts: frozenset[str]) -> bool:
    """True for https to what may be a public host, and for hosts that the operator allows."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return False
    if not host or parts.username is not None or parts.scheme not in ("http", "https"):
        return False
    if host in allowed_hosts or f"{host}:{port}" in allowed_hosts:
        return True
    return parts.scheme == "https" and _may_be_public(host)


def _may_be_public(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".localhost", ".local", ".internal"))
    return is_public(host)
