"""How sure a cell of a table is: the likeness of its heading against drawn tables, half of whose words are unknown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from air.readers import read_document
from air.schema.everyday import everyday_fields
from air.schema.lists import list_answers
from air.schema.matching import prepare
from training.forms.samples import MONTH_FIRST, SETTINGS, UNKNOWN, same
from training.forms.tables import NAME, DrawnTable, make_table
from training.readings import KeptReadings

Judged = tuple[float, bool]  # the score of an answer, and whether it was right


def table_cells(count: int, seed: int, cache: Path) -> Iterator[Judged]:
    """Every cell that is found in drawn tables; their readings are kept in `cache`."""
    for number in range(count):
        table = make_table(seed * 1_000_003 + number, everyday_fields())
        yield from judged_cells(table, cache, is_unknown=number % 10 < UNKNOWN * 10)


def judged_cells(table: DrawnTable, cache: Path, *, is_unknown: bool) -> Iterator[Judged]:
    """The cells of one table; with `is_unknown` its words have to be known by their letters alone."""
    document = KeptReadings(cache / "tables", read_document)(table.data, "table.pdf", SETTINGS)
    pages = prepare(document, month_first=MONTH_FIRST, decimal_comma=table.language != "en")
    unknown = table.concepts if is_unknown else frozenset[str]()
    for path, answer in list_answers(NAME, table.asked, pages, unknown=unknown).items():
        row, _, name = path.removeprefix(f"{NAME}[").partition("].")
        right = table.rows[int(row)] if int(row) < len(table.rows) else {}
        yield answer.confidence, name in right and same(right[name], answer.value)
