"""Master data: reading and listing any kind, and asking which codes exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bookkeeping.desk import Desk, open_administration
from bookkeeping.filters import part_of
from bookkeeping.kinds import Kind
from bookkeeping.listing import page_within
from wire import EntityNotFound, Problem
from wire.columns import wire_name
from wire.paging import PagedResult, Sortable

CHUNK = 500  # codes asked for at once


def page(desk: Desk, kind: Kind, asked: Mapping[str, Any], sortable: Sortable) -> PagedResult:
    """One page of an administration's rows of that kind."""
    return page_within(desk, kind.row, asked, filters=_filters(kind), sortable=sortable)


def one(desk: Desk, kind: Kind, administration_id: int, **key: str) -> Any:
    """The row with that key, such as `code="10017"`.

    Raises:
        EntityNotFound: there is no such administration, or no such row in it.
    """
    with desk.session() as session:
        open_administration(session, desk.user_id, administration_id)
        return find(session, kind, administration_id, **key)


def find(session: Session, kind: Kind, administration_id: int, **key: str) -> Any:
    """The row with that key; raises `EntityNotFound`."""
    [(column, value)] = key.items()
    statement = rows_of(kind, administration_id).where(getattr(kind.row, column) == value)
    row = session.scalars(statement.order_by(kind.row.id)).first()
    if row is None:
        raise EntityNotFound(kind.single, value)
    return row


def rows_of(kind: Kind, administration_id: int) -> Select[Any]:
    return select(kind.row).where(kind.row.administration_id == administration_id)


def known_codes(session: Session, kind: Kind, administration_id: int, codes: Iterable[str]) -> set[str]:
    """Those of the codes that exist."""
    wanted, known = sorted(set(codes)), set[str]()
    for start in range(0, len(wanted), CHUNK):
        statement = select(kind.row.code).where(
            kind.row.administration_id == administration_id, kind.row.code.in_(wanted[start : start + CHUNK])
        )
        known.update(session.scalars(statement))
    return known


def unknown_references(
    session: Session, administration_id: int, references: Mapping[str, Kind], rows: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    """What the rows name that does not exist; `rows` by how a message calls them, such as `lines[2].`."""
    for column, kind in references.items():
        named = {where: values[column] for where, values in rows.items() if values.get(column)}
        known = known_codes(session, kind, administration_id, named.values()) if named else set()
        for where, code in named.items():
            if code not in known:
                member = f"{where}{wire_name(column)}"
                text = "%(member)s: there is no %(type)s %(code)s."
                yield Problem(text, (member,), {"member": member, "type": kind.single, "code": code})


def _filters(kind: Kind) -> dict[str, Any]:
    row = kind.row
    filters: dict[str, Any] = {
        "filter": lambda text: part_of(text, row.code, kind.title),
        "code": lambda code: row.code == code,
        "external_id": lambda external_id: row.external_id == external_id,
    }
    if hasattr(row, "is_active"):
        filters["is_active"] = lambda is_active: row.is_active == is_active
    return filters
