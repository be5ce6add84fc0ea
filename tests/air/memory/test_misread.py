"""Numbers of a supplier that are known are found where they run together with other words or OCR misread them."""

from __future__ import annotations

import pytest

from air.memory.feedback import Feedback
from air.memory.index import LayoutIndex
from air.memory.layout import layout_of
from air.memory.misread import said
from air.memory.taught import TaughtModels, remember
from air.pipeline import understand
from models_store import load_pretrained
from tests.air.pages import findings_of, text_document

HEAD = ("Houthandel De Eik   Factuur   Zaagweg   Meppel   Telefoon", "Omschrijving   Aantal   Prijs   Bedrag")
FOOT = "Totaal incl. btw   {0},00   Op al onze leveringen zijn voorwaarden van toepassing"


@pytest.mark.parametrize(
    ("printed", "kind", "value"),
    [
        ("(HR nr.63852831)", "coc_number", "63852831"),
        ("REGISTRATION NO.63852831", "coc_number", "63852831"),
        ("IBAN NO.GB12 L0YD 34567890123456", "iban", "GB12LOYD34567890123456"),
        ("(VATnumberNL485777015B62)", "vat_number", "NL485777015B62"),
        ("(VAT 0umber NL485777015862)", "vat_number", "NL485777015B62"),
        ("Number: 07191657 - VAT manager:", "coc_number", "07191657"),
        ("KvK O719I657", "coc_number", "07191657"),
        ("KvK 07191667", "coc_number", "07191657"),
        ("IBAN NL02ABNA0123456780", "iban", "NL02ABNA0123456789"),
    ],
)
def test_a_known_number_is_found_in_what_ocr_read(printed, kind, value):
    found = said(findings_of("Factuur   Datum", printed, confidence=0.8), kind, value)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "printed",
    ["KvK 071916575", "KvK 07191699", "tel 1071916570", "KvK 0719"],
    ids=["part of a longer one", "two others", "in the middle of one", "its beginning"],
)
def test_another_number_is_not_taken_for_it(printed):
    assert said(findings_of(printed, confidence=0.8), "coc_number", "07191657") is None


def test_what_is_printed_clearly_is_not_repaired():
    assert said(findings_of("KvK 07191667"), "coc_number", "07191657") is None
    assert said(findings_of("KvK:07191657"), "coc_number", "07191657") is not None


def answers(*lines: str, taught: tuple[str, ...] = (), **right: str) -> dict[str, object]:
    """What is read of a scan, after one of the supplier was validated."""
    models, index = load_pretrained(), LayoutIndex()
    if taught:
        feedback = Feedback("nl", {name: (value,) for name, value in right.items()})
        index.add(1, remember(findings_of(*taught, confidence=0.9), feedback, models).to_bytes())
    taught_models = TaughtModels(models.fields, models.tables, index)
    found, _ = understand(text_document(*lines, confidence=0.9), taught_models, "nl")
    return {field.name: field.values[0].value for field in found.fields}


def test_a_misread_account_is_read_as_it_was_validated():
    """One digit is wrong, so its check digits are too; another account that is right stays what it is."""
    first = (*HEAD, "IBAN NL02ABNA0123456789   KvK 07191657", FOOT.format(100))
    misread = (*HEAD, "IBAN NL02ABNA0128456789   KvK 07191657", FOOT.format(200))
    moved = (*HEAD, "IBAN NL91ABNA0417164300   KvK 07191657", FOOT.format(300))
    assert answers(*misread)["InvoiceIBAN"] != "NL02ABNA0123456789"
    assert answers(*misread, taught=first, InvoiceIBAN="NL02ABNA0123456789")["InvoiceIBAN"] == "NL02ABNA0123456789"
    assert answers(*moved, taught=first, InvoiceIBAN="NL02ABNA0123456789")["InvoiceIBAN"] == "NL91ABNA0417164300"
    assert layout_of(text_document(*first)).words.size > 10
