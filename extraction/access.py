"""Who sends this request: a program with an API key, or a user who is logged in to the first wire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, request

from auth.permissions import EXTRACTION, EXTRACTION_KEYS
from extraction import keys
from extraction.envelope import BASE
from extraction.limits import Limits
from infra.machine import Machine
from wire import MissingPermission, NotLoggedIn
from wire.blueprint import document
from wire.caller import Caller, set_caller

PERMISSIONS = (EXTRACTION, EXTRACTION_KEYS)


@dataclass(frozen=True, slots=True)
class Business:
    """For whom the request is: a tenant; `endpoint_id` is where webhooks of its jobs go."""

    tenant_id: int
    key_id: int | None = None  # None: a user
    endpoint_id: UUID | None = None
    permissions: frozenset[str] = frozenset(PERMISSIONS)


def install(app: Flask, limits: Limits) -> None:
    """Recognise who calls this wire; install it after `auth`, which recognises users, and before the counting."""
    app.extensions["extraction_limits"] = limits
    app.before_request(_recognise)


def requires(permission: str) -> Callable[[Any], Any]:
    """Let a view be called with an API key, or by a user who has the permission."""

    def decorate(view: Any) -> Any:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if permission not in current_business().permissions:
                raise MissingPermission(permission)
            return view(*args, **kwargs)

        return document(guarded, description=f"Needs an API key, or a login with permission {permission}.")

    return decorate


def current_business() -> Business:
    """For whom the request is; raises `NotLoggedIn`."""
    found: Business | None = g.get("business")
    if found is None:
        raise NotLoggedIn(keys.INVALID)
    return found


def limits_of(app: Flask) -> Limits:
    """How much may be asked of an application."""
    found: Limits = app.extensions["extraction_limits"]
    return found


def machine() -> Machine:
    """What the application stands on."""
    found: Machine = current_app.extensions["machine"]
    return found


def _recognise() -> None:
    if not request.path.startswith(BASE):
        return
    user = g.get("user")
    if user is not None:
        g.business = Business(user.tenant_id, permissions=user.permissions)
        return
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    key = keys.find(machine().database, text.strip()) if scheme.lower() == "bearer" else None
    if key is not None:
        g.business = Business(key.tenant_id, key.id, key.endpoint_id)
        set_caller(Caller(tenant_id=key.tenant_id))
