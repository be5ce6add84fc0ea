"""Currency signs that OCR read as a digit behind an amount: 13,996 for `13,99 €`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from air.recognition import Table
from air.vocabulary import LINE_ITEM_ATTRIBUTE

_THREE = re.compile(r"(?P<kept>.*\d(?P<point>[.,])\d{2})(?P<last>[1-9])(?P<rest>[^\d.,]*)")
_TWO = re.compile(r".*\d[.,]\d{2}[^\d.,]*")
_ENOUGH = 3  # unit prices with three decimals that end alike by no chance


def without_currency_digits(table: Table, decimal_comma: bool | None) -> Table:
    """The table of a scan without third decimals that are always the same and no number's own.

    Such are those of line totals, where two of them end alike or others have two decimals as they should; and those of
    unit prices beside such line totals, or where many end alike.
    """
    point = {None: ".,", True: ",", False: "."}[decimal_comma]
    columns = [list(cells) for cells in zip(*table.rows, strict=True)]
    amounts = [at for at in _columns(table, "amount") if _ending_alike(columns[at], point, beside_two=True) >= 2]
    enough = 1 if amounts else _ENOUGH
    prices = [at for at in _columns(table, "price") if _ending_alike(columns[at], point) >= enough]
    for at in (*amounts, *prices):
        columns[at] = [_two_decimals(cell, point) for cell in columns[at]]
    return replace(table, rows=tuple(zip(*columns, strict=True)))


def _columns(table: Table, attribute: str) -> list[int]:
    return [at for at, column in enumerate(table.columns) if LINE_ITEM_ATTRIBUTE.get(column.header) == attribute]


def _ending_alike(cells: Sequence[str], point: str, *, beside_two: bool = False) -> int:
    """How many cells have a third decimal, if it is always the same; `beside_two` also counts those with two."""
    found = [match for cell in cells if (match := _THREE.fullmatch(cell)) and match["point"] in point]
    if len({match["last"] for match in found}) != 1:
        return 0
    return len(found) + sum(beside_two and _TWO.fullmatch(cell) is not None for cell in cells)


def _two_decimals(cell: str, point: str) -> str:
    match = _THREE.fullmatch(cell)
    return f"{match['kept']}{match['rest']}" if match is not None and match["point"] in point else cell
