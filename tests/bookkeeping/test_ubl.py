"""Exported UBL is valid, and whoever reads it finds what was booked: the schema, the rules, our reader, another's."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest
from lxml import etree
from ubl.models import CreditNote, Invoice

from air.readers.einvoice import read_invoice
from air.readers.xmltree import parse
from bookkeeping import ubl_rules
from bookkeeping.booking import Address, Party
from bookkeeping.peppol import quantity_and_price, to_ubl
from tests.bookkeeping.bookings import booking, line, variety

NAMES = {"cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"} | {
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
}
each_booking = pytest.mark.parametrize("booked", variety().values(), ids=variety())


@each_booking
def test_it_is_valid_by_the_official_schema(booked):
    assert ubl_rules.against_schema(to_ubl(booked)) == []


def test_it_keeps_the_rules_of_en_16931_and_peppol():
    nobody = Party("Onbekend", Address("NL"))
    *broken, of_nobody = ubl_rules.against_rules(*map(to_ubl, variety().values()), to_ubl(booking(supplier=nobody)))
    assert dict(zip(variety(), broken, strict=True)) == {name: [] for name in variety()}
    assert any("BR-S-02" in problem for problem in of_nobody), of_nobody


def test_what_is_no_ubl():
    nobody = Party("Onbekend", Address("NL"))
    assert ubl_rules.against_schema(to_ubl(booking(supplier=nobody))) == []
    assert ubl_rules.against_schema(b"<Invoice/>") != []


@each_booking
def test_our_own_reader_reads_what_was_booked(booked):
    found = read_invoice(parse(to_ubl(booked)))
    one = {name: values[0] for name, values in found.fields.items()}
    assert one["InvoiceNumber"] == booked.invoice_number
    assert one["InvoiceDate"].startswith(booked.invoice_date.isoformat())
    assert one.get("DueDate", "None")[:10] == str(booked.due_date)
    assert one["Currency"] == booked.currency_code
    assert one.get("CreditKeyword") == ("True" if booked.is_credit_note else None)
    assert one.get("InvoiceVatNumber") == (None if "O" in _categories(booked) else booked.supplier.vat_number)
    assert one["InvoiceCocNumber"] == booked.supplier.coc_number
    assert one["InvoiceIBAN"] == booked.supplier.iban
    assert one["StructuredPaymentReference"] == booked.payment_reference
    assert one.get("YourOrderNumber") == booked.purchase_order_number
    assert Decimal(one["TotalAmountInclTax"]) == booked.tax_inclusive_amount
    assert Decimal(one["TotalAmountExclTax"]) == booked.tax_exclusive_amount
    lines = found.line_items
    assert [Decimal(read["amount"]) for read in lines] == [known.amount for known in booked.lines]
    assert [read["description"] for read in lines] == [known.description for known in booked.lines]
    assert [read.get("ledger_account_code") for read in lines] == [known.ledger_account_code for known in booked.lines]
    assert [Decimal(read.get("tax_rate", "0")) for read in lines] == [known.tax.rate for known in booked.lines]


@pytest.mark.parametrize("booked", [booked for name, booked in variety().items() if name != "out of scope"])
def test_another_library_reads_what_was_booked(booked):
    """It adds the totals up itself; the taxes of a header it does not read, nor a tax that has no rate."""
    found = (CreditNote if booked.is_credit_note else Invoice).from_xml_string(to_ubl(booked).decode())
    assert found.id.value == booked.invoice_number
    assert found.issue_date.value == booked.invoice_date.isoformat()
    assert found.document_currency_code.value == booked.currency_code
    assert [read.line_extension_amount.value for read in found.lines] == [known.amount for known in booked.lines]
    assert [read.item.name.value for read in found.lines] == [known.description for known in booked.lines]
    assert found.legal_monetary_total.tax_exclusive_amount.value == booked.tax_exclusive_amount
    for read, known in ((found.supplier, booked.supplier), (found.customer, booked.customer)):
        assert (read.name.value, read.registration) == (known.name, known.coc_number)
        assert read.vat == known.vat_number
        assert read.postal_address.city_name.value == known.address.city


def test_attachments_come_along_where_the_format_knows_them():
    booked = variety()["attachments"]
    root = etree.fromstring(to_ubl(booked))
    [found] = root.findall(".//cbc:EmbeddedDocumentBinaryObject", NAMES)
    assert base64.b64decode(found.text) == booked.attachments[0].content
    assert dict(found.attrib) == {"mimeCode": "application/pdf", "filename": "F25-0042.pdf"}


def test_characters_that_xml_does_not_know_are_left_out():
    found = read_invoice(parse(to_ubl(booking(line("A\x00B\x0b & <C> \U0001f600")))))
    assert found.line_items[0]["description"] == "AB & <C> \U0001f600"


@pytest.mark.parametrize(
    ("quantity", "price", "amount", "expected"),
    [
        ("10", "25.00", "250.00", ("10", "25.00")),
        (None, None, "250.00", ("1", "250.00")),
        ("3", "40.00", "99.99", ("3", "33.33")),
        ("0", "40.00", "99.99", ("1", "99.99")),
        ("2", "6.17", "-12.34", ("-2", "6.17")),
        ("-2", "6.17", "-12.34", ("-2", "6.17")),
        ("1", "-12.34", "-12.34", ("-1", "12.34")),
        ("7", None, "100.00", ("7", "14.28571429")),
        ("1", "0", "0.00", ("1", "0")),
    ],
)
def test_quantity_times_price_is_the_amount(quantity, price, amount, expected):
    given = {"quantity": quantity and Decimal(quantity), "price": price and Decimal(price)}
    assert quantity_and_price(line(amount=amount, **given)) == tuple(Decimal(value) for value in expected)


def test_who_has_no_numbers_is_found_by_e_mail():
    party = Party("Jan", Address("NL"), email="jan@voorbeeld.example")
    root = etree.fromstring(to_ubl(booking(customer=party)))
    [found] = root.findall("cac:AccountingCustomerParty/cac:Party/cbc:EndpointID", NAMES)
    assert (found.get("schemeID"), found.text) == ("EM", "jan@voorbeeld.example")


def _categories(booked) -> set[str]:
    return {total.tax.category.value for total in booked.taxes}
