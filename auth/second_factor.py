"""The second factor: time-based codes of an authenticator app (RFC 6238), each good for one login."""

from __future__ import annotations

import hmac
import time

import pyotp
from sqlalchemy import update
from sqlalchemy.orm import Session

from auth.tables import User

PROVIDER = "GoogleAuthenticator"  # the name clients know; any TOTP app works
STEP_SECONDS = 30
DRIFT_STEPS = 1  # a clock may be so many steps off


def new_secret() -> str:
    return pyotp.random_base32()


def provisioning_uri(secret: str, login: str, tenancy_name: str) -> str:
    """The `otpauth://` address that an authenticator app reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=f"{tenancy_name}/{login}", issuer_name="Zenvoices")


def use_code(session: Session, user: User, code: str) -> bool:
    """True if the code is right and was not used before; then it is used."""
    step = _step_of(user.totp_secret or "", code.strip().replace(" ", ""))
    if step is None:
        return False
    unused = update(User).where(User.id == user.id, User.totp_last_step < step).values(totp_last_step=step)
    return session.execute(unused).rowcount == 1  # type: ignore[attr-defined]


def _step_of(secret: str, code: str) -> int | None:
    """The 30-second step that this is the code of."""
    totp, now_step = pyotp.TOTP(secret), int(time.time()) // STEP_SECONDS
    for step in range(now_step - DRIFT_STEPS, now_step + DRIFT_STEPS + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None
