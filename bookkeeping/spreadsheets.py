"""Rows of a CSV or Excel file: a heading with names as on the wire, then values; by the line they stand on.

For files of the operator's own, on the command line; nothing that is uploaded comes here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bookkeeping.kinds import Kind
from infra.types import Exact
from wire import InvalidInput
from wire.columns import wire_name

ENCODINGS = ("utf-8-sig", "cp1252")  # what spreadsheet programs write
DELIMITERS = ";,\t|"
TRUE, FALSE = ("true", "yes", "ja", "1", "waar", "x"), ("false", "no", "nee", "0", "onwaar")


def rows_of_file(path: Path, kind: Kind) -> dict[str, dict[str, Any]]:
    """The rows as on the wire, by `line 2: `; empty cells are left out, empty lines too.

    Raises:
        InvalidInput: the file cannot be read, or its heading has names that the kind does not have.
    """
    table = list(_excel(path) if path.suffix.lower() == ".xlsx" else _csv(path))
    if not table:
        raise InvalidInput("%(file)s is empty.", file=path.name)
    names = _heading(table[0][1], kind)
    types = _types(kind)
    rows = {}
    for number, cells in table[1:]:
        values = {name: _value(cell, types[name]) for name, cell in zip(names, cells, strict=False) if _is_filled(cell)}
        if values:
            rows[f"line {number}: "] = values
    return rows


def _csv(path: Path) -> Iterator[tuple[int, Sequence[Any]]]:
    text = _decoded(path.read_bytes())
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InvalidInput("line %(line)s: %(reason)s.", line=reader.line_num, reason=str(error)) from error


def _excel(path: Path) -> Iterator[tuple[int, Sequence[Any]]]:
    """The first sheet."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise InvalidInput("%(file)s is no Excel file (.xlsx).", file=path.name) from error
    yield from enumerate(workbook.worksheets[0].iter_rows(values_only=True), start=1)


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InvalidInput("The file is no text.")


def _heading(cells: Sequence[Any], kind: Kind) -> list[str]:
    known = {name.lower(): name for name in kind.wire_names()}
    given = ["" if cell is None else str(cell).strip() for cell in cells]
    unknown = [name for name in given if name and name.lower() not in known]
    if unknown or not any(given):
        raise InvalidInput(
            "line 1: %(kind)s have no %(unknown)s; they have %(known)s.",
            kind=kind.name,
            unknown=", ".join(unknown) or "-",
            known=", ".join(kind.wire_names()),
        )
    return [known.get(name.lower(), "") for name in given]


def _types(kind: Kind) -> Mapping[str, Any]:
    columns = kind.row.__table__.columns
    types: dict[str, Any] = {wire_name(column.name): _type(column.type) for column in columns}
    return types | {"": str}


def _type(column_type: Any) -> Any:
    return Decimal if isinstance(column_type, Exact) else column_type.python_type


def _is_filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _value(cell: Any, kind: Any) -> Any:
    """As JSON would have it; what cannot be understood is left as it is, for the schema to refuse."""
    text = str(cell).strip()
    if kind is bool:
        return True if text.lower() in TRUE else False if text.lower() in FALSE else text
    if kind in (int, Decimal):
        return _number(text)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():  # a code that the spreadsheet took for a number
        return str(int(cell))
    return text


def _number(text: str) -> Any:
    """
    >>> [_number(text) for text in ("0,21", "1.250,50", "30", "21 %", "much")]
    [0.21, 1250.5, 30, 0.21, 'much']
    """
    bare = text.replace(" ", "").removesuffix("%")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    try:
        number = Decimal(bare) / (100 if text.endswith("%") else 1)
    except InvalidOperation:
        return text
    return int(number) if number == number.to_integral_value() and "%" not in text else float(number)
