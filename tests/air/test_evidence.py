"""Why an answer may be believed: the words beside it and the checks that it passed."""

from pathlib import Path

import pytest

from air.pipeline import recognise, understand
from air.vocabulary import CHECKS
from models_store import load_pretrained
from tests.air.pages import text_document

PAGE = (
    "Papierhandel Noord BV                       FACTUUR",
    "Factuurnummer: F25-0042                     Klantnummer",
    "Factuurdatum: 29-01-2025                    88123",
    "Vervaldatum: 28-02-2025",
    "",
    "Omschrijving      Aantal    Prijs     Bedrag",
    "Papier A4 doos    10        25,00     250,00",
    "",
    "Totaal excl. btw                      250,00",
    "Btw 21%                               52,50",
    "Totaal incl. btw                      € 302,50",
    "",
    "IBAN NL91ABNA0417164300   KvK 32147380   BTW NL820471616B01",
    "Betaling binnen 30 dagen onder vermelding van F25-0042",
)


def evidence(*lines: str) -> dict[str, tuple[list[str], dict[str, str | None]]]:
    """Field -> words beside its first value, and the checks it passed with what they say."""
    result, _ = understand(text_document(*lines), load_pretrained(), "nl")
    found = {f.name: f.values[0].evidence for f in result.fields}
    return {
        name: ([label.text for label in e.labels], {check.name: check.detail for check in e.checks})
        for name, e in found.items()
    }


@pytest.fixture(scope="module")
def page():
    return evidence(*PAGE)


def changed(old: str, new: str) -> tuple[str, ...]:
    return tuple(line.replace(old, new) for line in PAGE)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("InvoiceNumber", ["Factuurnummer:"]),
        ("InvoiceDate", ["Factuurdatum:"]),
        ("DueDate", ["Vervaldatum:"]),
        ("TotalAmountInclTax", ["Totaal incl. btw"]),
        ("InvoiceIBAN", ["IBAN"]),
        ("InvoiceCustomerIdentifier", ["Klantnummer"]),
    ],
)
def test_the_words_beside_or_above_a_value_are_told(page, field, words):
    assert page[field][0] == words


def test_words_have_their_place():
    result, _ = understand(text_document(*PAGE), load_pretrained(), "nl")
    found = result.field("InvoiceNumber").values[0]
    (label,) = found.evidence.labels
    assert (label.page_index, label.box.top) == (0, found.box.top)
    assert label.box.right <= found.box.left


def test_check_digits(page):
    assert "CheckDigits" in page["InvoiceIBAN"][1]
    wrong = evidence(*changed("NL91ABNA", "NL92ABNA"))
    assert "CheckDigits" not in wrong.get("InvoiceIBAN", ([], {}))[1]
    assert "CheckDigits" not in page["InvoiceNumber"][1]


def test_sums_that_agree_are_told_in_figures(page):
    for name in ("TotalAmountInclTax", "TotalAmountExclTax", "TaxLine1"):
        assert page[name][1]["SumsAgree"] == "250.00 + 52.50 = 302.50"
    assert page["TaxLine1"][1]["RateTimesBase"] == "0.21 x 250.00 = 52.50"


def test_sums_that_do_not_agree_are_no_evidence():
    assert all("SumsAgree" not in checks for _, checks in evidence(*changed("52,50", "52,90")).values())


def test_a_calculated_tax_line_proves_nothing():
    lines = tuple("Btw-tarief 21%" if line.startswith("Btw") else line for line in PAGE)
    found = evidence(*lines)
    assert "TaxLine1" in found
    assert all("SumsAgree" not in checks and "RateTimesBase" not in checks for _, checks in found.values())


def test_the_rate_is_that_of_the_law_on_the_day(page):
    assert page["TaxLine1"][1]["LegalRate"] == "0.21, nl, 2025-01-29"
    before_2012 = evidence(*(line.replace("2025", "2011") for line in PAGE))
    assert "LegalRate" not in before_2012.get("TaxLine1", ([], {}))[1]


def test_a_printed_term_leads_to_the_due_date(page):
    assert page["DueDate"][1]["PaymentTerm"] == "2025-01-29 + 30 days"
    assert "PaymentTerm" not in evidence(*changed("30 dagen", "14 dagen"))["DueDate"][1]


def test_a_value_that_is_repeated(page):
    assert page["InvoiceNumber"][1]["Repeated"] == "2"
    assert "Repeated" not in page["DueDate"][1]


def test_what_the_xml_states_needs_no_other_evidence():
    path = Path(__file__).parents[2] / "samples" / "einvoice.xml"
    result = recognise(path.read_bytes(), path.name, load_pretrained(), legislation="nl")
    checks = {check.name for check in result.field("TotalAmountInclTax").values[0].evidence.checks}
    assert checks == {"StatedInXml"}


def test_every_check_is_documented(page):
    text = (Path(__file__).parents[2] / "docs" / "recognition.md").read_text()
    assert [name for name in CHECKS if f"`{name}`" not in text] == []
    assert {name for _, checks in page.values() for name in checks} <= set(CHECKS)
