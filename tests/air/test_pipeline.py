"""The whole way, with the shipped models, on the sample documents."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from air.document import Document
from air.formats import to_text
from air.pipeline import recognise, understand
from air.readers import read_document
from models_store import load_pretrained
from tests.air.pages import text_document

SAMPLES = Path(__file__).parents[2] / "samples"
GOLDEN = Path(__file__).parents[1] / "golden"
REWRITE = False  # True writes the expected answers anew; look at the difference before committing it

PAGE = (
    "Papierhandel Noord BV                       FACTUUR",
    "Factuurnummer: F25-0042",
    "Factuurdatum: 29-01-2025",
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
)


def answers(result) -> dict[str, str]:
    return {f.name: ";".join(to_text(v.value) for v in f.values) for f in result.fields}


@pytest.mark.parametrize("name", ["invoice.pdf", "invoice.docx", "invoice.xlsx", "mail.eml", "einvoice.xml"])
def test_the_samples_are_read_as_before(name):
    path = SAMPLES / name
    result = recognise(path.read_bytes(), name, load_pretrained(), legislation="nl", with_line_items=True)
    found = {"fields": answers(result), "lines": [to_text(i.amount or Decimal(0)) for i in result.line_items or ()]}
    golden = GOLDEN / f"{name}.json"
    if REWRITE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    assert found == json.loads(golden.read_text())


def test_a_plain_invoice_is_understood_completely():
    result, agrees = understand(text_document(*PAGE), load_pretrained(), "nl", with_line_items=True)
    found = {f.name: f.values[0].value for f in result.fields}
    assert agrees
    assert found["InvoiceNumber"] == "F25-0042"
    assert (found["InvoiceDate"], found["DueDate"]) == (date(2025, 1, 29), date(2025, 2, 28))
    assert (found["TotalAmountInclTax"], found["TotalAmountExclTax"]) == (Decimal("302.50"), Decimal("250.00"))
    assert to_text(found["TaxLine1"]) == "52.50;0.21;250.00"
    assert found["InvoiceIBAN"] == "NL91ABNA0417164300"
    assert found["Currency"] == "EUR"


def test_every_answer_has_its_place_and_its_confidence():
    result, _ = understand(text_document(*PAGE), load_pretrained(), "nl")
    number = result.field("InvoiceNumber")
    assert number.values[0].text == "F25-0042"
    assert number.values[0].page_index == 0
    assert number.values[0].box.top == pytest.approx(0.07)
    assert 0.4 <= number.confidence <= 1
    assert result.line_items is None


def test_excluded_values_are_never_answers():
    excluded = (("InvoiceIBAN", "nl91 abna 0417 1643 00"), ("InvoiceNumber", "f25-0042"), ("AccountPostalCode", "x"))
    result, _ = understand(text_document(*PAGE), load_pretrained(), "nl", excluded)
    assert result.field("InvoiceIBAN") is None
    assert answers(result).get("InvoiceNumber") != "F25-0042"
    assert result.field("InvoiceDate") is not None


def test_excluded_values_are_no_answers_of_an_e_invoice_either():
    path = SAMPLES / "einvoice.xml"
    document = read_document(path.read_bytes(), path.name)
    own = (("InvoiceVatNumber", "nl8123.45.678.b01"), ("InvoiceCocNumber", "08 165 433"), ("YourOrderNumber", "other"))
    result, _ = understand(document, load_pretrained(), "nl", own)
    whole, _ = understand(document, load_pretrained(), "nl")
    without = {
        name: text for name, text in answers(whole).items() if name not in ("InvoiceVatNumber", "InvoiceCocNumber")
    }
    assert answers(result) == without


def test_an_empty_page_has_no_answers_but_the_keywords():
    result, agrees = understand(text_document(), load_pretrained(), "nl", with_line_items=True)
    assert {f.name for f in result.fields} == {"TaxReverseChargedKeyword", "InvoiceKeyword", "CreditKeyword"}
    assert result.line_items == ()
    assert not agrees


def test_the_xml_of_an_e_invoice_wins():
    path = SAMPLES / "einvoice.xml"
    document = read_document(path.read_bytes(), path.name)
    result, _ = understand(document, load_pretrained(), "nl", with_line_items=True)
    stated = document.structured.fields
    assert answers(result)["TotalAmountInclTax"] == stated["TotalAmountInclTax"][0]
    assert result.field("TotalAmountInclTax").confidence == 1


@pytest.mark.parametrize(
    ("lines", "engines"),
    [(PAGE, ["auto"]), (PAGE[:4], ["auto", "both"])],
    ids=["sums agree", "nothing agrees"],
)
def test_a_scan_is_read_a_second_time_if_its_sums_do_not_agree(lines, engines):
    asked = []

    def reader(data, filename, settings):
        asked.append(settings.engine)
        page = replace(text_document(*lines, confidence=0.9).pages[0], engine="tesseract")
        return Document((page,), 1, "image")

    recognise(b"", "scan.png", load_pretrained(), legislation="nl", reader=reader)
    assert asked == engines


def test_recognition_is_the_same_every_time():
    first, second = (understand(text_document(*PAGE), load_pretrained(), "nl", with_line_items=True)[0] for _ in "ab")
    assert (first.fields, first.line_items, first.tables) == (second.fields, second.line_items, second.tables)
