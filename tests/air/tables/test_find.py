"""Tables and line items through the public functions, with the shipped models."""

import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from air.document import Box, Document, Line
from air.tables import TableModels, find_tables, read_line_items
from tests.air.pages import text_document, text_page

HEAD = (
    "Garage De Brug BV",
    "Brugstraat 12",
    "3511 AB Utrecht",
    "",
    "Factuur              Factuurnummer: 2024-118",
    "                     Factuurdatum: 12-03-2024",
    "",
)
TOTALS = (
    "",
    "                                  Subtotaal          450,00",
    "                                  BTW 21%             94,50",
    "                                  Totaal             544,50",
)
TABLE = (
    "Omschrijving                 Aantal     Prijs     Bedrag",
    "Stoel van eiken                   2    100,00     200,00",
    "Tafel rond                        1    150,00     150,00",
    "Lamp                              4     25,00     100,00",
)


def receipt(*lines: str) -> Document:
    """A narrow page: the same print, twice as large."""
    page = text_page(*lines)

    def larger(box: Box) -> Box:
        return Box.clipped(2.2 * box.left, 1.7 * box.top, 2.2 * box.right, 1.7 * box.bottom)

    wide = [[replace(word, box=larger(word.box)) for word in line.words] for line in page.lines]
    return Document((replace(page, lines=tuple(Line(tuple(words)) for words in wide), width=227, height=500),), 1)


def items_of(document: Document, models: TableModels) -> list[Any]:
    return list(read_line_items(find_tables(document, models), document, models))


def numbers(items: list[Any]) -> list[tuple[Decimal | None, ...]]:
    return [(item.quantity, item.price, item.amount) for item in items]


def test_a_plain_invoice(models):
    document = text_document(*HEAD, *TABLE, *TOTALS)
    (table,) = find_tables(document, models)
    assert [(column.text, column.header) for column in table.columns] == [
        ("Omschrijving", "HeaderDescription"),
        ("Aantal", "HeaderQuantity"),
        ("Prijs", "HeaderBasePrice"),
        ("Bedrag", "HeaderTotalPrice"),
    ]
    assert table.rows[0] == ("Stoel van eiken", "2", "100,00", "200,00")
    assert not table.is_continuation
    items = items_of(document, models)
    assert [item.description for item in items] == ["Stoel van eiken", "Tafel rond", "Lamp"]
    assert numbers(items)[2] == (4, 25, 100)
    assert all(0.5 < item.confidence <= 1 for item in items)
    assert items[0].box.top < items[1].box.top


def test_the_rows_of_a_table_have_a_text_per_column(models):
    for table in find_tables(text_document(*HEAD, *TABLE, *TOTALS), models):
        assert len(table.rows) == len(table.row_boxes)
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert all(table.box.top <= box.top and box.bottom <= table.box.bottom for box in table.row_boxes)


def test_descriptions_over_several_lines(models):
    lines = (*TABLE[:2], "donker gebeitst", *TABLE[2:3], "met blad van glas", *TABLE[3:], "voor buiten")
    items = items_of(text_document(*HEAD, *lines, *TOTALS), models)
    assert [item.description for item in items] == [
        "Stoel van eiken donker gebeitst",
        "Tafel rond met blad van glas",
        "Lamp voor buiten",
    ]


def test_subtotals_and_carried_over_rows_are_no_line_items(models):
    lines = (*TABLE[:3], "Subtotaal                                         350,00", *TABLE[3:])
    assert [item.description for item in items_of(text_document(*HEAD, *lines, *TOTALS), models)] == [
        "Stoel van eiken",
        "Tafel rond",
        "Lamp",
    ]


def test_a_table_goes_on_over_the_page(models):
    more = (
        "Kast                              1    200,00     200,00",
        "Spiegel                           2     30,00      60,00",
    )
    pages = (
        text_page(*HEAD, *TABLE, "Transport                                         450,00"),
        text_page(TABLE[0], *more, *TOTALS, index=1),
    )
    document = Document(pages, 2)
    tables = find_tables(document, models)
    assert [(table.page_index, table.is_continuation) for table in tables] == [(0, False), (1, True)]
    items = items_of(document, models)
    assert [item.page_index for item in items] == [0, 0, 0, 1, 1]
    assert numbers(items)[-1] == (2, 30, 60)


def test_units_stay_out_of_quantities(models):
    lines = (
        "Omschrijving              Aantal     Prijs     Bedrag",
        "Arbeid                   1,5 uur     80,00     120,00",
        "Olie                     4 liter     12,00      48,00",
        "Filter                      1 st     22,00      22,00",
    )
    assert [item.quantity for item in items_of(text_document(*HEAD, *lines, *TOTALS), models)] == [Decimal("1.5"), 4, 1]


def test_a_code_in_brackets_before_the_description_is_the_product_code(models):
    lines = (
        "Omschrijving                 Aantal     Prijs     Bedrag",
        "[FURN-7777] Stoel van eiken       2    100,00     200,00",
        "[FURN-8] Tafel rond               1    150,00     150,00",
        "Lamp [zwart]                      4     25,00     100,00",
    )
    items = items_of(text_document(*HEAD, *lines, *TOTALS), models)
    assert [(item.product_code, item.description) for item in items] == [
        ("FURN-7777", "Stoel van eiken"), ("FURN-8", "Tafel rond"), (None, "Lamp [zwart]"),
    ]  # fmt: skip


def test_a_credit_note_has_negative_amounts(models):
    lines = (
        "Omschrijving                 Aantal     Prijs     Bedrag",
        "Stoel van eiken                  -2    100,00    -200,00",
        "Tafel rond                       -1    150,00    -150,00",
    )
    items = items_of(text_document(*HEAD, *lines, "", "Totaal                                       -350,00"), models)
    assert [item.amount for item in items] == [-200, -150]


def test_tax_rates_are_fractions(models):
    lines = (
        "Omschrijving            Aantal     Prijs    BTW %     Bedrag",
        "Stoel van eiken              2    100,00     21 %     200,00",
        "Boek                         1    150,00      9 %     150,00",
    )
    items = items_of(text_document(*HEAD, *lines, *TOTALS), models)
    assert [item.tax_rate for item in items] == [Decimal("0.21"), Decimal("0.09")]


def test_a_receipt_without_headings(models):
    document = receipt(
        "SUPERMARKT JANSEN",
        "Dorpsstraat 3 Utrecht",
        "",
        "HALFVOLLE MELK             1,19 A",
        "BROOD WIT                  2,49 A",
        "KAAS JONG                  7,98 A",
        "2 x 3,99",
        "TOMATEN TROS               1,89 A",
        "",
        "TOTAAL                    13,55",
        "PIN                       13,55",
    )
    items = items_of(document, models)
    assert [(item.description, item.amount) for item in items] == [
        ("HALFVOLLE MELK", Decimal("1.19")),
        ("BROOD WIT", Decimal("2.49")),
        ("KAAS JONG", Decimal("7.98")),
        ("TOMATEN TROS", Decimal("1.89")),
    ]
    assert (items[2].quantity, items[2].price) == (2, Decimal("3.99"))
    assert items[0].price is None


def test_what_is_not_printed_is_not_invented(models):
    lines = (
        "Omschrijving                            Bedrag",
        "Onderhoud januari                       200,00",
        "Onderhoud februari                      150,00",
    )
    items = items_of(text_document(*HEAD, *lines, *TOTALS), models)
    assert numbers(items) == [(None, None, 200), (None, None, 150)]


def test_a_letter_has_no_tables(models):
    document = text_document(
        "Geachte heer Jansen,",
        "",
        "Hierbij bevestigen wij onze afspraak van 12 maart om 10.30 uur.",
        "Met vriendelijke groet,",
        "P. de Boer",
    )
    assert find_tables(document, models) == ()
    assert read_line_items((), document, models) == ()


def test_an_empty_document_has_no_tables(models):
    document = Document((text_page(),), 1)
    assert find_tables(document, models) == ()


def test_the_work_is_linear_in_pages(models):
    def calls(pages: int) -> int:
        document = Document(tuple(text_page(*HEAD, *TABLE, *TOTALS, index=index) for index in range(pages)), pages)
        return _calls(lambda: items_of(document, models))

    calls(2)  # fills the caches
    assert calls(20) < 2.2 * calls(10)


def _calls(work: Callable[[], Any]) -> int:
    """How many functions are called."""
    count = 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
