"""The wall between tenants: a session that belongs to one tenant sees and writes that tenant's rows only.

Reads get the condition added by the session itself; new rows get the tenant's id; everything that would go around
the wall (SQL text, bare tables, bulk writes that skip the condition, rows of others) is refused with `TenantWall`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from sqlalchemy import Alias, Column, Integer, Join, Select, Table, TextClause, UpdateBase, event, inspect
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, UOWTransaction, mapped_column, with_loader_criteria
from sqlalchemy.sql import visitors


class TenantWall(Exception):
    """Something in a tenant's session would touch rows of another tenant, or could."""


class TenantMixin:
    """A row that belongs to one tenant."""

    tenant_id: Mapped[int] = mapped_column(Integer, index=True, sort_order=-1)


class TenantSession(Session):
    """A session behind the wall of one tenant."""

    def __init__(self, *, tenant_id: int, **kwargs: Any) -> None:
        if not isinstance(tenant_id, int):
            raise TypeError(f"a tenant's session needs the tenant's id, not {tenant_id!r}")
        super().__init__(**kwargs)
        self.tenant_id = tenant_id

    def bulk_save_objects(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TenantWall("bulk methods don't know tenants; use add_all()")

    bulk_insert_mappings = bulk_update_mappings = bulk_save_objects


@event.listens_for(TenantSession, "do_orm_execute")
def _guard_statement(state: ORMExecuteState) -> None:
    """Add the tenant's condition, or refuse what the condition would not reach."""
    _refuse_detours(state)
    if state.is_column_load:  # more columns of a row that this session has already seen
        return
    tenant_id = state.session.tenant_id  # type: ignore[attr-defined]
    condition = with_loader_criteria(TenantMixin, lambda row: row.tenant_id == tenant_id, include_aliases=True)
    state.statement = state.statement.options(condition) if _takes_options(state) else state.statement


@event.listens_for(TenantSession, "before_flush")
def _guard_rows(session: TenantSession, context: UOWTransaction, instances: object) -> None:
    """Give new rows the tenant's id; refuse rows of others."""
    for row in session.new:
        if isinstance(row, TenantMixin) and row.tenant_id is None:
            row.tenant_id = session.tenant_id
    for row in _tenant_rows(session):
        was = inspect(row).attrs.tenant_id.history.deleted
        if row.tenant_id != session.tenant_id or any(value not in (None, session.tenant_id) for value in was or ()):
            raise TenantWall(f"a {type(row).__name__} of another tenant")


def _tenant_rows(session: Session) -> Iterator[TenantMixin]:
    for rows in (session.new, session.dirty, session.deleted):
        yield from (row for row in rows if isinstance(row, TenantMixin))


def _takes_options(state: ORMExecuteState) -> bool:
    return state.is_orm_statement and (state.is_select or state.is_update or state.is_delete)


def _refuse_detours(state: ORMExecuteState) -> None:
    if state.is_column_load or state.is_relationship_load:  # written by the library itself
        return
    if state.is_insert and any(issubclass(mapper.class_, TenantMixin) for mapper in state.all_mappers):
        raise TenantWall("insert() does not know tenants; add() the rows")
    if state.is_update and isinstance(state.parameters, list):
        raise TenantWall("an update by a list of keys does not know tenants; use where()")
    parts = list(visitors.iterate(state.statement))
    if any(isinstance(part, TextClause) for part in parts):
        raise TenantWall("SQL text does not know tenants; use a system session")
    through_class = {getattr(part, "table", part) for part in parts if "parentmapper" in part._annotations}
    for part in parts:
        bare = [named for named in _sources_of(part) if _is_bare(named)]
        bare += [part] if isinstance(part, Column) and _is_bare(part) and part.table not in through_class else []
        if bare:
            raise TenantWall(f"a bare table does not know tenants; use its class: {bare[0]}")


def _sources_of(part: Any) -> Iterable[Any]:
    """The tables and columns that the author of a statement wrote down to read from or write to."""
    if isinstance(part, Select):
        return (*part._raw_columns, *part._from_obj, *(join[0] for join in part._setup_joins))
    if isinstance(part, Join):
        return part.left, part.right
    return (part.table,) if isinstance(part, UpdateBase) else ()


def _is_bare(named: Any) -> bool:
    """True for a table with tenants, or a column of one, that was not named through its class."""
    table = named.table if isinstance(named, Column) else named
    table = table.element if isinstance(table, Alias) else table
    return isinstance(table, Table) and "tenant_id" in table.columns and "parentmapper" not in named._annotations
