"""Digits that were a currency sign."""

import pytest

from air.document import Box
from air.recognition import Column, Table
from air.tables.misread import without_currency_digits

HEADERS = ("HeaderDescription", "HeaderBasePrice", "HeaderTotalPrice")


def table(*rows: tuple[str, str, str]) -> Table:
    columns = tuple(Column(at / 3, (at + 1) / 3, None, header, 1.0) for at, header in enumerate(HEADERS))
    box = Box(0, 0, 1, 1)
    return Table(
        0, box, is_continuation=False, confidence=1.0, columns=columns, rows=rows, row_boxes=(box,) * len(rows)
    )


def amounts(*cells: str, decimal_comma: bool | None = True) -> list[str]:
    mended = without_currency_digits(table(*(("Stoel", "", cell) for cell in cells)), decimal_comma)
    return [row[2] for row in mended.rows]


@pytest.mark.parametrize(
    ("cells", "mended"),
    [
        (("13,996", "60,996"), ["13,99", "60,99"]),
        (("13,996", "60,99"), ["13,99", "60,99"]),
        (("1.013,996", "60,99 €"), ["1.013,99", "60,99 €"]),
        (("13,996",), ["13,996"]),
        (("13,996", "60,998"), ["13,996", "60,998"]),
        (("13,990", "60,990"), ["13,990", "60,990"]),
        (("16.445,-", "148,50"), ["16.445,-", "148,50"]),
        (("10.017", "148,50"), ["10.017", "148,50"]),
    ],
    ids=["always", "sometimes", "thousands", "one alone", "different digits", "noughts", "dashes", "whole thousands"],
)
def test_line_totals_have_two_decimals(cells, mended):
    assert amounts(*cells) == mended


def test_where_the_decimal_separator_is_not_known_both_may_be_it():
    assert amounts("625.091", "17,961", decimal_comma=None) == ["625.09", "17,96"]


@pytest.mark.parametrize(
    ("rows", "prices"),
    [
        ([("1,206", "2,406"), ("1,106", "2,206")], ["1,20", "1,10"]),
        ([("1,206", "2,40"), ("1,106", "2,20")], ["1,206", "1,106"]),
        ([("1,206", "2,40"), ("1,106", "2,20"), ("3,116", "2,20")], ["1,20", "1,10", "3,11"]),
    ],
    ids=["as line totals do", "two by chance", "three by no chance"],
)
def test_unit_prices_may_have_three_decimals(rows, prices):
    mended = without_currency_digits(table(*(("Stoel", price, total) for price, total in rows)), True)
    assert [row[1] for row in mended.rows] == prices
