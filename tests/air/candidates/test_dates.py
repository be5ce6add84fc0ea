from datetime import date

import pytest

from tests.air.pages import findings_of

EXAMPLES = [
    ("29-01-2025", "nl", "2025-01-29"),
    ("29.01.25", "de", "2025-01-29"),
    ("3/4/2025", "nl", "2025-04-03"),
    ("3/4/2025", "usa", "2025-03-04"),
    ("2025-01-29", "gb", "2025-01-29"),
    ("20250129", "fr", "2025-01-29"),
    ("29 januari 2025", "nl", "2025-01-29"),
    ("29. März 2025", "de", "2025-03-29"),
    ("1er août 2024", "fr", "2024-08-01"),
    ("29 de enero de 2025", "es", "2025-01-29"),
    ("29 stycznia 2025", "pl", "2025-01-29"),
    ("January 29, 2025", "usa", "2025-01-29"),
    ("29-Jan-25", "gb", "2025-01-29"),
    ("Jan 5 2024", "gb", "2024-01-05"),
    ("5th March 2024", "gb", "2024-03-05"),
    ("12 Sept 2023", "gb", "2023-09-12"),
    ("31/12/2019 14:05", "gb", "2019-12-31"),
    ("20/03/201813:01", "gb", "2018-03-20"),
    ("20/03/20189:34:40AM", "gb", "2018-03-20"),
    ("19/05/1612:01:43pm", "gb", "2016-05-19"),
    ("03Mar201818:22", "gb", "2018-03-03"),
    ("23.03.2015:32", "de", "2020-03-23"),
    ("23 Mar 2015:32", "gb", "2020-03-23"),
    ("Date.28/12/2017", "gb", "2017-12-28"),
    ("um 12:4830-Jun-20", "gb", "2020-06-30"),
    ("12:4830/06/2020", "gb", "2020-06-30"),
    ("23.0ktober 2012", "de", "2012-10-23"),
    ("of 210ct 2023", "gb", "2023-10-21"),
    ("24. Apri1 2025", "de", "2025-04-24"),
]
NOT_DATES = ["31.02.2024", "1.234.567", "12/2024", "06-12345678", "99-99-2024", "123.45.67.89", "NL12.34.56"]


@pytest.mark.parametrize(("text", "legislation", "day"), EXAMPLES, ids=[f"{e[0]} {e[1]}" for e in EXAMPLES])
def test_reads_dates_of_six_languages(text, legislation, day):
    found = findings_of(f"Datum {text}", legislation=legislation).of_kind("date")
    assert date.fromisoformat(day) in {c.value for c in found}


@pytest.mark.parametrize("text", NOT_DATES)
def test_leaves_other_numbers_alone(text):
    assert not findings_of(f"Nummer {text}").of_kind("date")


def test_a_date_that_allows_one_order_decides_for_the_others():
    found = findings_of("Date 04/03/2025", "Due 04/28/2025", legislation="gb").of_kind("date")
    assert {c.value for c in found} == {date(2025, 4, 3), date(2025, 4, 28)}


def test_a_wide_gap_ends_a_date():
    assert not findings_of("29     januari     2025").of_kind("date")


def test_a_year_may_be_followed_by_the_day_if_one_date_proves_it():
    found = findings_of("Date 2019-13-08", "À régler avant 2019-12-09", legislation="fr").of_kind("date")
    assert {c.value for c in found} == {date(2019, 8, 13), date(2019, 9, 12)}


def test_a_date_that_ends_in_the_line_below_its_cell():
    found = findings_of("Factuurdatum   maandag 16 oktober   Klant 12", "               2017").of_kind("date")
    assert [(c.text, str(c.value)) for c in found] == [("maandag 16 oktober".removeprefix("maandag "), "2017-10-16")]


def test_a_year_elsewhere_in_the_next_line_belongs_to_nothing():
    assert not findings_of("Factuurdatum   16 oktober", "2017").of_kind("date")
