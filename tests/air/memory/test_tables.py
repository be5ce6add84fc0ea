"""What a person says of a table is remembered: its columns as they are found again, and where it begins."""

from __future__ import annotations

import numpy as np
import pytest

from air.findings import find
from air.memory.feedback import Feedback, GivenTable
from air.memory.index import LayoutIndex
from air.memory.layout import layout_of
from air.memory.tables import aligned
from air.memory.taught import TaughtModels, remember
from air.pipeline import understand
from air.vocabulary import NO_PREDICTION, TABLE_HEADERS
from models_store import load_pretrained
from tests.air.pages import text_document

ITEM, CODE, QUANTITY, PRICE, TOTAL = (
    "HeaderDescription", "HeaderProductCode", "HeaderQuantity", "HeaderBasePrice", "HeaderTotalPrice",
)  # fmt: skip


def likely(*headers: str) -> np.ndarray:
    """Columns that were read so, nearly surely."""
    return np.array([[0.9 if known == header else 0.01 for known in TABLE_HEADERS] for header in headers])


@pytest.mark.parametrize(
    ("given", "read", "meant"),
    [
        ([ITEM, TOTAL], [TOTAL, ITEM], [ITEM, TOTAL]),
        ([PRICE, NO_PREDICTION, QUANTITY, TOTAL], [QUANTITY, PRICE, TOTAL], [PRICE, QUANTITY, TOTAL]),
        ([ITEM, TOTAL], [QUANTITY, ITEM, TOTAL], [None, ITEM, TOTAL]),
        ([ITEM, QUANTITY, TOTAL], [ITEM, TOTAL], [ITEM, TOTAL]),
    ],
    ids=["as many", "one without meaning not found", "one more found", "one not found"],
)
def test_what_a_person_names_goes_to_the_columns_that_are_found(given, read, meant):
    assert aligned(given, likely(*read)) == meant


def invoice(number: int, *rows: str) -> tuple[str, ...]:
    return (
        f"Scheepsbouw De Werf   Havenkade   Delfzijl   Telefoon   Factuur   {number}", "",
        "Karwei                  Bestek      Waarde      Som", *rows,
        "Som zonder belasting                            270,00", "Btw 21%   56,70", "Totaal incl. btw   326,70",
        "Betaling binnen dertig dagen onder vermelding van het nummer",
    )  # fmt: skip


ROWS = (
    "Romp verven             HB-104      200,00      200,00",
    "Mast zetten             HB-233      70,00       70,00",
)


def columns(lines: tuple[str, ...], *, taught: tuple[str, ...] = ()) -> dict[str, str]:
    """Heading -> header, after a table was validated if one was; without headings that are seen as such nothing."""
    models, index = load_pretrained(), LayoutIndex()
    if taught:
        headers = (ITEM, "HeaderReferenceNumber", PRICE, TOTAL)
        given = GivenTable(0, 0.0, 1.0, 0.08, 0.145, False, headers)
        findings = find(text_document(*taught), legislation="nl")
        index.add(1, remember(findings, Feedback("nl", tables=(given,)), models).to_bytes())
    found, _ = understand(text_document(*lines), TaughtModels(models.fields, models.tables, index), "nl")
    return {column.text: column.header for table in found.tables for column in table.columns if column.text}


def test_a_column_means_what_a_person_said_on_the_next_document():
    first = invoice(1, *ROWS)
    following = invoice(2, "Roer lassen             HB-377      150,00      150,00", *ROWS)
    assert columns(following) == {}, "words that no other table has above it"
    assert columns(following, taught=first) == {
        "Karwei": ITEM, "Bestek": "HeaderReferenceNumber", "Waarde": PRICE, "Som": TOTAL,
    }  # fmt: skip


def test_a_first_line_item_is_no_heading():
    """A receipt's first article has no numbers beside it; the next receipt begins with another."""
    rows = ("AKUMULATOR", "5452044922605   1   381,66   381,66", "OLEJ", "4052629744793   2   10,00   20,00")
    document = text_document("Sklep Dąbek   Gniezno   Paragon", *rows, "Razem   401,66   PLN", "Dziękujemy")
    given = GivenTable(0, 0.0, 1.0, 0.065, 0.145, False, (ITEM, TOTAL))
    entry = remember(find(document, legislation="pl"), Feedback("pl", tables=(given,)), load_pretrained())
    assert entry.tables[0].heading == ""
    assert layout_of(document).words.size > 3
