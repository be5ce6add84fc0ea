"""Access tokens (JWT, one day), refresh tokens (random text, 365 days) and the challenge of a second factor.

Every token carries the security version its user had; when that moves on, the token is worth nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.keys import signing_key, verifying_key
from auth.tables import RefreshToken, Tenant, User
from infra.types import now

ACCESS_LIFE = timedelta(days=1)
REFRESH_LIFE = timedelta(days=365)
OBSOLETE_ACCESS_LIFE = timedelta(hours=2)  # of the old Authenticate call
CHALLENGE_LIFE = timedelta(minutes=5)
ALGORITHM, ISSUER = "HS256", "zenvoices"
ACCESS, CHALLENGE = "access", "second-factor"  # what a token may be used for
REFRESH_PREFIX = "rt_"


@dataclass(frozen=True, slots=True)
class AccessToken:
    text: str
    expires_at: datetime
    life_seconds: int


def issue_access(session: Session, user: User, *, life: timedelta = ACCESS_LIFE) -> AccessToken:
    expires_at = now() + life
    return AccessToken(_sign(session, user, ACCESS, expires_at), expires_at, int(life.total_seconds()))


def read_access(session: Session, text: str) -> tuple[User, Tenant] | None:
    """Whose access token this is; None if it is not one, or not any more."""
    return _read(session, text, ACCESS)


def issue_challenge(session: Session, user: User) -> str:
    """What a client shows with the second factor: the password was right a moment ago."""
    return _sign(session, user, CHALLENGE, now() + CHALLENGE_LIFE)


def is_challenge_of(session: Session, text: str, user: User) -> bool:
    found = _read(session, text, CHALLENGE)
    return found is not None and found[0].id == user.id


def issue_refresh(session: Session, user: User) -> str:
    """A new refresh token; only its hash is kept. Expired ones of the user are thrown away."""
    text, moment = REFRESH_PREFIX + secrets.token_urlsafe(32), now()
    session.execute(delete(RefreshToken).where(RefreshToken.user_id == user.id, RefreshToken.expires_at <= moment))
    session.add(
        RefreshToken(
            tenant_id=user.tenant_id,
            user_id=user.id,
            digest=_digest(text),
            security_version=user.security_version,
            expires_at=moment + REFRESH_LIFE,
        )
    )
    return text


def user_of_refresh(session: Session, text: str) -> User | None:
    """Whose refresh token this is; None if it is unknown, expired or revoked."""
    token = session.scalars(select(RefreshToken).where(RefreshToken.digest == _digest(text))).one_or_none()
    if token is None or token.expires_at <= now():
        return None
    found = _active_user(session, token.user_id, token.security_version)
    return found and found[0]


def _sign(session: Session, user: User, use: str, expires_at: datetime) -> str:
    key = signing_key(session)
    claims = {
        "iss": ISSUER,
        "sub": str(user.id),
        "tenant": user.tenant_id,
        "version": user.security_version,
        "use": use,
        "iat": now(),
        "exp": expires_at,
    }
    return jwt.encode(claims, key.secret, algorithm=ALGORITHM, headers={"kid": key.kid})


def _read(session: Session, text: str, use: str) -> tuple[User, Tenant] | None:
    claims = _claims(session, text)
    if claims is None or claims["use"] != use:
        return None
    return _active_user(session, int(claims["sub"]), claims["version"])


def _claims(session: Session, text: str) -> dict[str, Any] | None:
    """What the token says, if one of our keys signed it and it has not expired."""
    try:
        kid = jwt.get_unverified_header(text).get("kid")
        key = verifying_key(session, kid) if isinstance(kid, str) else None
        if key is None:
            return None
        options = {
            "require": ["exp", "sub", "version", "use"],
            "verify_iat": False,
        }  # clocks of machines differ a little
        return jwt.decode(text, key.secret, algorithms=[ALGORITHM], issuer=ISSUER, options=options)  # type: ignore[arg-type]
    except (jwt.InvalidTokenError, ValueError):
        return None


def _active_user(session: Session, user_id: int, security_version: int) -> tuple[User, Tenant] | None:
    statement = select(User, Tenant).join(Tenant, Tenant.id == User.tenant_id).where(User.id == user_id)
    found = session.execute(statement).one_or_none()
    if found is None or not (found.User.is_active and found.Tenant.is_active):
        return None
    return (found.User, found.Tenant) if found.User.security_version == security_version else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
