"""Values that a person gave are found in whatever format they are printed, and what is odd about them is told."""

from __future__ import annotations

import pytest

from air.memory.doubts import doubts
from air.memory.feedback import Answered, Feedback, entry_of, right_candidates
from air.memory.search import find_value
from models_store import load_pretrained
from tests.air.pages import findings_of

LINES = (
    "Factuurnummer: F25-0042   Datum: 29 januari 2025",
    "Uw referentie: M. Bakker   Kenmerk: K:4711",
    "CIF: A 65027799   IBAN NL02 ABNA 0123 4567 89",
    "Subtotaal 250,00   Btw 52,50   Totaal EUR 1.302,50",
)


@pytest.mark.parametrize(
    ("role", "value", "text"),
    [
        ("InvoiceNumber", "F25-0042", "F25-0042"),
        ("InvoiceNumber", "f250042", "F25-0042"),
        ("InvoiceDate", "2025-01-29T00:00:00.0000000", "29 januari 2025"),
        ("YourReference", "M. Bakker", "M. Bakker"),
        ("YourReference", "4711", "4711"),
        ("InvoiceVatNumber", "ESA65027799", "A 65027799"),
        ("InvoiceIBAN", "NL02ABNA0123456789", "NL02 ABNA 0123 4567 89"),
        ("TotalAmountInclTax", "1302.5", "1.302,50"),
        ("TotalAmountInclTax", "-1302.50", "1.302,50"),
    ],
)
def test_a_value_is_found_as_it_is_printed(role, value, text):
    found = find_value(findings_of(*LINES, legislation="es"), role, value)
    assert found
    assert found[0].text.removeprefix("EUR ") == text


@pytest.mark.parametrize(
    ("role", "value"),
    [("InvoiceNumber", "X-1"), ("TotalAmountInclTax", "99.99"), ("InvoiceDate", "2025-01-30"), ("DueDate", "soon")],
)
def test_what_is_not_printed_is_not_found(role, value):
    assert find_value(findings_of(*LINES), role, value) == ()


def test_a_number_that_runs_on_to_the_next_line_is_known_by_its_beginning():
    findings = findings_of("IBAN NL02 ABNA 0123", "4567 89")
    [found] = find_value(findings, "InvoiceIBAN", "NL02ABNA0123456789")
    assert (found.text, found.value) == ("NL02 ABNA 0123", "NL02ABNA0123456789")


def test_rules_of_what_is_left_out():
    answered = {"DueDate": (Answered("2025-01-29", 0),), "TotalAmountInclTax": (Answered("1302.50", 0),)}
    feedback = Feedback("nl", {"InvoiceNumber": ("F25-0042",)}, answered)
    right = right_candidates(findings_of(*LINES), feedback)
    assert [c.text for c in right["InvoiceNumber"]] == ["F25-0042"]
    assert right["DueDate"] == (), "it was answered, so that was wrong"
    assert "TotalAmountInclTax" not in right, "of an amount that is left out nothing is known"
    assert "InvoiceDate" not in right, "nothing was answered, nothing is known"


def test_an_entry_survives_storage():
    entry = entry_of(findings_of(*LINES), Feedback("nl", {"InvoiceNumber": ("F25-0042",)}))
    assert type(entry).from_bytes(entry.to_bytes()) == entry
    assert entry.right["InvoiceNumber"][0].label == "factuurnummer"


def test_odd_values_are_told():
    values = {
        "InvoiceNumber": ("X-1",), "InvoiceDate": ("2025-01-29",), "DueDate": ("2025-01-02",),
        "TotalAmountInclTax": ("1302.50",), "TotalAmountExclTax": ("250.00",), "TaxLine1": ("52.50;0.21;250.00",),
    }  # fmt: skip
    names = {doubt.name for doubt in doubts(findings_of(*LINES), Feedback("nl", values), ())}
    assert names == {"InvoiceNumber", "DueDate", "TotalAmountInclTax"}
    assert doubts(findings_of(*LINES), Feedback("nl", {"InvoiceNumber": ("F25-0042",)}), ()) == ()


def test_equal_totals_are_remembered_at_two_places():
    findings = findings_of("Subtotaal 250,00", "Totaal 250,00", "Betaald 12,00")
    feedback = Feedback("nl", {"TotalAmountInclTax": ("250.00",), "TotalAmountExclTax": ("250.00",)})
    models = load_pretrained()
    right = right_candidates(findings, feedback, models.fields.score(findings))
    [incl], [excl] = right["TotalAmountInclTax"], right["TotalAmountExclTax"]
    assert (excl.line_index, incl.line_index) == (0, 1)


def test_a_reference_is_remembered_at_every_likely_place():
    findings = findings_of("Factuurnummer: F25-0042", "Omschrijving F25-0042", "Factuur nr. F25-0042")
    right = right_candidates(
        findings, Feedback("nl", {"InvoiceNumber": ("F25-0042",)}), load_pretrained().fields.score(findings)
    )
    assert {c.line_index for c in right["InvoiceNumber"]} >= {0, 2}


def test_a_date_in_the_other_order_is_found():
    [found] = find_value(findings_of("Datum 03/04/2025"), "InvoiceDate", "2025-03-04")
    assert str(found.value) == "2025-03-04"
