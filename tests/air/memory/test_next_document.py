"""What one validated document changes for the next one of its layout, end to end with the shipped models."""

from __future__ import annotations

import pytest

from air.findings import find
from air.memory.feedback import Feedback
from air.memory.index import LayoutIndex
from air.memory.taught import TaughtModels, remember
from air.pipeline import understand
from models_store import load_pretrained
from tests.air.pages import text_document

HEAD = (
    "Houthandel De Eik    Zaagweg 12    7941 AB Meppel    Telefoon 0522 123456", "",
    "Factuur", "",
)  # fmt: skip
FOOT = (
    "", "Omschrijving              Aantal    Prijs     Bedrag", "Planken vuren             10        10,00     100,00",
    "", "Totaal excl. btw     100,00", "Btw 21%     21,00", "Totaal incl. btw     121,00", "",
    "Betaling binnen dertig dagen onder vermelding van het nummer",
)  # fmt: skip


def read(*lines: str, taught: tuple[tuple[str, ...], dict[str, str]] | None = None, legislation: str = "nl"):
    """Field -> values, after one document was validated if one was."""
    models, index = load_pretrained(), LayoutIndex()
    if taught is not None:
        before, values = taught
        feedback = Feedback(legislation, {name: tuple(value.split("|")) for name, value in values.items()})
        findings = find(text_document(*HEAD, *before, *FOOT), legislation=legislation)
        index.add(1, remember(findings, feedback, models).to_bytes())
    used = TaughtModels(models.fields, models.tables, index)
    found, _ = understand(text_document(*HEAD, *lines, *FOOT), used, legislation)
    return {field.name: [str(value.value) for value in field.values] for field in found.fields}


def test_a_name_under_the_same_heading_is_the_reference_of_the_next_document():
    first = ("Factuurnummer: 250042", "Uw medewerker     Kenteken", "M-4711            AB-12-CD")
    second = ("Factuurnummer: 250043", "Uw medewerker     Kenteken", "Jan Jansen        XY-34-ZW")
    found = read(*second, taught=(first, {"YourReference": "M-4711"}))
    assert found["YourReference"] == ["Jan Jansen"]


def test_a_value_whose_label_moved_is_found_behind_it():
    first = ("Factuurnummer: 250042", "Werkbon:  88-123", "Kleurnr:  44-100")
    second = ("Factuurnummer: 250043", "Kleurnr:  44-101", "Werkbon:  88-124")
    found = read(*second, taught=(first, {"YourReference": "88-123"}))
    assert found["YourReference"] == ["88-124"]


@pytest.mark.parametrize(
    "listed",
    [("Klus:  P-4712, Q-8811",), ("Klus:  P-4712,Q-8811",), ("Klus:  P-4712,", "       Q-8811")],
    ids=["on the line", "in one word", "running on below"],
)
def test_all_values_of_a_list_are_found_where_one_stood(listed):
    first = ("Factuurnummer: 250042", "Klus:  P-4711", "Kleurnr:  44-100")
    second = ("Factuurnummer: 250043", *listed, "Kleurnr:  44-101")
    found = read(*second, taught=(first, {"YourOrderNumber": "P-4711"}))
    assert found["YourOrderNumber"] == ["P-4712", "Q-8811"]


def test_a_number_of_the_validated_shape_is_found_though_its_label_changed():
    first = ("Werk AB-12345 van 7 mei 2024", "Uw kenmerk  8877")
    second = ("Creditnota uit AB-67890 van 8 mei 2024", "Uw kenmerk  8878")
    found = read(*second, taught=(first, {"InvoiceNumber": "AB-12345"}))
    assert found["InvoiceNumber"] == ["AB-67890"]


def test_the_tax_number_of_a_customer_is_not_taken_for_one_that_is_known():
    first = ("Factuurnummer: 250042", "Btw-nummer: NL820646660B01")
    customer = ("Klant: Bakkerij De Kern", "Veemarkt 7", "8011 AB Zwolle", "Btw-nummer: NL859837652B01", "")
    second = ("Factuurnummer: 250043", "Btw-nummer: onleesbaar", *customer)
    found = read(*second, taught=(first, {"InvoiceVatNumber": "NL820646660B01"}))
    assert "InvoiceVatNumber" not in found
    assert read(*second)["InvoiceVatNumber"] == ["NL859837652B01"], "without memory it is"


def test_dots_before_a_value_are_none_of_it():
    first = ("Factuurnummer: 250042", "Klantcode: .....  H-100")
    second = ("Factuurnummer: 250043", "Klantcode: .....  66-248")
    found = read(*second, taught=(first, {"InvoiceCustomerIdentifier": "H-100"}))
    assert found["InvoiceCustomerIdentifier"] == ["66-248"]


def test_the_order_of_day_and_month_is_that_of_validated_documents():
    first, second = (("Factuurnummer: 250042", f"Factuurdatum: {day}") for day in ("12/22/2024", "10/11/2024"))
    assert read(*second)["InvoiceDate"] == ["2024-11-10"]
    assert read(*second, taught=(first, {"InvoiceDate": "2024-12-22"}))["InvoiceDate"] == ["2024-10-11"]


def test_a_number_that_runs_on_in_the_next_line_of_its_cell_is_known_again():
    first = ("Factuurnummer: 250042", "Rek. NL02 ABNA 0123     Afdeling Hout", "4567 89")
    second = ("Factuurnummer: 250043", *first[1:])
    found = read(*second, taught=(first, {"InvoiceIBAN": "NL02ABNA0123456789"}))
    assert found["InvoiceIBAN"] == ["NL02ABNA0123456789"]


@pytest.mark.parametrize("legislation", ["nl", "usa"])
def test_without_memory_nothing_of_this_is_assumed(legislation):
    assert "YourReference" not in read("Factuurnummer: 1", "Uw medewerker   X", "Jan Jansen", legislation=legislation)
