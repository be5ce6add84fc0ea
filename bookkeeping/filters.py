"""Conditions of lists, from what a request asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, or_

ESCAPE = "\\"


def part_of(text: str, *columns: Any) -> ColumnElement[bool]:
    """True for rows with `text` somewhere in one of the columns, in either case."""
    literal = text.replace(ESCAPE, ESCAPE * 2).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_")
    return or_(*(column.ilike(f"%{literal}%", escape=ESCAPE) for column in columns))


def conditions(asked: Mapping[str, Any], filters: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    """One condition per filter that was asked for; `filters` makes a condition of a value, by the filter's name.

    A list without anything in it asks for nothing.
    """
    for name, condition in filters.items():
        if asked.get(name) not in (None, []):
            yield condition(asked[name])
