"""Lists of this wire: pages by number, with addresses of the next and the previous."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import marshmallow as ma
from flask import request
from sqlalchemy import Select
from sqlalchemy.orm import Session

from wire import Schema
from wire.columns import MAX_ID
from wire.paging import page_of
from wire.validators import Between, OneOf

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 20, 100
LATEST, EARLIEST = "latest", "earliest"


class PageQuery(Schema):
    page = ma.fields.Integer(load_default=1, validate=Between(1, MAX_ID))
    page_size = ma.fields.Integer(load_default=DEFAULT_PAGE_SIZE, validate=Between(1, MAX_PAGE_SIZE))
    ordering = ma.fields.String(load_default=LATEST, validate=OneOf([LATEST, EARLIEST]))


@dataclass(frozen=True, slots=True)
class Page:
    """`count` is the number of all that match; the addresses keep the filters."""

    count: int
    next: str | None
    previous: str | None
    results: Sequence[Any]

    def showing(self, results: Sequence[Any]) -> Page:
        """The same page with other rows."""
        return replace(self, results=results)


def page_schema(row: type[Schema]) -> type[Schema]:
    """The schema of a page of `row`."""
    members = {
        "count": ma.fields.Integer(required=True, metadata={"description": "All that match, on every page"}),
        "next": ma.fields.String(required=True, allow_none=True, metadata={"description": "Address of the next page"}),
        "previous": ma.fields.String(required=True, allow_none=True),
        "results": ma.fields.List(ma.fields.Nested(row), required=True),
    }
    return type(f"{row.__name__.removesuffix('Schema')}PageSchema", (Schema,), members)


def page(session: Session, statement: Select[Any], asked: Mapping[str, Any], *, key: Any) -> Page:
    """One page of the entities that `statement` selects, by `key`."""
    number, size = asked["page"], asked["page_size"]
    direction = "asc" if asked["ordering"] == EARLIEST else "desc"
    paging = {"max_result_count": size, "skip_count": (number - 1) * size, "sorting": f"id {direction}"}
    found = page_of(session, statement, paging, sortable={"id": key}, key=key)
    last = max(1, -(-found.total_count // size))
    following = _address(number + 1) if number < last else None
    return Page(found.total_count, following, _address(min(number - 1, last)) if number > 1 else None, found.items)


def _address(number: int) -> str:
    """This request's address with another page."""
    return f"{request.base_url}?{urlencode({**request.args.to_dict(), 'page': number})}"
