"""Requests are counted by key and by business, over all endpoints of this wire."""

from __future__ import annotations

from collections.abc import Sequence

import flask
from flask import Flask, g, request

from extraction.access import Business
from extraction.limits import Limits
from wire.limits import SharedLimit, share


def install(app: Flask, blueprints: Sequence[flask.Blueprint], limits: Limits) -> None:
    """After the first wire's counting, and after `access`."""
    by_key = SharedLimit("key", limits.key_requests, _key)
    share(app, blueprints, [by_key, SharedLimit("business", limits.business_requests, _business)])


def _key() -> str:
    """Who calls: users are counted like keys, strangers by address."""
    found: Business | None = g.get("business")
    if found is None:
        return _address()
    return f"key:{found.key_id}" if found.key_id is not None else f"user:{g.user.id}"


def _business() -> str:
    found: Business | None = g.get("business")
    return _address() if found is None else f"tenant:{found.tenant_id}"


def _address() -> str:
    return f"address:{request.remote_addr}"
