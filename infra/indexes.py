"""Indexes for sorted lists: one per column that a list can be sorted by, so that no page has to sort anything.

A list sorts by a column and then by the key, and what has no value comes first. PostgreSQL keeps such rows last in an
index unless told otherwise; SQLite keeps them first and does not want to be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Index, Text, func, inspect, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex

from infra.types import TextList

START = 200  # characters of a long text that it is sorted by; an entry of an index has at most 2,700 bytes


def sorted_value(column: Any) -> ColumnElement[Any]:
    """What rows are sorted by for this column: its value, of long texts the start."""
    if not isinstance(column.type, Text | TextList):
        value: ColumnElement[Any] = column
        return value
    # no parameters, or it would not be what the index has
    return func.substr(column, literal_column("1"), literal_column(str(START)), type_=Text())


def add_sort_indexes(entity: Any, columns: Iterable[str], *, within: Sequence[str], also: Sequence[str] = ()) -> None:
    """An index per column, for lists of the rows that are alike in `within`; `also` is what such lists filter by.

    With that in the index, rows that the filter leaves out are passed over without being looked up.
    """
    name = inspect(entity).local_table.name
    for column in columns:
        value = sorted_value(getattr(entity, column))
        value = value.nulls_first() if getattr(value, "nullable", True) else value
        after = [*_key(entity), *(other for other in also if other != column)]
        around = [[getattr(entity, other) for other in others] for others in (within, after)]
        Index(f"ix_{name}_by_{column}", *around[0], value, *around[1])


def _key(entity: Any) -> list[str]:
    return [column.key for column in inspect(entity).primary_key]


@compiles(CreateIndex, "sqlite")
def _create_index(element: CreateIndex, compiler: Any, **options: Any) -> str:
    statement: str = compiler.visit_create_index(element, **options)
    return statement.replace(" NULLS FIRST", "")
