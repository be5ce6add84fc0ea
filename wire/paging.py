"""Lists: pages of at most 250 items, sorted by any field of the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import marshmallow as ma
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from wire.errors import InvalidInput
from wire.schema import Schema
from wire.validators import AtLeast, Between

DEFAULT_PAGE, MAX_PAGE = 50, 250  # items
DIRECTIONS = ("asc", "desc")
Sortable = Mapping[str, ColumnElement[Any]]  # name on the wire -> what to sort by


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


def page_of(
    session: Session, statement: Select[Any], paging: Mapping[str, Any], *, sortable: Sortable, key: ColumnElement[Any]
) -> PagedResult:
    """One page of the entities `statement` selects; `key`, the primary key, comes last so that pages don't overlap."""
    order = parse_sorting(paging["sorting"], sortable)
    total = session.scalar(select(func.count()).select_from(statement.order_by(None).subquery()))
    page = statement.order_by(*order, key.asc()).offset(paging["skip_count"]).limit(paging["max_result_count"])
    return PagedResult(total or 0, session.scalars(page).all())


def parse_sorting(text: str, sortable: Sortable) -> list[ColumnElement[Any]]:
    """Turn `name asc, code DESC` into what SQL sorts by.

    Raises:
        InvalidInput: it names a field that cannot be sorted by, or is spelled otherwise.
    """
    return [_sort_key(part, sortable) for part in text.split(",") if text.strip()]


def _sort_key(part: str, sortable: Sortable) -> ColumnElement[Any]:
    columns = {name.lower(): column for name, column in sortable.items()}
    name, *direction = part.split() or [""]
    column = columns.get(name.lower())
    if column is None or len(direction) > 1 or (direction and direction[0].lower() not in DIRECTIONS):
        raise InvalidInput("sorting cannot sort by %(part)s.", "sorting", part=repr(part.strip()))
    return column.desc() if direction and direction[0].lower() == "desc" else column.asc()
