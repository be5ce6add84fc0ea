"""Where a user works: the machine, the user, and the administrations that were granted to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from bookkeeping.rows.administrations import Administration, AdministrationGrant, AllAdministrationsGrant
from infra.database import TenantSession
from infra.machine import Machine
from wire import EntityNotFound, InvalidInput

ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True)
class Desk:
    """One user's place; everything in it is of their tenant."""

    machine: Machine
    tenant_id: int
    user_id: int
    user_name: str
    base_url: str = ""  # of addresses given out, without a slash at its end

    @contextmanager
    def session(self) -> Iterator[TenantSession]:
        with self.machine.database.session(self.tenant_id) as session:
            yield session


def has_all(session: Session, user_id: int) -> bool:
    """True if every administration of the tenant is granted to the user."""
    return session.get(AllAdministrationsGrant, user_id) is not None


def granted(session: Session, user_id: int, administration_id: Any) -> ColumnElement[bool]:
    """The condition that a column holds the id of an administration the user may see."""
    if has_all(session, user_id):
        return true()
    grants = select(AdministrationGrant.administration_id).where(AdministrationGrant.user_id == user_id)
    condition: ColumnElement[bool] = administration_id.in_(grants)
    return condition


def open_administration(session: Session, user_id: int, administration_id: int) -> Administration:
    """The administration, for a user who may see it.

    Raises:
        EntityNotFound: there is none, or none that the user may see.
    """
    statement = select(Administration).where(Administration.id == administration_id)
    found = session.scalars(statement.where(granted(session, user_id, Administration.id))).one_or_none()
    if found is None:
        raise EntityNotFound(ADMINISTRATION, administration_id)
    return found


def check_hearing(session: Session, user_id: int, administration_ids: Sequence[int]) -> None:
    """May the user be told what happens in these administrations, or in all if there are none?

    Raises:
        EntityNotFound: for the first that the user may not see.
        InvalidInput: it is about all, of which the user may see some at most.
    """
    if administration_ids:
        check_administrations(session, user_id, administration_ids)
    elif not has_all(session, user_id):
        raise InvalidInput("administrationIds is required: not all administrations are yours.", "administrationIds")


def check_administrations(session: Session, user_id: int, administration_ids: Sequence[int]) -> None:
    """Raises `EntityNotFound` for the first that the user may not see."""
    wanted = select(Administration.id).where(Administration.id.in_(administration_ids))
    seen = set(session.scalars(wanted.where(granted(session, user_id, Administration.id))))
    for administration_id in administration_ids:
        if administration_id not in seen:
            raise EntityNotFound(ADMINISTRATION, administration_id)
