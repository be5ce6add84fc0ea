from decimal import Decimal

import pytest

from air.document import Box, Document, Line, Page, Word
from air.numbers import decimal_comma_of, parse_amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1.234'56", "1234.56"),
        ("1’234.50", "1234.50"),
        ("12 345", "12345"),
        ("1.234,–", "1234"),
        ("1234.-", "1234"),
        ("12,50-", "-12.50"),
        ("12,50 €-", "-12.50"),
        ("(€ 1,000.00)", "-1000.00"),
        ("[12.00]", "-12.00"),
        ("+12.00", "12.00"),
        ("−1 234,56 zł", "-1234.56"),
        ("$.99", "0.99"),
        ("US$ 1,000", "1000"),
        ("CHF 1'000.00", "1000.00"),
        ("RM12.00", "12.00"),
        ("12,00EUR", "12.00"),
        ("100.005", "100005"),
        ("99,9", "99.9"),
        ("0,125", "0.125"),
    ],
)
def test_parse_amount(text, value):
    assert parse_amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "-", "€", "EUR", "(12.00", "12.00)", "1.2.3", "1.23.456", "12%", "A1", "12-05-2020", "1,23,4", "12 34,5x"],
)
def test_what_is_no_amount(text):
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "decimal_comma", "value"),
    [
        ("100,005", True, "100.005"),
        ("100,005", False, "100005"),
        ("100.005", True, "100005"),
        ("100.005", False, "100.005"),
        ("1.000.000", False, "1000000"),
        ("12.50", True, "12.50"),
        ("1'000", True, "1000"),
    ],
)
def test_the_documents_habit_decides_what_the_number_leaves_open(text, decimal_comma, value):
    assert parse_amount(text, decimal_comma=decimal_comma) == Decimal(value)


@pytest.mark.parametrize(
    ("texts", "decimal_comma"),
    [
        (["1.234,56", "01.02.2020", "12:30"], True),
        (["Total", "$1,234.56"], False),
        (["12,00", "9,99", "19.30"], True),
        (["1.234", "2,500", "24.12.2020"], None),
        (["12,00", "12.00"], None),
        ([], None),
    ],
)
def test_decimal_comma_of(texts, decimal_comma):
    words = tuple(Word(text, Box(0.1, 0.1, 0.2, 0.12), 1.0) for text in texts)
    pages = (Page(0, 595, 842, (Line(words),)),) if words else ()
    assert decimal_comma_of(Document(pages, len(pages))) is decimal_comma
