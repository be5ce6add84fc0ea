import pytest

from tests.air.pages import findings_of


@pytest.mark.parametrize(
    ("text", "code"),
    [("€ 12,00", "EUR"), ("12,00€", "EUR"), ("Total USD", "USD"), ("$12.00", "USD"), ("US$ 5", "USD"), ("£5.00", "GBP"),
     ("123,00 zł", "PLN"), ("RM 12.00", "MYR"), ("CHF 10.00", "CHF"), ("12 euro", "EUR")],
)  # fmt: skip
def test_finds_currencies(text, code):
    assert code in {c.value for c in findings_of(text).of_kind("currency")}


def test_letters_inside_words_are_no_currency():
    assert not findings_of("FARM EUROPE ZLOTYS").of_kind("currency")
