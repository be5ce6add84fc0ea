"""Right values, as a person gives them, against the schema that they are for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext

from air.schema import Schema, SchemaField
from wire import Problem

MAX_TEXT, MAX_ITEMS = 10_000, 2_000  # characters of a value, items of a list


def problems_with(truth: Mapping[str, Any], schema: Schema) -> list[Problem]:
    """What is wrong, each with its path: `result.lines[2].amount must be a number.`; null is right everywhere."""
    return list(_of_object(truth, schema.fields, "result"))


def _of_object(values: Any, fields: Sequence[SchemaField], path: str) -> Iterator[Problem]:
    if not isinstance(values, Mapping):
        yield _problem(path, "must be an object.")
        return
    known = {field.name: field for field in fields}
    for name, value in values.items():
        inner = f"{path}.{name}"
        if name not in known:
            yield _problem(inner, "is no field of the schema.")
        elif value is not None:
            yield from _of_value(value, known[name], inner)


def _of_value(value: Any, field: SchemaField, path: str) -> Iterator[Problem]:
    if field.type == "object":
        yield from _of_object(value, field.fields, path)
    elif field.type == "list":
        yield from _of_list(value, field, path)
    elif field.type == "enum":
        if value not in field.enum:
            yield _problem(path, "must be one of: %(choices)s.", choices=", ".join(field.enum))
    else:
        is_right, message = SCALARS[field.type]
        if not is_right(value):
            yield _problem(path, message)


def _of_list(values: Any, field: SchemaField, path: str) -> Iterator[Problem]:
    if not isinstance(values, list):
        yield _problem(path, "must be a list.")
    elif len(values) > MAX_ITEMS:
        yield _problem(path, "may have at most %(high)s items.", high=MAX_ITEMS)
    else:
        for at, value in enumerate(values):
            if field.fields:
                yield from _of_object(value, field.fields, f"{path}[{at}]")
            else:
                yield from _of_value(value, SchemaField(field.name, field.items), f"{path}[{at}]")


def _problem(path: str, message: str, **facts: Any) -> Problem:
    return Problem(f"{path} {gettext(message, **facts)}", (path,))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and len(value) == len("EUR")


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value)) and len(value) == len("2025-02-01")
    except ValueError:
        return False


SCALARS: Mapping[str, tuple[Callable[[Any], bool], str]] = {  # type -> is it right, and what it must be
    "string": (lambda value: isinstance(value, str) and len(value) <= MAX_TEXT, "must be text."),
    "currency": (lambda value: _is_number(value) or _is_code(value), "must be a number, or the code of a currency."),
    "number": (_is_number, "must be a number."),
    "integer": (lambda value: _is_number(value) and float(value).is_integer(), "must be a whole number."),
    "date": (_is_day, "must be a date as in 2025-02-01."),
    "boolean": (lambda value: isinstance(value, bool), "must be true or false."),
}
