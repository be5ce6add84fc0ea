"""The users of a tenant, with what they may do and see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from auth.tables import User, UserPermission
from bookkeeping.desk import Desk, has_all
from bookkeeping.filters import conditions, part_of
from bookkeeping.rows.administrations import AdministrationGrant
from wire import EntityNotFound
from wire.paging import PagedResult, Sortable, page_of

FILTERS = {
    "filter": lambda text: part_of(text, User.login, User.first_name, User.surname, User.email),
    "is_active": lambda is_active: User.is_active == is_active,
}


@dataclass(frozen=True, slots=True)
class Rights:
    """What a user may do and see."""

    user: User
    permissions: tuple[str, ...]
    has_all_administrations: bool
    administration_ids: tuple[int, ...]


def page(desk: Desk, asked: Mapping[str, Any], sortable: Sortable) -> PagedResult:
    with desk.session() as session:
        statement = select(User).where(*conditions(asked, FILTERS))
        return page_of(session, statement, asked, sortable=sortable, key=User.id)


def one(desk: Desk, user_id: int) -> Rights:
    """Raises `EntityNotFound`."""
    with desk.session() as session:
        user = session.get(User, user_id)
        if user is None:
            raise EntityNotFound("user", user_id)
        names = select(UserPermission.name).where(UserPermission.user_id == user_id).order_by(UserPermission.name)
        grants = select(AdministrationGrant.administration_id).where(AdministrationGrant.user_id == user_id)
        return Rights(
            user,
            tuple(session.scalars(names)),
            has_all(session, user_id),
            tuple(session.scalars(grants.order_by(AdministrationGrant.administration_id))),
        )
