"""What is proposed for a document: account, lines, order, codes and warnings; read with the real models."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bookkeeping.numbers import MatchType, Status, Strategy
from bookkeeping.tables import PurchaseOrderLine
from tests.bookkeeping.invoices import ORDER, invoice

SAMPLES = Path(__file__).parents[2] / "samples"


def test_a_known_supplier(books, read):
    found = read(invoice(), destination="71", externalId="scan-77", subject="Kantoorpapier")
    assert {
        "administrationId": books.id,
        "status": Status.WAITING,
        "type": 0,
        "journalCode": "71",
        "accountCode": "10017",
        "accountName": "Papierhandel Noord B.V.",
        "invoiceNumber": "F25-0042",
        "invoiceDate": "2025-01-29T00:00:00",
        "dueDate": "2025-02-28T00:00:00",
        "bookingDate": "2025-01-29T00:00:00",
        "currencyCode": "EUR",
        "taxExclusiveAmount": 250.0,
        "taxInclusiveAmount": 302.5,
        "description": "Kantoorpapier",
        "isProposalChanged": False,
        "usedProposalStrategy": Strategy.AIR,
        "accountMatchType": MatchType.IBAN,
        "lineLedgerAccountCodes": ["4500"],
        "lineProductCodes": ["P-400"],
        "warnings": [],
    }.items() <= found.items()
    [line] = found["lines"]
    assert {
        "description": "Papier A4, doos",
        "ledgerAccountCode": "4500",
        "taxCode": "1",
        "quantity": 10,
        "price": 25.0,
        "taxExclusiveAmount": 250.0,
        "taxAmount": 52.5,
        "taxRate": 0.21,
    }.items() <= line.items()
    assert found["airResult"]["pageCount"] == 1


def test_own_identifiers_are_never_the_senders(books, read):
    own = ("Papierhandel Noord B.V.", "IBAN NL02ABNA0123456789", "BTW NL001234567B01")
    fields = {field["fieldName"] for field in read(invoice(supplier=own))["airResult"]["fields"]}
    assert not fields & {"InvoiceIBAN", "InvoiceVatNumber"}


@pytest.mark.parametrize(
    ("lines", "kind", "code"),
    [
        (("Drukkerij De Ster", "Kade 1, Delft"), MatchType.NAME, "10019"),
        (("Onbekend", "BTW NL111111111B01"), MatchType.VAT_NUMBER, "10018"),
        (("Onbekend", "KvK 87654321"), MatchType.COC_NUMBER, "10017"),
        (("Onbekend", "Kade 1, Delft"), MatchType.NONE, None),
    ],
)
def test_how_the_account_is_found(read, lines, kind, code):
    found = read(invoice(supplier=lines))
    assert (found["accountMatchType"], found["accountCode"]) == (kind, code)
    assert (found["accountMatchValue"] is None) is (kind is MatchType.NONE)
    assert found["status"] == (Status.PROPOSAL if code is None or code == "10019" else Status.WAITING)


def test_a_purchase_order_by_its_number(books, read, database):
    assert books.post("purchaseOrders", **books.body(**ORDER)).status_code == 200
    found = read(invoice(order="PO-118"))
    assert found["usedProposalStrategy"] == Strategy.PURCHASE_ORDER
    [line] = found["lines"]
    assert {
        "purchaseOrderNumber": "PO-118",
        "ledgerAccountCode": "7000",
        "costCentreCode": "K1",
        "taxCode": "1",
        "commitmentExternalId": "commitment-1",
    }.items() <= line.items()
    assert books.decide(found)["status"] == Status.READY
    with database.session(books.user.tenant_id) as session:
        assert session.scalar(select(PurchaseOrderLine.invoiced_quantity)) == 10
    again = read(invoice(order="PO-118", number="F25-0043"))
    assert [warning["code"] for warning in again["warnings"]] == ["quantityDiffers", "sameAmount"]


def test_a_purchase_order_by_its_articles(books, read):
    books.post("purchaseOrders", **books.body(**ORDER))
    found = read(invoice())
    assert found["lines"][0]["purchaseOrderNumber"] == "PO-118"


def test_another_price_than_ordered_is_a_warning(books, read):
    books.post("purchaseOrders", **books.body(**ORDER))
    dearer = invoice(("P-400", "Papier A4, doos", "10", "30,00", "300,00"), order="PO-118",
                     excl="300,00", tax="63,00", incl="363,00")  # fmt: skip
    found = read(dearer)
    assert [warning["message"] for warning in found["warnings"]] == [
        "Line 1: the price is 30.00, ordered was 25 (order PO-118)."
    ]


def test_duplicates_are_warned_of(books, read):
    first = read(invoice())
    second = read(invoice())
    assert [warning["code"] for warning in second["warnings"]] == ["sameFile", "sameNumber", "sameAmount"]
    assert str(first["id"]) in second["warnings"][0]["message"]
    third = read(invoice(number="F25-0050"))
    assert [warning["code"] for warning in third["warnings"]] == ["sameAmount"]


def test_an_e_invoice(books, read):
    found = read((SAMPLES / "einvoice.xml").read_bytes(), "einvoice.xml")
    assert (found["usedProposalStrategy"], found["airResult"]) == (Strategy.E_INVOICE, None)
    assert found["invoiceNumber"]
    assert sum(line["taxExclusiveAmount"] for line in found["lines"]) == pytest.approx(found["taxExclusiveAmount"])


def test_credit_notes_are_negative(read):
    found = read(invoice(title="CREDITNOTA", number="C25-7"))
    assert (found["taxExclusiveAmount"], found["taxInclusiveAmount"]) == (-250.0, -302.5)
    assert [(line["taxExclusiveAmount"], line["quantity"]) for line in found["lines"]] == [(-250.0, -10)]
