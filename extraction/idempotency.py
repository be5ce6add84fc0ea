"""Requests that may be sent twice: the first with an `Idempotency-Key` does it, the others get its answer.

The row of a key is claimed before anything is done, and its answer is stored by the transaction that makes the job
visible. A request that fails gives its claim up, and one that dies leaves it until the claim expires, so that the same
request can be sent again; in either case nothing was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from extraction.errors import KeyReused, StillAtIt
from extraction.tables import IdempotentRequest
from infra.database import Database
from infra.types import now

KEPT = timedelta(hours=24)
CLAIM = timedelta(minutes=5)  # far longer than a request takes
WAIT_SECONDS, LOOK_SECONDS = 30.0, 0.05  # for the answer of the request that is at it


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do what a request asks for; `answer` is that of the request that did it already."""

    key: str | None  # None: the request has no key, and may be done as often as it is sent
    token: str = ""
    answer: Mapping[str, Any] | None = None

    def settle(self, session: Session, answer: Mapping[str, Any]) -> None:
        """Store the answer, in the transaction that does what was asked for; raises `StillAtIt` if it was lost."""
        if self.key is None:
            return
        mine = IdempotentRequest.key == self.key, IdempotentRequest.claim == self.token
        values = {"answer": dict(answer), "expires_at": now() + KEPT}
        if not session.execute(update(IdempotentRequest).where(*mine).values(**values)).rowcount:  # type: ignore[attr-defined]
            raise StillAtIt


@contextmanager
def claimed(database: Database, tenant_id: int, key: str | None, fingerprint: str) -> Iterator[Claim]:
    """Claim the key while the block runs; it is given up if the block raises.

    Raises:
        KeyReused: the key was used for something else.
        StillAtIt: another request with this key takes too long.
    """
    claim = Claim(None) if key is None else _claim(database, tenant_id, key, fingerprint)
    try:
        yield claim
    except BaseException:
        if claim.token:
            _give_up(database, tenant_id, claim)
        raise


def forget_expired(database: Database) -> None:
    """Answers are kept for 24 hours."""
    with database.system_session() as session:
        session.execute(delete(IdempotentRequest).where(IdempotentRequest.expires_at <= now()))


def _claim(database: Database, tenant_id: int, key: str, fingerprint: str) -> Claim:
    until = monotonic() + WAIT_SECONDS
    while True:
        claim = _try(database, tenant_id, key, fingerprint)
        if claim is not None:
            return claim
        if monotonic() > until:
            raise StillAtIt
        sleep(LOOK_SECONDS)


def _try(database: Database, tenant_id: int, key: str, fingerprint: str) -> Claim | None:
    """A claim, or one with the answer of the first; None while that is being made."""
    token = uuid4().hex
    try:
        with database.session(tenant_id) as session:
            row = session.scalars(select(IdempotentRequest).where(IdempotentRequest.key == key)).one_or_none()
            if row is not None and row.expires_at > now():
                return _answer_of(row, fingerprint)
            if row is not None:
                expired = IdempotentRequest.key == key, IdempotentRequest.claim == row.claim
                session.execute(delete(IdempotentRequest).where(*expired))
                session.expunge(row)
            session.add(IdempotentRequest(key=key, fingerprint=fingerprint, claim=token, expires_at=now() + CLAIM))
    except IntegrityError:  # somebody else was quicker
        return None
    return Claim(key, token)


def _answer_of(row: IdempotentRequest, fingerprint: str) -> Claim | None:
    if row.fingerprint != fingerprint:
        raise KeyReused
    return None if row.answer is None else Claim(row.key, answer=row.answer)


def _give_up(database: Database, tenant_id: int, claim: Claim) -> None:
    with database.session(tenant_id) as session:
        mine = IdempotentRequest.claim == claim.token, IdempotentRequest.answer.is_(None)
        session.execute(delete(IdempotentRequest).where(*mine))
