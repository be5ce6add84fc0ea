"""Lists: pages of at most 250 items, sorted by any field of the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import marshmallow as ma
from sqlalchemy import ColumnElement, Select, false, func, literal, or_
from sqlalchemy.orm import Session

from infra.indexes import sorted_value
from wire.errors import InvalidInput
from wire.schema import Schema
from wire.validators import AtLeast, Between

DEFAULT_PAGE, MAX_PAGE = 50, 250  # items
MANY = 1_000  # rows: sorting some more than a page takes no time worth saving
DIRECTIONS = ("asc", "desc")
Sortable = Mapping[str, Any]  # name on the wire -> what to sort by


class PagingInput(Schema):
    """The part that every list request has."""

    maxResultCount = ma.fields.Integer(
        strict=True, load_default=DEFAULT_PAGE, attribute="max_result_count", validate=Between(1, MAX_PAGE)
    )
    skipCount = ma.fields.Integer(strict=True, load_default=0, attribute="skip_count", validate=AtLeast(0))
    sorting = ma.fields.String(
        load_default="", metadata={"description": "`field [asc|desc]`, several separated by commas"}
    )


@dataclass(frozen=True, slots=True)
class SortKey:
    """One field to sort by. What has no value comes before what has, whatever the database is used to."""

    column: Any
    is_descending: bool = False

    @property
    def clause(self) -> ColumnElement[Any]:
        directed: ColumnElement[Any] = self.column.desc() if self.is_descending else self.column.asc()
        if not self._has_gaps:  # an index serves the order as it is
            return directed
        return directed.nulls_last() if self.is_descending else directed.nulls_first()

    @property
    def _has_gaps(self) -> bool:
        return bool(getattr(self.column, "nullable", True))

    @property
    def reverse(self) -> SortKey:
        return SortKey(self.column, is_descending=not self.is_descending)

    def at(self, value: Any) -> ColumnElement[bool]:
        """The condition that a row has this value."""
        found: ColumnElement[bool] = self.column.is_(None) if value is None else self.column == self._literal(value)
        return found

    def before(self, value: Any) -> ColumnElement[bool]:
        """The condition that a row comes before those with this value."""
        if value is None:
            return self.column.is_not(None) if self.is_descending else false()
        known = self._literal(value)
        earlier: ColumnElement[bool] = self.column > known if self.is_descending else self.column < known
        return or_(self.column.is_(None), earlier) if self._has_gaps and not self.is_descending else earlier

    def after(self, value: Any) -> ColumnElement[bool]:
        return self.reverse.before(value)

    def within(self, first: Any, last: Any) -> ColumnElement[bool]:
        """The condition that a row comes neither before those with the one value nor after those with the other."""
        low, high = (last, first) if self.is_descending else (first, last)
        if high is None:
            return self.column.is_(None)
        if low is None:
            return or_(self.column.is_(None), self.column <= self._literal(high))
        return self.column.between(self._literal(low), self._literal(high))

    def _literal(self, value: Any) -> ColumnElement[Any]:
        return literal(value, self.column.type)


@dataclass(frozen=True, slots=True)
class PagedResult:
    total_count: int  # matches before paging
    items: Sequence[Any]


def paged(item_schema: type[Schema]) -> type[Schema]:
    """The schema of a page of `item_schema`."""
    name = f"{item_schema.__name__.removesuffix('Schema')}PageSchema"
    members = {
        "totalCount": ma.fields.Integer(required=True, attribute="total_count"),
        "items": ma.fields.List(ma.fields.Nested(item_schema), required=True),
    }
    return type(name, (Schema,), members)


def sortable_by(schema: type[Schema], entity: Any) -> Sortable:
    """Every field of the answer, by the attribute of `entity` that it shows."""
    fields = schema().dump_fields.values()
    names = {field.data_key or str(field.name): field.attribute or str(field.name) for field in fields}
    return {name: sorted_value(getattr(entity, attribute)) for name, attribute in names.items()}


def page_of(
    session: Session, statement: Select[Any], paging: Mapping[str, Any], *, sortable: Sortable, key: Any
) -> PagedResult:
    """One page of the entities `statement` selects; `key`, the primary key, comes last so that pages don't overlap.

    It has the direction of the field before it, as an index read from either end has.

    Three statements whatever the page: the count, the keys of the page, and its rows; a few more for each further field
    that is sorted by. Only keys are sorted, and a page in the second half is counted off from the end, so that a late
    page costs no more than one halfway.
    """
    asked = parse_sorting(paging["sorting"], sortable)
    order = [*asked, SortKey(key, is_descending=bool(asked) and asked[-1].is_descending)]
    plain = statement.order_by(None)
    total = _count(session, plain)
    keys = _keys(session, plain.with_only_columns(key, maintain_column_froms=True), order, paging, total)
    rows = session.scalars(statement.where(key.in_(keys))).unique().all() if keys else ()
    place = {found: number for number, found in enumerate(keys)}
    return PagedResult(total, sorted(rows, key=lambda row: place[getattr(row, key.key)]))


def _keys(
    session: Session, statement: Select[Any], order: Sequence[SortKey], paging: Mapping[str, Any], total: int
) -> list[Any]:
    """The primary keys of the page, in its order."""
    first = min(paging["skip_count"], total)
    count = min(paging["max_result_count"], total - first)
    if count == 0:
        return []
    if first + count // 2 <= total // 2:
        return _slice(session, statement, order, first, count)
    return _slice(session, statement, [sort.reverse for sort in order], total - first - count, count)[::-1]


def _slice(session: Session, statement: Select[Any], order: Sequence[SortKey], skip: int, count: int) -> list[Any]:
    """So many keys after those that are skipped.

    Where several fields are sorted by, those rows only that the first field puts on the page, or beside it: what it is
    there an index tells, and how many rows come before. If these are many, most are alike in the first field: then
    the others alone give the order, by an index of theirs.
    """
    if len(order) <= 2:  # a field and the key
        page = statement.order_by(*(sort.clause for sort in order)).offset(skip).limit(count)
        return list(session.scalars(page))
    lead = order[0]
    values = statement.with_only_columns(lead.column, maintain_column_froms=True).order_by(lead.clause)
    ahead = session.scalars(values.offset(skip).limit(count + MANY)).all()
    if not ahead:  # deleted since they were counted
        return []
    around, further = ahead[:count], ahead[count:]
    first, last = around[0], around[-1]
    skip -= _count(session, statement.where(lead.before(first)))
    if skip < MANY and further.count(last) < MANY:
        beside = statement.where(lead.within(first, last)).order_by(*(sort.clause for sort in order))
        return list(session.scalars(beside.offset(skip).limit(count)))
    alike = _slice(session, statement.where(lead.at(first)), order[1:], skip, around.count(first))
    if first == last:
        return alike
    between = statement.where(lead.after(first), lead.before(last)).order_by(*(sort.clause for sort in order))
    end = _slice(session, statement.where(lead.at(last)), order[1:], 0, around.count(last))
    return [*alike, *session.scalars(between), *end]


def _count(session: Session, statement: Select[Any]) -> int:
    return session.scalar(statement.with_only_columns(func.count(), maintain_column_froms=True)) or 0


def parse_sorting(text: str, sortable: Sortable) -> list[SortKey]:
    """Turn `name asc, code DESC` into what SQL sorts by.

    Raises:
        InvalidInput: it names a field that cannot be sorted by, or is spelled otherwise.
    """
    return [_sort_key(part, sortable) for part in text.split(",") if text.strip()]


def _sort_key(part: str, sortable: Sortable) -> SortKey:
    columns = {name.lower(): column for name, column in sortable.items()}
    name, *direction = part.split() or [""]
    column = columns.get(name.lower())
    if column is None or len(direction) > 1 or (direction and direction[0].lower() not in DIRECTIONS):
        raise InvalidInput("sorting cannot sort by %(part)s.", "sorting", part=repr(part.strip()))
    return SortKey(column, is_descending=bool(direction) and direction[0].lower() == "desc")


def page_of_dicts(items: Sequence[Mapping[str, Any]], paging: Mapping[str, Any], schema: type[Schema]) -> PagedResult:
    """One page of a short list that is no table; `items` have the attributes of the schema and an `id`."""
    fields = schema().dump_fields.values()
    names = {field.data_key or str(field.name): field.attribute or str(field.name) for field in fields}
    ordered = sorted(items, key=lambda item: item["id"])
    for sort in reversed(parse_sorting(paging["sorting"], names)):
        ordered.sort(key=lambda item, name=sort.column: item[name], reverse=sort.is_descending)  # type: ignore[misc]
    first = paging["skip_count"]
    return PagedResult(len(ordered), ordered[first : first + paging["max_result_count"]])
