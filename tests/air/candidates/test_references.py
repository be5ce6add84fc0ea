import pytest

from tests.air.pages import findings_of

EXAMPLES = [
    ("Factuurnummer: F25-0042", "F25-0042"),
    ("Nr:4711", "4711"),
    ("Invoice #1042", "1042"),
    ("Invoice No. INV/2023/03/0008", "INV/2023/03/0008"),
    ("Order SO 2024 118", "SO 2024 118"),
    ("Re.-Nr. (R0005532486)", "R0005532486"),
]


@pytest.mark.parametrize(("text", "value"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_finds_references(text, value):
    assert value in {c.value for c in findings_of(text).of_kind("reference")}


@pytest.mark.parametrize("text", ["Totaal 1.234,56", "Datum 29-01-2025", "om 12:30", "zonder cijfers"])
def test_amounts_and_dates_are_no_references(text):
    assert not findings_of(text).of_kind("reference")


@pytest.mark.parametrize(
    "row", ["2017-12-28 BC02214", "SCONL0303006280999 SCONL000000444"], ids=["date and order", "customer and order"]
)
def test_neighbours_in_a_row_of_values_are_no_reference_together(row):
    found = {c.value for c in findings_of(row).of_kind("reference")}
    assert row not in found
    assert row.split()[1] in found


def test_a_list_without_spaces_is_several_references():
    found = {c.value for c in findings_of("Bestelling: 246274,952332").of_kind("reference")}
    assert {"246274", "952332"} <= found
    assert "246274,952332" not in found
    assert not {"234", "1,234", "1"} & {c.value for c in findings_of("Stuks 1,234").of_kind("reference")}
