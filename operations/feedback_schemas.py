"""What goes over the wire when a person says what the right values were."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import marshmallow as ma
from flask_babel import gettext

from air.vocabulary import (
    AMOUNT_FIELDS,
    DATE_FIELDS,
    HEADER_FIELDS,
    KEYWORD_FIELDS,
    TABLE_HEADERS,
    TAX_LINES,
)
from operations.fields import FieldName
from wire import InvalidInput, Problem, Schema
from wire.validators import AtLeast, Between, MaxItems, MaxLength, NotEmpty, OneOf

MAX_TABLES, MAX_COLUMNS, MAX_VALUE = 200, 50, 1000
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
CURRENCY = re.compile(r"[A-Z]{3}")
TWICE = "%(name)s is given more than once."
FORMATS = {
    "date": "must be a date such as 2025-01-29T00:00:00.0000000.",
    "number": "must be a number such as 12345.12.",
    "boolean": "must be True or False.",
    "tax line": "must be a tax line such as 52.50;0.21;250.00: amount, rate, base.",
    "currency": "must be a currency code of three capitals.",
}
SIDES = "%(low)s must be less than %(high)s."


class CorrectValueSchema(Schema):
    fieldName = ma.fields.String(required=True, validate=FieldName(HEADER_FIELDS))
    correctValue = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=MaxLength(MAX_VALUE),
        metadata={"description": "As in results; several values are separated by ;"},
    )


class CorrectTableInfoSchema(Schema):
    tableX0 = ma.fields.Float(required=True, validate=Between(0, 1))
    tableX1 = ma.fields.Float(required=True, validate=Between(0, 1))
    tableY0 = ma.fields.Float(required=True, validate=Between(0, 1))
    tableY1 = ma.fields.Float(required=True, validate=Between(0, 1))
    pageNumber = ma.fields.Integer(required=True, validate=AtLeast(1))
    isContinuation = ma.fields.Boolean(load_default=False)


class CorrectTableHeaderSchema(Schema):
    tableHeaderName = ma.fields.String(required=True, validate=OneOf(TABLE_HEADERS))


class CorrectTableSchema(Schema):
    tableInfo = ma.fields.Nested(CorrectTableInfoSchema, required=True)
    tableHeaders = ma.fields.List(
        ma.fields.Nested(CorrectTableHeaderSchema), required=True, validate=[NotEmpty(), MaxItems(MAX_COLUMNS)]
    )


class ValidationInput(Schema):
    operationId = ma.fields.UUID(required=True)
    correctValues = ma.fields.List(ma.fields.Nested(CorrectValueSchema), load_default=list, validate=MaxItems(100))
    correctTables = ma.fields.List(
        ma.fields.Nested(CorrectTableSchema), load_default=list, validate=MaxItems(MAX_TABLES)
    )

    @ma.validates_schema(skip_on_field_errors=True)
    def values_and_boxes(self, data: dict[str, Any], **kwargs: Any) -> None:
        problems = [*_of_values(data["correctValues"]), *_of_tables(data["correctTables"])]
        if problems:
            raise InvalidInput.of(problems)


class DoubtSchema(Schema):
    fieldName = ma.fields.String(required=True)
    message = ma.fields.String(required=True, metadata={"description": "Text for the user, in the user's language"})


class DoubtsSchema(Schema):
    """What is odd about values that were learnt; null where nothing is."""

    warnings = ma.fields.List(ma.fields.Nested(DoubtSchema), required=True)

    def dump(self, obj: Any, **kwargs: Any) -> Any:
        return None if obj is None else super().dump(obj, **kwargs)


def _of_values(values: list[dict[str, Any]]) -> list[Problem]:
    names = Counter(value["fieldName"] for value in values)
    problems = [Problem(TWICE, ("correctValues",), {"name": name}) for name, count in names.items() if count > 1]
    for at, value in enumerate(values):
        kind = _kind_of(value["fieldName"])
        if kind is not None and value["correctValue"] and not _FITS[kind](value["correctValue"].strip()):
            member = f"correctValues[{at}].correctValue"
            problems.append(Problem(f"{member} {gettext(FORMATS[kind])}", (member,)))
    return problems


def _of_tables(tables: list[dict[str, Any]]) -> list[Problem]:
    problems = []
    for at, table in enumerate(tables):
        for low, high in (("tableX0", "tableX1"), ("tableY0", "tableY1")):
            if table["tableInfo"][low] >= table["tableInfo"][high]:
                members = tuple(f"correctTables[{at}].tableInfo.{name}" for name in (low, high))
                problems.append(Problem(SIDES, members, {"low": members[0], "high": members[1]}))
    return problems


def _kind_of(name: str) -> str | None:
    """The format a field's value must have; None for plain text."""
    if name in TAX_LINES:
        return "tax line"
    kinds = ((AMOUNT_FIELDS, "number"), (DATE_FIELDS, "date"), (KEYWORD_FIELDS, "boolean"), (("Currency",), "currency"))
    return next((kind for names, kind in kinds if name in names), None)


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        return False
    return True


def _is_tax_line(text: str) -> bool:
    parts = [part.strip() for part in text.split(";")]
    return len(parts) == 3 and bool(parts[0]) and all(not part or NUMBER.fullmatch(part) for part in parts)


_FITS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "number": lambda text: bool(NUMBER.fullmatch(text)),
    "boolean": lambda text: text in ("True", "False"),
    "tax line": _is_tax_line,
    "currency": lambda text: bool(CURRENCY.fullmatch(text)),
}
