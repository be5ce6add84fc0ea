from decimal import Decimal

import pytest

from tests.air.pages import findings_of

EXAMPLES = [
    ("1.234,56", "1234.56"),
    ("€ 12,50", "12.50"),
    ("12,50€", "12.50"),
    ("EUR 1.000,00", "1000.00"),
    ("(35,13 €)", "35.13"),
    ("12,00-", "-12.00"),
    ("-12,00", "-12.00"),
    ("1 234,56", "1234.56"),
    ("12. 50", "12.50"),
    ("25,-", "25"),
]


@pytest.mark.parametrize(("text", "value"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_reads_amounts_as_printed(text, value):
    found = findings_of("Subtotaal 3,75", f"Totaal {text}").of_kind("amount")
    assert Decimal(value) in {c.value for c in found}


@pytest.mark.parametrize("text", ["21 %", "21%", "12:30", "12/2024", "NL12", "A-100"])
def test_leaves_other_numbers_alone(text):
    assert not findings_of(f"Iets {text}").of_kind("amount")


def test_doubtful_spaces_give_both_readings():
    values = {c.value for c in findings_of("2 150,00").of_kind("amount")}
    assert {Decimal("2150.00"), Decimal("150.00"), Decimal(2)} <= values


def test_a_currency_beside_the_amount_is_a_proof():
    proven = {c.value: c.is_proven for c in findings_of("12,50 EUR", "13,50 stuks").of_kind("amount")}
    assert proven == {Decimal("12.50"): True, Decimal("13.50"): False}


def test_the_document_decides_between_point_and_comma():
    dutch = {c.value for c in findings_of("1.234,56", "1.500").of_kind("amount")}
    english = {c.value for c in findings_of("1,234.56", "1.500", legislation="nl").of_kind("amount")}
    assert Decimal(1500) in dutch
    assert Decimal("1.500") in english
