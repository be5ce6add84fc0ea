"""Fields of a schema from the columns of a table, for answers that show rows and requests that write them.

`first_name` is `firstName` on the wire. What a column says holds on the wire too: its length, whether it may be empty,
its default, and its closed list of numbers (`info={"enum": AccountType}`).
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Any

import marshmallow as ma
from sqlalchemy import Boolean, Column, Date, Integer, String, inspect

from infra.types import Exact, TextList, UtcDateTime
from wire.schema import Day, Number, Schema
from wire.schema import UtcDateTime as Moment
from wire.validators import Between, MaxLength, NotEmpty, OneLine, OneOf

MAX_ID = 2**31 - 1


class EntityId(ma.fields.Integer):
    """The number of an entity; in query strings, where everything is text, with `strict=False`."""

    def __init__(self, *, strict: bool = True, **kwargs: Any) -> None:
        super().__init__(strict=strict, validate=Between(1, MAX_ID), **kwargs)


def wire_name(attribute: str) -> str:
    """
    >>> wire_name("tax_inclusive_amount")
    'taxInclusiveAmount'
    """
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), attribute)


def fields_of(entity: Any, *attributes: str, under: str = "") -> dict[str, ma.fields.Field[Any]]:
    """One field per attribute, by its name on the wire; `under` is where the answer has the entity, as in `user.`."""
    columns = inspect(entity).columns
    return {wire_name(attribute): field_of(columns[attribute], under + attribute) for attribute in attributes}


def schema_of(name: str, entity: Any, *attributes: str, under: str = "", **more: ma.fields.Field[Any]) -> type[Schema]:
    """A schema that shows these attributes; `more` are fields by their name on the wire."""
    return type(name, (Schema,), {**fields_of(entity, *attributes, under=under), **more})


def field_of(column: Column[Any], attribute: str) -> ma.fields.Field[Any]:
    kind, checks = _kind_of(column)
    options: dict[str, Any] = {"attribute": attribute, "validate": checks}
    if column.info.get("enum"):
        options["metadata"] = {"description": _meaning(column.info["enum"])}
    if column.nullable:
        return kind(load_default=None, allow_none=True, **options)
    if column.default is None:
        return kind(required=True, **options)
    default = column.default.arg if column.default.is_scalar else None
    return kind(load_default=default, **options) if default is not None else kind(**options)


def _kind_of(column: Column[Any]) -> tuple[Any, list[Any]]:
    """The kind of field, and what its values must be."""
    kind = column.type
    if column.info.get("enum"):
        return _Strict, [OneOf([int(value) for value in column.info["enum"]])]
    if isinstance(kind, TextList):
        return _Texts, []
    if isinstance(kind, String):
        checks: list[Any] = [MaxLength(kind.length), OneLine()] if kind.length else []
        return ma.fields.String, checks + ([] if column.nullable or column.default is not None else [NotEmpty()])
    if isinstance(kind, Integer):
        return _Strict, [Between(-MAX_ID, MAX_ID)]
    plain = {Exact: Number, UtcDateTime: Moment, Date: Day, Boolean: ma.fields.Boolean}
    return next(field for known, field in plain.items() if isinstance(kind, known)), []


def _meaning(numbers: type[IntEnum]) -> str:
    return ", ".join(f"{number.value} {number.name.lower().replace('_', ' ')}" for number in numbers)


class _Strict(ma.fields.Integer):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, **kwargs)


class _Texts(ma.fields.List):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(ma.fields.String(), **kwargs)
