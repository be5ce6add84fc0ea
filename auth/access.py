"""Who sends this request, and whether they may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask, current_app, g, request
from redis import Redis
from sqlalchemy import select
from sqlalchemy.orm import Session

from auth import tokens
from auth.permissions import PERMISSIONS
from auth.tables import UserPermission
from auth.throttle import Throttle
from infra.database import Database
from wire import MissingPermission, NotLoggedIn
from wire.blueprint import document, error_response
from wire.caller import Caller, set_caller

SCHEME = "bearer"
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class CurrentUser:
    """The user whose access token came with the request."""

    id: int
    tenant_id: int
    tenancy_name: str
    login: str
    language: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Auth:
    """What this room needs from the application."""

    database: Database
    throttle: Throttle


def install(app: Flask, *, database: Database, redis: Redis) -> None:
    """Recognise the user of every request; whether one is needed is for `requires` to say."""
    app.extensions["auth"] = Auth(database, Throttle(redis))
    app.before_request(_recognise)


def requires(*names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be called only by users who have all these permissions (none: any user who is logged in)."""
    unknown = set(names) - set(PERMISSIONS)
    if unknown:
        raise ValueError(f"unknown permissions: {unknown}")

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            missing = [name for name in names if name not in current_user().permissions]
            if missing:
                raise MissingPermission(*missing)
            return view(*args, **kwargs)

        needs = f"Needs permission {', '.join(names)}." if names else "Needs a login."
        return document(guarded, description=needs, responses=error_response(401) | error_response(403))

    return decorate


def current_user() -> CurrentUser:
    """The user behind this request.

    Raises:
        NotLoggedIn: there is none.
    """
    user: CurrentUser | None = g.get("user")
    if user is None:
        raise NotLoggedIn
    return user


def current_tenant() -> int:
    """The id of the tenant behind this request; raises `NotLoggedIn` like `current_user`."""
    return current_user().tenant_id


def auth() -> Auth:
    """This application's `Auth`."""
    found: Auth = current_app.extensions["auth"]
    return found


def _recognise() -> None:
    """Read the access token, if one was sent; a bad one is like none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME or not token.strip():
        return
    with auth().database.system_session() as session:
        user = _user_of(session, token.strip())
    if user is not None:
        g.user = user
        set_caller(Caller(tenant_id=user.tenant_id, user_id=user.id, language=user.language))


def _user_of(session: Session, token: str) -> CurrentUser | None:
    found = tokens.read_access(session, token)
    if found is None:
        return None
    user, tenant = found
    names: Any = session.scalars(select(UserPermission.name).where(UserPermission.user_id == user.id))
    return CurrentUser(user.id, tenant.id, tenant.code, user.login, user.language, frozenset(names))
