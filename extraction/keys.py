"""API keys: made (and shown once), found, listed, revoked. Their webhooks are called at an endpoint of the outbox."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from auth.tables import Tenant
from extraction import listing
from extraction.errors import KeyNotFound
from extraction.tables import ApiKey, Job, storable
from infra.database import Database
from infra.machine import Machine
from infra.types import now
from webhooks.addresses import may_be_called
from webhooks.dialects import ZENDIX
from webhooks.tables import Endpoint
from wire import InvalidInput, NotLoggedIn

PREFIX, SECRET_BYTES, SHOWN_CHARACTERS = "zx_", 32, 9
NOTED_EVERY = timedelta(minutes=1)  # that it was used; more often would only cost writing
MOST_KEYS = 100
INVALID = "Invalid API key."
TOO_MANY = "A business may have at most %(most)s API keys; revoke one first."
BAD_URL = "webhook_url must be an https address of a public host."
NEEDS_SECRET = "webhook_secret is required with webhook_url."  # noqa: S105
NEEDS_URL = "webhook_url is required with webhook_secret."


def create(machine: Machine, tenant_id: int, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Make a key and return it as it is shown, with its text in `key`.

    Raises:
        InvalidInput: there are too many, or webhooks cannot go where they should.
    """
    url, secret = asked["webhook_url"], asked["webhook_secret"]
    _check(url, secret, machine.allowed_hosts)
    text = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    endpoint = None if url is None else Endpoint(dialect=ZENDIX, url=url, secret=secret)
    row = ApiKey(name=asked["name"], digest=_digest(text), shown=text[:SHOWN_CHARACTERS], endpoint=endpoint)
    with machine.database.session(tenant_id) as session:
        if (session.scalar(select(func.count()).select_from(ApiKey)) or 0) >= MOST_KEYS:
            raise InvalidInput(TOO_MANY, most=MOST_KEYS)
        session.add(row)
    shown = ("id", "name", "shown", "endpoint", "created_at", "last_used_at")
    return {name: getattr(row, name) for name in shown} | {"key": text}


def page(database: Database, tenant_id: int, asked: Mapping[str, Any]) -> listing.Page:
    """A page of the keys of the business."""
    with database.session(tenant_id) as session:
        return listing.page(session, select(ApiKey), asked, key=ApiKey.id)


def revoke(database: Database, tenant_id: int, key_id: int) -> None:
    """From the next request on; webhooks of jobs that came with it are still called. Raises `KeyNotFound`."""
    with database.session(tenant_id) as session:
        row = session.scalars(select(ApiKey).where(ApiKey.id == storable(key_id))).one_or_none()
        if row is None:
            raise KeyNotFound(id=key_id)
        endpoint_id = row.endpoint_id
        session.delete(row)
        session.flush()
        drop_if_unused(session, endpoint_id)


def hold(session: Session, key_id: int) -> None:
    """Keep a key from being revoked until the transaction ends; raises `NotLoggedIn` if it was revoked meanwhile."""
    held = select(ApiKey.id).where(ApiKey.id == key_id).with_for_update(read=True, key_share=True)
    if session.scalars(held).one_or_none() is None:
        raise NotLoggedIn(INVALID)


def drop_if_unused(session: Session, endpoint_id: UUID | None) -> None:
    """Delete an endpoint that neither a key nor a job has any more, with its secret."""
    if endpoint_id is None:
        return
    users = (
        select(ApiKey.id).where(ApiKey.endpoint_id == endpoint_id),
        select(Job.id).where(Job.endpoint_id == endpoint_id),
    )
    endpoint = session.get(Endpoint, endpoint_id)
    if endpoint is not None and not any(session.scalars(used.limit(1)).first() for used in users):
        session.delete(endpoint)


def find(database: Database, text: str) -> ApiKey | None:
    """The key with this text, noting that it was used; None if there is none, or its business is switched off."""
    if not text.startswith(PREFIX):
        return None
    with database.system_session() as session:
        known = select(ApiKey).join(Tenant, Tenant.id == ApiKey.tenant_id)
        row = session.scalars(known.where(ApiKey.digest == _digest(text), Tenant.is_active)).one_or_none()
        if row is not None and _is_long_ago(row.last_used_at):
            session.execute(update(ApiKey).where(ApiKey.id == row.id).values(last_used_at=now()))
        return row


def _is_long_ago(moment: datetime | None) -> bool:
    return moment is None or moment < now() - NOTED_EVERY


def _check(url: str | None, secret: str | None, allowed_hosts: frozenset[str]) -> None:
    if url is None and secret is not None:
        raise InvalidInput(NEEDS_URL, "webhook_url")
    if url is not None and secret is None:
        raise InvalidInput(NEEDS_SECRET, "webhook_secret")
    if url is not None and not may_be_called(url, allowed_hosts):
        raise InvalidInput(BAD_URL, "webhook_url")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
