"""The keys that sign access tokens: one signs, those before it verify until their tokens have expired."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from auth.tables import SigningKey
from infra.types import now

SECRET_BYTES = 32  # HMAC-SHA-256
LONGEST_TOKEN = timedelta(days=1)


def signing_key(session: Session) -> SigningKey:
    """The key that signs now; the first call ever makes it."""
    newest = select(SigningKey).where(SigningKey.verifies_until.is_(None)).order_by(SigningKey.created_at.desc())
    return session.scalars(newest).first() or _add(session)


def verifying_key(session: Session, kid: str) -> SigningKey | None:
    """The key of that id, if its tokens still count."""
    key = session.get(SigningKey, kid)
    if key is None or (key.verifies_until is not None and key.verifies_until <= now()):
        return None
    return key


def rotate(session: Session, *, keep_old_tokens: bool = True) -> str:
    """Sign with a new key from now on and return its id; without `keep_old_tokens` all access tokens die at once."""
    moment = now()
    session.execute(delete(SigningKey).where(SigningKey.verifies_until <= moment))
    for key in session.scalars(select(SigningKey)).all():
        if keep_old_tokens:
            key.verifies_until = key.verifies_until or moment + LONGEST_TOKEN
        else:
            session.delete(key)
    return _add(session).kid


def _add(session: Session) -> SigningKey:
    key = SigningKey(kid=secrets.token_hex(8), secret=secrets.token_urlsafe(SECRET_BYTES))
    session.add(key)
    session.flush()
    return key
