"""Columns that rows print; on scans OCR shares lines out among their words, and white space is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from air.document import Box, Line, Page, Word
from air.tables.columns import cells_of, find_spans
from air.tables.gutters import parted
from air.tables.layout import layout_of
from tests.air.pages import CHARACTER, HEIGHT, text_page

WORDS = ("1", "2,5", "€", "Stoel", "12,50", "1.307.38", "21%", "AB-12", "108,53 €", "A", "@", "kg")


def word_at(row: int, left: float, width: float, text: str) -> Word:
    top = 0.02 + 0.04 * row
    return Word(text, Box.clipped(left, top, left + width + 0.005, top + 0.03), 0.9)


def cells(page: Page, row: int, headings: int = 0) -> list[str]:
    layout = layout_of(page)
    items = parted(layout.rows[headings:], layout.character)
    spans = find_spans(items, layout.rows[:headings], layout.character)
    return [" ".join(token.text for token in cell) for cell in cells_of(items[row], spans)]


def placed(*rows: str) -> Page:
    """A page whose words stand where they are printed; a line without any white space between its words."""
    lines = []
    for number, text in enumerate(rows):
        words, start = [], 0
        parts = text.split()
        for at, part in enumerate(parts):
            start = text.index(part, start)
            end = text.index(parts[at + 1], start + len(part)) if at + 1 < len(parts) else start + len(part)
            left, right = (
                0.03 + place * CHARACTER
                for place in (start, end if "   " not in text[start:end] else start + len(part))
            )
            words.append(Word(part, Box.clipped(left, 0.1 + 0.03 * number, right, 0.1 + 0.03 * number + HEIGHT), 0.9))
            start += len(part)
        lines.append(Line(tuple(words)))
    return Page(0, 595, 842, tuple(lines), engine="both")


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 0.4), st.sampled_from(WORDS)), min_size=1), min_size=1)
)
def test_whatever_stands_on_the_page_every_word_is_in_a_column(rows):
    lines = [Line(tuple(word_at(n, x, width, text) for x, width, text in row)) for n, row in enumerate(rows[:20])]
    layout = layout_of(Page(0, 595, 842, tuple(lines), engine="both"))
    items = parted(layout.rows, layout.character)
    if not items:
        return
    spans = find_spans(items, layout.rows[:1], layout.character)
    for row in items:
        assert sum(len(cell) for cell in cells_of(row, spans)) == len(row.tokens)


def test_currency_signs_apart_belong_to_their_amounts():
    assert cells(text_page("Stoel        €      12,00", "Tafel        €     120,00"), 0) == ["Stoel", "€ 12,00"]


@pytest.mark.parametrize(
    ("lines", "second"),
    [
        (("1 Cappuccino      2,20", "2 Thee            4,00", "1 Appeltaart      3,50"), ["2", "Thee", "4,00"]),
        (("21,00 Markeerstift   8,99", "6,00 Boek            12,00"), ["6,00", "Boek", "12,00"]),
        (("2 4070713972174 Stoel   8,99", "3 8463423859631 Boek   12,00"), ["3", "8463423859631", "Boek", "12,00"]),
        (("840 mois Gaz   8,99", "78 mois Service   12,00"), ["78 mois", "Service", "12,00"]),
    ],
    ids=["quantities", "rates", "quantities and codes", "quantities with units"],
)
def test_numbers_that_lead_are_columns(lines, second):
    assert cells(text_page(*lines), 1) == second


@pytest.mark.parametrize("unit", ["st", "Stück"])
def test_units_stay_with_their_quantities(unit):
    page = text_page(f"Stoel     2 {unit}    8,99", f"Boek     10 {unit}   12,00")
    assert cells(page, 1) == ["Boek", f"10 {unit}", "12,00"]


def test_white_space_of_most_rows_parts_the_others_at_a_space():
    page = text_page(
        "1 kWh    Injection       1,20",
        "38 jour  Eau potable    57,15",
        "235 m3   Transport     371,07",
        "80 kWh   Chaleur        24,27",
        "204,5 kWh Taxe          44,17",
    )
    assert cells(page, 4) == ["204,5 kWh", "Taxe", "44,17"]


def test_descriptions_are_not_cut_where_one_has_a_gap():
    page = text_page("Stoel van   eiken     8,99", "Tafel van beuken     12,00", "Lamp voor buiten     11,00")
    assert cells(page, 0) == ["Stoel van eiken", "8,99"]


def test_a_tax_class_behind_the_amount_is_no_column_of_a_scan():
    page = text_page(*["VOLKOREN BROOD     51.00 1"] * 5, *["KAAS                 8.241"] * 3)
    assert cells(page, 0) == ["VOLKOREN BROOD", "51.00 1"]


def test_numbers_without_white_space_between_them_are_columns():
    page = placed(
        "12,5   Management     104,59 21% 1307,38",
        "9      Advies         101,29 21% 911,61 ",
        "31     Boekhouding    115,70 21% 3586,70",
    )
    assert cells(page, 1) == ["9", "Advies", "101,29", "21%", "911,61"]


def test_headings_that_are_one_line_are_cut_over_their_columns():
    page = placed(
        "Uren   Titel          Prijs  Btw Totaal",
        "12,5   Management     104,59 21% 1307,38",
        "9      Advies         101,29 21% 911,61 ",
        "31     Boekhouding    115,70 21% 3586,70",
    )
    layout = layout_of(page)
    spans = find_spans(layout.rows[1:], layout.rows[:1], layout.character)
    assert [span.heading for span in spans] == ["Uren", "Titel", "Prijs", "Btw", "Totaal"]


def test_a_quantity_is_not_taken_for_thousands():
    page = text_page("Stoel     2 108,53     217,06", "Tafel     4  76,00     304,00", "Lamp     12   3,10      37,20")
    assert cells(page, 0) == ["Stoel", "2", "108,53", "217,06"]


def test_thousands_are_not_taken_for_a_quantity():
    page = text_page("Stoel     2 108,53     217,06", "Tafel     1 076,00     304,00", "Lamp          3,10      37,20")
    assert cells(page, 0) == ["Stoel", "2 108,53", "217,06"]


def test_points_and_commas_that_ocr_took_for_each_other():
    page = Page(0, 595, 842, text_page("Stoel     1.307.38", "Tafel     3.586,70").lines, engine="tesseract")
    assert [row.tokens[-1].text for row in layout_of(page).rows] == ["1.307,38", "3.586,70"]
    digital = text_page("Stoel     1.307.38")
    assert layout_of(digital).rows[0].tokens[-1].text == "1.307.38"
