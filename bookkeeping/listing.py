"""Lists of what belongs to one administration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bookkeeping.desk import Desk, open_administration
from bookkeeping.filters import conditions
from wire.paging import PagedResult, Sortable, page_of


def page_within(
    desk: Desk, row: Any, asked: Mapping[str, Any], *, filters: Mapping[str, Any], sortable: Sortable
) -> PagedResult:
    """One page of the rows of a class, of the administration that was asked for.

    Raises:
        EntityNotFound: there is no such administration, or none that the user may see.
    """
    with desk.session() as session:
        open_administration(session, desk.user_id, asked["administration_id"])
        of_administration = row.administration_id == asked["administration_id"]
        statement = select(row).where(of_administration, *conditions(asked, filters))
        return page_of(session, statement, asked, sortable=sortable, key=row.id)
