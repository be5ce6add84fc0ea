import numpy as np
import pytest

from air.tables.layout import layout_of
from air.tables.outline import Outline, outlines_of
from air.tables.roles import BREAK, DETAIL, HEADING, ITEM, OTHER, ROLES
from air.tables.rows import blocks_of, quantity_and_price, settle_prices
from tests.air.pages import text_page


def outlines(*lines: tuple[int, str]) -> list[Outline]:
    """The outlines of a page whose rows have these roles."""
    layout = layout_of(text_page(*(text for _, text in lines)))
    return outlines_of(layout, np.eye(len(ROLES))[[role for role, text in lines if text]])


def texts(outline: Outline) -> list[list[str]]:
    return [[row.text for row in block.rows] for block in settle_prices(blocks_of(outline), True)]


def test_section_heads_and_subtotals_are_dropped():
    (outline,) = outlines(
        (HEADING, "Omschrijving  Bedrag"),
        (BREAK, "Kantoor"),
        (ITEM, "Stoel   12,00"),
        (BREAK, "Subtotaal   12,00"),
        (ITEM, "Tafel   80,00"),
        (BREAK, "Transport   92,00"),
        (OTHER, "Totaal   92,00"),
    )
    assert texts(outline) == [["Stoel 12,00"], ["Tafel 80,00"]]


def test_text_below_belongs_to_the_row_above_it():
    (outline,) = outlines(
        (ITEM, "Stoel   12,00"), (DETAIL, "van eiken"), (DETAIL, "S/N 1"), (ITEM, "Tafel   80,00"), (DETAIL, "rond")
    )
    assert texts(outline) == [["Stoel 12,00", "van eiken", "S/N 1"], ["Tafel 80,00", "rond"]]


def test_text_above_belongs_to_the_row_below_it():
    (outline,) = outlines((DETAIL, "Stoel"), (ITEM, "2 x 6,00   12,00"), (DETAIL, "Tafel"), (ITEM, "1 x 80,00   80,00"))
    assert texts(outline) == [["Stoel", "2 x 6,00 12,00"], ["Tafel", "1 x 80,00 80,00"]]


def test_white_space_parts_the_text_of_two_rows():
    (outline,) = outlines(
        (DETAIL, "Stoel"), (ITEM, "van eiken   12,00"), (DETAIL, "blank"), (OTHER, ""),
        (DETAIL, "Tafel"), (ITEM, "van beuken   80,00"), (DETAIL, "rond"),
    )  # fmt: skip
    assert texts(outline) == [["Stoel", "van eiken 12,00", "blank"], ["Tafel", "van beuken 80,00", "rond"]]


def test_a_price_row_goes_where_its_product_is():
    (outline,) = outlines((DETAIL, "2 x 1,50"), (ITEM, "Melk   3,00"), (DETAIL, "3 x 2,00"), (ITEM, "Brood   6,00"))
    assert texts(outline) == [["2 x 1,50", "Melk 3,00"], ["3 x 2,00", "Brood 6,00"]]


def test_new_headings_begin_a_new_table():
    found = outlines(
        (HEADING, "Omschrijving  Bedrag"),
        (ITEM, "Stoel   12,00"),
        (HEADING, "Omschrijving  Bedrag"),
        (ITEM, "Tafel   80,00"),
    )
    assert [len(outline.items) for outline in found] == [1, 1]


def test_headings_without_line_items_are_no_table():
    assert outlines((HEADING, "Omschrijving  Bedrag"), (OTHER, "Totaal   80,00")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 x 1,99", ("2", "1,99")),
        ("2 Stk x 1,99 EUR", ("2", "1,99")),
        ("1,234 kg x 2,99 EUR/kg", ("1,234", "2,99")),
        ("3.00 x 2.31 6.93 B", ("3.00", "2.31")),
        ("4 @ $2.50", ("4", "$2.50")),
        ("2,- X 224,-", ("2,-", "224,-")),
        ("3 x 1 678,00", ("3", "1 678,00")),
        ("Doos 2 x 1,99", None),
        ("120x80", None),
    ],
)
def test_quantity_and_price(text, found):
    assert quantity_and_price(layout_of(text_page(text)).rows[0]) == found


def test_nothing_without_headings_below_a_total_is_a_table():
    lines = (
        (HEADING, "Omschrijving  Bedrag"),
        (ITEM, "Stoel   12,00"),
        (OTHER, "Totaal   12,00"),
        (ITEM, "BTW 21%   2,08"),
    )
    layout = layout_of(text_page(*(text for _, text in lines)))
    probabilities = np.eye(len(ROLES))[[role for role, _ in lines]]
    found = outlines_of(layout, probabilities, np.array([False, False, True, False]))
    assert [[row.text for row in outline.items] for outline in found] == [["Stoel 12,00"]]
    assert found[0].is_closed
