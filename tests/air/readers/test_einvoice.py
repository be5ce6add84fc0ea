"""UBL and CII to fields and line items."""

import facturx
import pytest

from air.errors import UnreadableDocument
from air.readers import read_document
from tests.air.readers.files import CII, INVOICE, UBL, XML_BOMB, pdf


def test_ubl():
    document = read_document(UBL, "a.xml")
    invoice = document.structured
    assert (document.media, invoice.syntax) == ("xml", "ubl")
    assert invoice.fields == {
        "InvoiceNumber": ("F25-0042",),
        "InvoiceDate": ("2025-01-29T00:00:00.0000000",),
        "DueDate": ("2025-02-12T00:00:00.0000000",),
        "Currency": ("EUR",),
        "InvoiceKeyword": ("True",),
        "YourReference": ("M. Bakker",),
        "YourOrderNumber": ("PO-118",),
        "InvoiceVatNumber": ("NL001234567B01",),
        "InvoiceCocNumber": ("12345678",),
        "AccountPostalCode": ("5611 AB",),
        "AccountEmail": ("info@bakkerij.example",),
        "InvoiceIBAN": ("NL02ABNA0123456789",),
        "StructuredPaymentReference": ("RF18539007547034",),
        "TotalAmountInclTax": ("302.50",),
        "TotalAmountExclTax": ("250.00",),
        "TaxLine1": ("52.50;0.21;250.00",),
    }
    assert invoice.line_items == (
        {
            "description": "Papier A4, doos",
            "product_code": "P-400",
            "quantity": "10",
            "price": "25.00",
            "amount": "250.00",
            "tax_rate": "0.21",
        },
    )


def test_ubl_gets_a_page_of_its_values():
    words = [word.text for word in read_document(UBL, "a.xml").pages[0].words()]
    assert "F25-0042" in words
    assert "302.50" in words


def test_pages_of_the_pdf_that_ubl_carries():
    import base64

    carried = b"<cac:AdditionalDocumentReference><cac:Attachment><cbc:EmbeddedDocumentBinaryObject>%s\
</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"
    data = UBL.replace(b"<cac:OrderReference>", carried % base64.b64encode(pdf(INVOICE)) + b"<cac:OrderReference>")
    document = read_document(data, "a.xml")
    assert document.pages[0].lines[0].text == "Factuur"
    assert document.structured.fields["InvoiceNumber"] == ("F25-0042",)


def test_cii_credit_note_with_reverse_charge():
    invoice = read_document(CII, "a.xml").structured
    assert invoice.syntax == "cii"
    assert invoice.fields == {
        "InvoiceNumber": ("G-7",),
        "InvoiceDate": ("2025-01-29T00:00:00.0000000",),
        "InvoiceKeyword": ("True",),
        "CreditKeyword": ("True",),
        "InvoiceCustomerIdentifier": ("K-9",),
        "InvoiceVatNumber": ("DE136695976",),
        "InvoiceCocNumber": ("HRB 1",),
        "AccountPostalCode": ("10115",),
        "ContractNumber": ("V-3",),
        "Currency": ("EUR",),
        "TaxReverseChargedKeyword": ("True",),
        "TotalAmountInclTax": ("75.00",),
        "TotalAmountExclTax": ("75.00",),
        "TaxLine1": ("0.00;0;75.00",),
    }
    assert invoice.line_items[0]["quantity"] == "1.5"
    assert invoice.line_items[0]["tax_rate"] == "0"


def test_lines_without_amounts_are_left_to_the_page():
    data = CII.replace(b"<ram:LineTotalAmount>75.00</ram:LineTotalAmount>", b"")
    assert read_document(data, "a.xml").structured.line_items == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (XML_BOMB, "document type declaration|damaged"),
        (XML_BOMB.decode().encode("utf-16"), "document type declaration|damaged"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1/x"><Invoice><ID>1</ID></Invoice>', "document type declaration"),
        (UBL[:600], "damaged or incomplete"),
        (b"<html><body>no invoice</body></html>", "no UBL or CII invoice"),
        (b"<Invoice/>", "no UBL or CII invoice"),
        (b"<a>" * 100_000, "damaged or incomplete"),
    ],
    ids=["bomb", "bomb in UTF-16", "external", "truncated", "other XML", "no values", "deep"],
)  # fmt: skip
def test_refused(data, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(data, "a.xml")


@pytest.mark.parametrize("flavour", ["factur-x", "zugferd"])
def test_factur_x_as_accounting_software_makes_it(flavour):
    described = {"author": "Bakkerij", "title": "F25-0042", "subject": "factuur", "keywords": "Factur-X"}
    made = facturx.generate_from_binary(
        pdf(INVOICE),
        CII,
        flavor=flavour,
        level="en16931",
        check_xsd=False,
        check_schematron=False,
        pdf_metadata=described,
    )
    document = read_document(made, "a.pdf")
    assert document.media == "pdf"
    assert document.structured == read_document(CII, "a.xml").structured
    assert document.pages[0].lines[0].text == "Factuur"
