from decimal import Decimal

import pytest

from air.document import Box
from air.recognition import LineItem
from air.tables.gutters import Span
from air.tables.layout import layout_of
from air.tables.roles import ROLES
from tests.air.pages import text_page
from training.sample import TrueColumn, TrueTable, Truth
from training.table_truth import are_right, lines_on, share_of_words, true_headers, true_roles


def item(**values) -> LineItem:
    return LineItem(0, Box(0, 0, 1, 1), 1.0, **values)


def test_the_roles_of_rows():
    page = text_page(
        "Factuur",
        "Omschrijving   Aantal   Bedrag",
        "Kantoor",
        "Stoel               2    24,00",
        "van eiken",
        "2 x 12,00",
        "Subtotaal                24,00",
        "Tafel               1    80,00",
        "Totaal                  104,00",
    )
    rows = layout_of(page).rows
    columns = (
        TrueColumn("HeaderDescription", 0, 0.3, "Omschrijving"),
        TrueColumn("HeaderTotalPrice", 0.3, 1, "Aantal Bedrag"),
    )
    box = Box(0, rows[1].box.top, 1, rows[7].box.bottom)
    table = TrueTable(0, box, False, columns, (rows[3].box.top, rows[7].box.top))
    lines = (
        {"Description": "Stoel van eiken", "Quantity": "2", "Amount": "24.00"},
        {"Description": "Tafel", "Amount": "80.00"},
    )
    truth = Truth("nl", "nl", "invoice", {}, lines, (table,))
    assert [ROLES[role] for role in true_roles(layout_of(page), truth, True)] == [
        "other", "heading", "break", "item", "detail", "detail", "break", "item", "other",
    ]  # fmt: skip


def test_columns_have_the_header_they_share_most_with():
    columns = (TrueColumn("HeaderDescription", 0.1, 0.5, None), TrueColumn("HeaderTotalPrice", 0.7, 0.9, None))
    table = TrueTable(0, Box(0, 0, 1, 1), False, columns, ())
    spans = [Span(0.1, 0.4), Span(0.52, 0.6), Span(0.75, 0.9), Span(0.48, 0.55)]
    headers = true_headers(spans, [table], [], [], True)
    assert headers == ["HeaderDescription", "NoPrediction", "HeaderTotalPrice", None]


def test_what_receipts_print_in_no_column_of_its_own_is_told_by_its_values():
    columns = (TrueColumn("HeaderDescription", 0.1, 0.6, None), TrueColumn("HeaderTotalPrice", 0.6, 0.9, None))
    table = TrueTable(0, Box(0, 0, 1, 1), False, columns, (0.1, 0.2))
    lines = (
        {"Description": "Stoel", "Quantity": "2", "Price": "12.00", "Amount": "24.00", "ProductCode": "S-1"},
        {"Description": "Lange tafel", "Quantity": "1", "Price": "80.00", "Amount": "80.00", "ProductCode": "T-7"},
    )
    spans = [Span(0.1, 0.15), Span(0.2, 0.3), Span(0.35, 0.5), Span(0.52, 0.58), Span(0.7, 0.8), Span(0.85, 0.88)]
    cells = [["2", "S-1", "Stoel", "12,00", "24,00", "1"], ["1", "T-7", "Lange tafel", "80,00", "80,00", "1"]]
    assert true_headers(spans, [table], cells, lines, True) == [
        "HeaderQuantity", "HeaderProductCode", "HeaderDescription", "HeaderBasePrice", "HeaderTotalPrice",
        "NoPrediction",
    ]  # fmt: skip
    unknown = true_headers(spans, [table], cells[:1], lines, True)  # a row was not found: which one is not known
    assert unknown == [None] * len(spans)


def test_line_items_of_a_page_are_those_of_its_tables():
    box = Box(0, 0, 1, 1)
    tables = (TrueTable(0, box, False, (), (0.1,)), TrueTable(1, box, True, (), (0.1, 0.2)))
    lines = tuple({"Amount": str(amount)} for amount in (1, 2, 3))
    truth = Truth("nl", "nl", "invoice", {}, lines, tables)
    assert lines_on(truth, 0) == [lines[0]]
    assert lines_on(truth, 1) == [*lines[1:]]


def test_each_line_counts_once():
    wanted = [{"Description": "Stoel", "Amount": "12.00"}]
    found = [item(description="Stoel", amount=Decimal("-12")), item(description="Stoel", amount=Decimal(12))]
    assert are_right(found, wanted) == [True, False]


@pytest.mark.parametrize(
    ("wanted", "found", "share"),
    [
        ("Stoel van eiken", "stoel, van eiken", 1.0),
        ("Stoel", "Stoel van eiken", 0.5),
        (None, "Stoel", 1.0),
        ("Stoel", None, 0.0),
    ],
)
def test_share_of_words(wanted, found, share):
    assert share_of_words(wanted, found) == pytest.approx(share)
