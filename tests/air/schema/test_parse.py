"""Words as values of a type."""

from __future__ import annotations

import pytest

from air.schema.definition import SchemaField
from air.schema.grid import grid_of
from air.schema.matching import prepare
from air.schema.parse import parse
from tests.air.pages import text_document, text_page


def parsed(text, field):
    pages = prepare(text_document(text), month_first=False, decimal_comma=True)
    found = parse(pages.grids[0].segments[0].spots, field, pages.dates, decimal_comma=pages.decimal_comma)
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("12,5 kg", "number", 12.5),
        ("€ 1.234,50", "currency", 1234.5),
        ("1 234,50 zł", "currency", 1234.5),
        ("19 %", "number", 19),
        ("-3", "integer", -3),
        ("12,5", "integer", None),
        ("120kWh", "integer", 120),
        ("03/03/2025", "number", None),
        ("3 maart 2025", "date", "2025-03-03"),
        ("nog niet bekend", "date", None),
        ("Ja", "boolean", True),
        ("[ ] Ja [x] Nee", "boolean", False),
        ("[x] Ja [ ] Nee", "boolean", True),
        ("[ ]", "boolean", False),
        ("misschien", "boolean", None),
        (": Anna Smith,", "string", "Anna Smith"),
        ("1234.", "string", "1234"),
        ("F-2015/7247.", "string", "F-2015/7247"),
        ("info@example.com.", "string", "info@example.com"),
        ("Corner Bakery Ltd.", "string", "Corner Bakery Ltd."),
        ("12 High St.", "string", "12 High St."),
    ],
)
def test_values(text, kind, value):
    assert parsed(text, SchemaField("x", kind)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("diesel", "Diesel"), ("[ ] Petrol [x] Diesel", "Diesel"), ("Dicsel", "Diesel"), ("Steam", None)],
)
def test_answers_of_an_enum(text, value):
    assert parsed(text, SchemaField("fuel", "enum", enum=("Petrol", "Diesel"))) == value


def test_leaders_and_wide_gaps_separate_segments():
    grid = grid_of(text_page("Name ......... Anna Smith      Room: 12", "               Jan"))
    assert [segment.text for segment in grid.segments] == ["Name", "Anna Smith", "Room: 12", "Jan"]
    assert grid.right_of(grid.segments[0]) is grid.segments[1]
    assert grid.left_of(grid.segments[1]) is grid.segments[0]
    assert grid.above(grid.segments[3]) is not None
