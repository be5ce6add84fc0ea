"""Logging in: from name and password (and second factor) to tokens, telling nobody why it failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from auth import second_factor, tokens
from auth.passwords import hash_password, is_outdated, is_password
from auth.tables import Tenant, User
from auth.throttle import Attempt, Throttle
from infra.database import Database
from wire import InvalidInput, NotLoggedIn

FAILED = "Logging in failed: the tenancy name, user name, password or code is not right."
WHICH_TENANT = "tenancyName is required: this user name exists in several organisations."
NO_REFRESH = "The refresh token is not valid, or not any more."
MAX_TENANTS = 5  # how many are tried when no tenant is named


@dataclass(frozen=True, slots=True)
class Credentials:
    name: str  # login name or e-mail address
    password: str
    tenancy_name: str | None = None
    code: str | None = None  # of the second factor
    challenge: str | None = None  # what the first step answered


@dataclass(frozen=True, slots=True)
class Login:
    """How logging in ended: tokens, or the challenge of a second factor."""

    access: tokens.AccessToken | None = None
    refresh_token: str | None = None
    challenge: str | None = None


def log_in(
    database: Database,
    throttle: Throttle,
    credentials: Credentials,
    *,
    address: str,
    life: timedelta = tokens.ACCESS_LIFE,
) -> Login:
    """Check who this is; `life` is the access token's.

    Raises:
        NotLoggedIn: something is wrong; the same for every reason.
        TooManyRequests: too many attempts.
        InvalidInput: the tenant must be named.
    """
    with database.system_session() as session:
        candidates = _candidates(session, credentials)
    attempt = Attempt([f"id {user.id}" for user in candidates] or [_who(credentials)], address)
    throttle.count(attempt)
    user = _with_password(candidates, credentials.password)
    with database.system_session() as session:
        login = _finish(session, user, credentials, life)
    if login.access is not None:
        throttle.forgive(attempt)
    return login


def refresh(database: Database, refresh_token: str) -> tokens.AccessToken:
    """A new access token; the refresh token stays as it is."""
    with database.system_session() as session:
        user = tokens.user_of_refresh(session, refresh_token)
        if user is None:
            raise NotLoggedIn(NO_REFRESH)
        return tokens.issue_access(session, user)


def _candidates(session: Session, credentials: Credentials) -> Sequence[User]:
    """The active users with that name; more than one only if no tenant was named."""
    name = fold(credentials.name)
    statement = (
        select(User)
        .join(Tenant, Tenant.id == User.tenant_id)
        .where(or_(User.login == name, User.email == name), User.is_active, Tenant.is_active)
        .order_by(User.id)
        .limit(MAX_TENANTS)
    )
    if credentials.tenancy_name:
        statement = statement.where(Tenant.code == fold(credentials.tenancy_name))
    return session.scalars(statement).all()


def _with_password(candidates: Sequence[User], password: str) -> User:
    """Outside any transaction: it takes its time."""
    right = [user for user in candidates if is_password(password, user.password_hash)]
    if not candidates:
        is_password(password, None)
    if not right:
        raise NotLoggedIn(FAILED)
    if len(candidates) > 1:  # said only to who knows a password
        raise InvalidInput(WHICH_TENANT, "tenancyName")
    return right[0]


def _finish(session: Session, checked: User, credentials: Credentials, life: timedelta) -> Login:
    user = session.get_one(User, checked.id)
    if user.security_version != checked.security_version:  # switched off, or another password, in the meantime
        raise NotLoggedIn(FAILED)
    if user.totp_secret is not None:
        if not credentials.code:
            return Login(challenge=tokens.issue_challenge(session, user))
        _check_second_factor(session, user, credentials)
    if is_outdated(user.password_hash):
        user.password_hash = hash_password(credentials.password)
    access = tokens.issue_access(session, user, life=life)
    return Login(access=access, refresh_token=tokens.issue_refresh(session, user))


def _check_second_factor(session: Session, user: User, credentials: Credentials) -> None:
    if credentials.challenge and not tokens.is_challenge_of(session, credentials.challenge, user):
        raise NotLoggedIn(FAILED)
    if not second_factor.use_code(session, user, credentials.code or ""):
        raise NotLoggedIn(FAILED)


def _who(credentials: Credentials) -> str:
    return f"name {fold(credentials.tenancy_name or '')}/{fold(credentials.name)}"


def fold(name: str) -> str:
    """How names are kept and compared."""
    return name.strip().casefold()
