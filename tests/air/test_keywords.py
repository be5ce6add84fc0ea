import pytest

from air.document import Document
from air.findings import find
from air.keywords import keyword_fields
from tests.air.pages import findings_of, text_page

CREDIT = [
    ("nl", "CREDITNOTA", True),
    ("de", "Gutschrift", True),
    ("gb", "Credit Note", True),
    ("fr", "Avoir AV-2017-0005", True),
    ("nl", "FACTUUR", False),
]


def answers(findings) -> dict[str, bool]:
    return {field.name: field.values[0].value for field in keyword_fields(findings)}


@pytest.mark.parametrize(("legislation", "title", "is_credit"), CREDIT, ids=[c[1] for c in CREDIT])
def test_a_title_says_credit_note(legislation, title, is_credit):
    lines = (title, "Datum 29-01-2025", "Totaal 121,00")
    assert answers(findings_of(*lines, legislation=legislation))["CreditKeyword"] is is_credit


def test_credit_in_a_sentence_is_no_title():
    lines = (
        "FACTUUR",
        "Totaal 121,00",
        "Op verzoek sturen wij u een creditnota voor geretourneerde artikelen",
    )
    assert answers(findings_of(*lines))["CreditKeyword"] is False


def test_reverse_charge_is_found_in_words():
    assert answers(findings_of("FACTUUR", "BTW verlegd", "Totaal 100,00"))["TaxReverseChargedKeyword"] is True
    assert answers(findings_of("FACTUUR", "BTW 21%", "Totaal 121,00"))["TaxReverseChargedKeyword"] is False


def test_a_narrow_slip_with_cash_is_a_receipt():
    page = text_page("SUPERMARKT", "Melk 1,99", "TOTAAL 1,99", "CONTANT 5,00", "WISSELGELD 3,01")
    slip = Document((type(page)(0, 220, 600, page.lines),), 1)
    assert answers(find(slip, legislation="nl"))["InvoiceKeyword"] is False


def test_a_page_with_terms_and_account_is_an_invoice():
    found = answers(findings_of("FACTUUR", "Factuurnummer: 12", "Vervaldatum 28-02-2025", "IBAN NL91ABNA0417164300"))
    assert found["InvoiceKeyword"] is True
