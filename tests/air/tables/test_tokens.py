from decimal import Decimal

import pytest

from air.document import Box, Word
from air.tables.tokens import (
    AMOUNT,
    CODE,
    CURRENCY,
    DATE,
    INTEGER,
    LETTER,
    PERCENT,
    TEXT,
    kind_of,
    number_in,
    tokens_of,
)


def words_of(text: str, gap: float = 0.006) -> list[Word]:
    """The words in a row, 0.01 per character."""
    words, left = [], 0.05
    for part in text.split():
        words.append(Word(part, Box(left, 0.1, left + 0.01 * len(part), 0.112), 0.9))
        left += 0.01 * len(part) + gap
    return words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12,50", AMOUNT),
        ("€12", AMOUNT),
        ("-4.00", AMOUNT),
        ("(12.00)", AMOUNT),
        ("3", INTEGER),
        ("21%", PERCENT),
        ("19,0%", PERCENT),
        ("EUR", CURRENCY),
        ("zł", CURRENCY),
        ("01-02-2024", DATE),
        ("2024-02-01", DATE),
        ("A-1042", CODE),
        ("B", LETTER),
        ("Stoel", TEXT),
    ],
)
def test_kind_of(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("printed", "tokens"),
    [
        ("Stoel € 12,00", ["Stoel", "€ 12,00"]),
        ("12,00 EUR", ["12,00 EUR"]),
        ("2 1 234,56", ["2", "1 234,56"]),
        ("21 %", ["21 %"]),
        ("12,00 -", ["12,00 -"]),
        ("1,99A", ["1,99", "A"]),
        ("Kabel 3 m", ["Kabel", "3", "m"]),
    ],
)
def test_words_that_are_one_number_are_one_token(printed, tokens):
    assert [token.text for token in tokens_of(words_of(printed), 0.012)] == tokens


def test_words_far_apart_stay_apart():
    assert [token.text for token in tokens_of(words_of("1 234,56", gap=0.05), 0.012)] == ["1", "234,56"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("2 pcs", "2"),
        ("3 Stk", "3"),
        ("1,5 uur", "1.5"),
        ("2 x", "2"),
        ("4Stk", "4"),
        ("€ 1.234,56", "1234.56"),
        ("12,50-", "-12.50"),
        ("(12,50)", "-12.50"),
        ("21 %", "21"),
        ("1,99 B", "1.99"),
        ("-20,48 €", "-20.48"),
        ("120 h 30", "120"),
    ],
)
def test_number_in(cell, number):
    assert number_in(cell, True) == Decimal(number)


@pytest.mark.parametrize("cell", ["", "Stoel", "Stoel 2", "01-02-2024", "n.v.t."])
def test_cells_without_a_number(cell):
    assert number_in(cell, True) is None
