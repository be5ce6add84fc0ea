"""Dataclasses out of JSON by their type hints: `page_count` is read from `pageCount` or `page_count`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def read(kind: type[T], found: Any) -> T:
    """The value as that type; members that are missing get the dataclass's default, unknown ones are ignored.

    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Line:
    ...     tax_rate: Decimal | None
    ...     tags: tuple[str, ...] = ()
    >>> read(Line, {"taxRate": "0.21", "new": 1})
    Line(tax_rate=Decimal('0.21'), tags=())
    """
    return _read(kind, found)  # type: ignore[no-any-return]


def _read(kind: Any, found: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if found is None else _read(next(one for one in inner if one is not NoneType), found)
    if origin is tuple:
        return tuple(_read(inner[0], one) for one in found or ())
    if origin is Mapping and is_dataclass(inner[1]):
        return {name: _read(inner[1], one) for name, one in found.items()}
    if is_dataclass(kind):
        return _dataclass(kind, found)
    if kind is datetime:
        return datetime.fromisoformat(found)
    if kind is Decimal:
        return Decimal(str(found))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(found)
    return found


def _dataclass(kind: Any, found: Mapping[str, Any]) -> Any:
    hints, values = _hints(kind), {}
    for known in fields(kind):
        for name in (camel(known.name), known.name):
            if name in found:
                values[known.name] = _read(hints[known.name], found[name])
    return kind(**values)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def camel(name: str) -> str:
    """
    >>> camel("tax_rate"), camel("x0")
    ('taxRate', 'x0')
    """
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def on_wire(value: Any) -> Any:
    """What the first wire has as JSON: names of dataclasses in camelCase, decimals as text, days with a time.

    >>> on_wire({"invoiceDateFrom": date(2025, 1, 29), "statuses": (4,)})
    {'invoiceDateFrom': '2025-01-29T00:00:00', 'statuses': [4]}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {camel(known.name): on_wire(getattr(value, known.name)) for known in fields(value)}
    if isinstance(value, Mapping):
        return {name: on_wire(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [on_wire(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00"
    return str(value) if isinstance(value, Decimal) else value


def as_text(value: Any) -> str | None:
    """A right value as feedback writes it (section 4.9 of the wire): always text, several joined by `;`.

    >>> as_text(date(2025, 1, 29)), as_text(Decimal("302.50")), as_text(True), as_text(["PO-118", "PO-119"])
    ('2025-01-29T00:00:00.0000000', '302.50', 'True', 'PO-118;PO-119')
    """
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}T00:00:00.0000000"
    if isinstance(value, list | tuple):
        return ";".join(str(one) for one in value)
    return None if value is None else str(value)
