"""From upload to export with a real recogniser: what is proposed, who decides, where it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bookkeeping import administrations, procurators
from bookkeeping.numbers import ImportStatus, MatchType, ProcuratorStatus, Status, Strategy
from bookkeeping.tables import Attachment, BookedLine, PurchaseOrderLine
from tests.bookkeeping.invoices import CAR, CAR_LINE, UNKNOWN, UNKNOWN_LINE, invoice, mail, zipped

SAMPLES = Path(__file__).parents[2] / "samples"
ORDER = {
    "purchaseOrderNumber": "PO-118", "accountCode": "10017", "purchaseDate": "2025-01-15T00:00:00",
    "lines": [{"lineNumber": 1, "productCode": "P-400", "description": "Papier A4, doos", "quantity": 10,
               "price": 25.0, "ledgerAccountCode": "7000", "costCentreCode": "K1", "taxCode": "1",
               "externalId": "commitment-1"}],
}  # fmt: skip


@pytest.fixture
def read(books, work):
    """Upload a document, have it read, return the transaction it became."""

    def read(content: bytes, name: str = "invoice.pdf", **more):
        answer = books.upload(content, name, **more)
        assert answer.status_code == 200, answer.json
        work()
        document = books.get("inbox/details", id=answer.json["result"]["id"]).json["result"]
        assert document["importStatus"] == ImportStatus.DONE, document
        newest = books.post("financialTransaction/list", sorting="id desc", maxResultCount=1).json["result"]
        return books.transaction(newest["items"][0]["id"])

    return read


def decide(books, transaction, what="approve", **body):
    answer = books.post(f"financialTransaction/{transaction['id']}/{what}", **body)
    assert answer.status_code == 200, answer.json
    return answer.json["result"]["financialTransaction"]


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


def test_the_file_is_fetched_without_a_token_for_a_while(books, read, client):
    content = invoice()
    [attachment] = read(content)["attachments"]
    assert (attachment["fileName"], attachment["contentType"]) == ("invoice.pdf", "application/pdf")
    assert (attachment["fileSize"], attachment["isMainDocument"]) == (len(content), True)
    answer = client.get(attachment["downloadUrl"])
    assert answer.data == content
    assert answer.headers["Content-Disposition"] == "attachment; filename=invoice.pdf"
    path, query = attachment["downloadUrl"].split("?")
    for wrong in (query.replace("expires=1", "expires=2"), query[:-1] + "x", "", "expires=x&key=y&signature=é"):
        assert client.get(f"{path}?{wrong}").status_code == 404
    other = f"{path[: path.rindex('/')]}/999"
    assert client.get(f"{other}?{query}").status_code == 404


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
    assert decide(books, found)["status"] == Status.READY
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


def test_editing_is_learnt_from(books, read, database):
    first = read(invoice(CAR_LINE, **CAR))
    assert first["lines"][0]["ledgerAccountCode"] == "4600"
    line = {**first["lines"][0], "ledgerAccountCode": "7000", "costCentreCode": "K2"}
    edited = books.put(f"financialTransaction/{first['id']}", lines=[line]).json["result"]["financialTransaction"]
    assert edited["isProposalChanged"] is True
    assert edited["lineLedgerAccountCodes"] == ["7000"]
    decide(books, edited)
    with database.session(books.user.tenant_id) as session:
        assert session.scalar(select(BookedLine.ledger_account_code)) == "7000"
    second = read(invoice(CAR_LINE, **CAR | {"number": "2025-119", "date": "12-02-2025"}))
    assert second["usedProposalStrategy"] == Strategy.HISTORY
    assert (second["lines"][0]["ledgerAccountCode"], second["lines"][0]["costCentreCode"]) == ("7000", "K2")


def test_an_edit_that_changes_nothing_changes_nothing(books, read):
    found = read(invoice())
    answer = books.put(f"financialTransaction/{found['id']}", lines=found["lines"], invoiceNumber="F25-0042")
    assert answer.json["result"]["financialTransaction"]["isProposalChanged"] is False


def test_an_unknown_supplier_is_completed_by_hand(books, read):
    found = read(invoice(UNKNOWN_LINE, **UNKNOWN))
    assert (found["status"], found["accountCode"]) == (Status.PROPOSAL, None)
    refused = books.post(f"financialTransaction/{found['id']}/approve")
    assert refused.status_code == 500
    assert refused.json["error"]["message"] == f"Transaction {found['id']} is not waiting for authorisation."
    line = {**found["lines"][0], "ledgerAccountCode": "7000"}
    answer = books.put(f"financialTransaction/{found['id']}", accountCode="10019", lines=[line])
    edited = answer.json["result"]["financialTransaction"]
    assert (edited["status"], edited["accountMatchType"]) == (Status.WAITING, MatchType.BY_HAND)
    assert edited["accountName"] == "Drukkerij De Ster"


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"accountCode": "nobody"}, "accountCode"),
        ({"lines": []}, "lines"),
        ({"lines": [{"taxExclusiveAmount": 1, "ledgerAccountCode": "9999"}]}, "lines[0].ledgerAccountCode"),
        ({"lines": [{"taxExclusiveAmount": 1, "purchaseOrderNumber": "no"}]}, "lines[0].purchaseOrderNumber"),
        ({"lines": [{"taxExclusiveAmount": 1}], "taxExclusiveAmount": 5}, "taxExclusiveAmount"),
        ({"taxInclusiveAmount": 999}, "taxInclusiveAmount"),
        ({"lines": [{"taxExclusiveAmount": 10**13}]}, "lines[0].taxExclusiveAmount"),
        ({"lines": [{}]}, "lines[0].taxExclusiveAmount"),
        ({"invoiceDate": "soon"}, "invoiceDate"),
        ({"currencyCode": "EURO"}, "currencyCode"),
        ({"type": 7}, "type"),
        ({"invoiceNumber": "a\nb"}, "invoiceNumber"),
    ],
)
def test_bad_edits_change_nothing(books, read, body, member):
    found = read(invoice())
    answer = books.put(f"financialTransaction/{found['id']}", **body)
    assert answer.status_code == 400, answer.json
    assert [problem["members"] for problem in answer.json["error"]["validationErrors"]] == [[member]]
    assert books.transaction(found["id"])["lines"] == found["lines"]


def test_duplicates_are_warned_of(books, read):
    first = read(invoice())
    second = read(invoice())
    assert [warning["code"] for warning in second["warnings"]] == ["sameFile", "sameNumber", "sameAmount"]
    assert str(first["id"]) in second["warnings"][0]["message"]
    third = read(invoice(number="F25-0050"))
    assert [warning["code"] for warning in third["warnings"]] == ["sameAmount"]


def test_a_rejected_booking_can_be_edited_and_approved(books, read):
    found = decide(books, read(invoice()), "reject", comment="niet geleverd")
    assert found["status"] == Status.REJECTED
    assert found["procuratorStatusChanges"][-1]["comment"] == "niet geleverd"
    assert found["procuratorStatusChanges"][-1]["status"] == ProcuratorStatus.REJECTED
    edited = books.put(f"financialTransaction/{found['id']}", description="toch")
    assert edited.json["result"]["financialTransaction"]["status"] == Status.WAITING
    assert decide(books, found)["status"] == Status.READY


def test_procurators_by_amount_and_proxies(books, read, login, database):
    from auth.permissions import PERMISSIONS

    people = {name: login(*PERMISSIONS, name=name) for name in ("chef", "baas", "hulp")}
    for name in people:
        administrations.grant(database, name, [books.code], tenancy_name="voorbeeld")
    procurators.put_rule(database, "voorbeeld", books.code, "chef", 100, None)
    procurators.put_rule(database, "voorbeeld", books.code, "baas", 302, 5000)
    procurators.put_rule(database, "voorbeeld", books.code, "hulp", 1000, None)
    found = read(invoice())
    path = f"/public-api/v1/financialTransaction/{found['id']}/approve"
    waiting = [(c["userName"], c["status"]) for c in found["procuratorStatusChanges"]]
    assert waiting == [("chef", ProcuratorStatus.WAITING), ("baas", ProcuratorStatus.WAITING)]
    refused = people["hulp"].post(path, json={})
    assert (refused.status_code, "waits for baas, chef" in refused.json["error"]["message"]) == (500, True)
    half = people["chef"].post(path, json={}).json["result"]["financialTransaction"]
    assert half["status"] == Status.WAITING
    procurators.put_proxy(database, "voorbeeld", "baas", "hulp", None, None)
    done = people["hulp"].post(path, json={"comment": "ok"}).json["result"]["financialTransaction"]
    assert done["status"] == Status.READY
    last = done["procuratorStatusChanges"][-1]
    assert (last["userName"], last["onBehalfOfUserId"]) == ("hulp", people["baas"].user_id)


def test_an_edit_withdraws_approvals(books, read, login, database):
    for name in ("chef", "baas"):
        login("Api.FinancialTransactions.Authorize", name=name)
        administrations.grant(database, name, [books.code], tenancy_name="voorbeeld")
        procurators.put_rule(database, "voorbeeld", books.code, name, 0, None)
    administrations.grant(database, "api", [books.code], tenancy_name="voorbeeld")
    found = read(invoice())
    procurators.put_proxy(database, "voorbeeld", "chef", "api", None, None)
    decide(books, found)
    books.put(f"financialTransaction/{found['id']}", description="anders")
    after = [c["status"] for c in books.transaction(found["id"])["procuratorStatusChanges"]]
    assert after == [0, 0, 1, 3, 3, 0, 0]


def test_a_zip_becomes_documents_of_their_own(books, work):
    archive = zipped(a_pdf=invoice(), b_pdf=invoice(CAR_LINE, **CAR), c_exe=b"MZ")
    number = books.upload(archive, "facturen.zip").json["result"]["id"]
    work()
    listed = books.post("inbox/list", **books.body(sorting="id")).json["result"]["items"]
    assert [(item["subject"], item["importStatus"]) for item in listed] == [
        ("facturen.zip", 2), ("a.pdf", 2), ("b.pdf", 2)]  # fmt: skip
    details = books.get("inbox/details", id=number).json["result"]
    assert details["errorMessage"] == "These files are of no type that is read: c.exe."
    assert books.post("financialTransaction/list").json["result"]["totalCount"] == 2


def test_an_email_with_two_invoices(books, work):
    books.upload(mail(a_pdf=invoice(), b_pdf=invoice(CAR_LINE, **CAR)), "mail.eml")
    work()
    assert books.post("financialTransaction/list").json["result"]["totalCount"] == 2


def test_an_email_with_one_invoice_is_one_document(books, read):
    found = read(mail(a_pdf=invoice()), "mail.eml")
    assert found["invoiceNumber"] == "F25-0042"
    assert books.post("inbox/list", **books.body()).json["result"]["totalCount"] == 1


def test_an_e_invoice(books, read):
    found = read((SAMPLES / "einvoice.xml").read_bytes(), "einvoice.xml")
    assert (found["usedProposalStrategy"], found["airResult"]) == (Strategy.E_INVOICE, None)
    assert found["invoiceNumber"]
    assert sum(line["taxExclusiveAmount"] for line in found["lines"]) == pytest.approx(found["taxExclusiveAmount"])


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"PK\x03\x04 broken", "a.zip", "The zip file is damaged, or packed in an unusual way."),
        (zipped(a_exe=b"MZ"), "a.zip", "The zip file has no document of a type that is read."),
        (zipped(a_pdf=bytes(30_000_000)), "a.zip", "a.pdf in the zip file is larger than 19 MB."),
        (b"nonsense", "a.pdf", "a.pdf cannot be read: the content is not what the extension .pdf says."),
    ],
)
def test_what_cannot_be_imported_says_why_and_is_kept(books, work, client, content, name, said):
    number = books.upload(content, name).json["result"]["id"]
    work()
    details = books.get("inbox/details", id=number).json["result"]
    assert (details["importStatus"], details["errorMessage"]) == (ImportStatus.FAILED, said)
    assert client.get(details["attachments"][0]["downloadUrl"]).data == content


def test_zips_in_zips_end_somewhere(books, work):
    archive = zipped(a_pdf=invoice())
    for _ in range(5):
        archive = zipped(b_zip=archive)
    books.upload(archive, "deep.zip")
    work()
    statuses = [i["importStatus"] for i in books.post("inbox/list", **books.body()).json["result"]["items"]]
    assert statuses == [2, 2, 2, 3]


def test_the_same_external_id_is_the_same_document(books, work):
    first = books.upload(invoice(), "a.pdf", externalId="scan-1").json["result"]["id"]
    assert books.upload(invoice(number="X"), "b.pdf", externalId="scan-1").json["result"]["id"] == first
    found = books.get("inbox/details", administrationId=books.id, externalId="scan-1").json["result"]
    assert (found["id"], found["subject"], found["senderName"]) == (first, "a.pdf", "api")


def test_a_failed_import_can_be_tried_again(books, work, app, login):
    number = books.upload(b"%PDF-1.7 and no more", "a.pdf").json["result"]["id"]
    work()
    failed = books.get("inbox/details", id=number).json["result"]
    assert (failed["importStatus"], failed["errorMessage"] is None) == (ImportStatus.FAILED, False)
    machine = app.extensions["machine"]
    with machine.database.session(books.user.tenant_id) as session:
        [key] = session.scalars(select(Attachment.blob_key).where(Attachment.inbox_document_id == number))
    machine.blobs.put(key, invoice())  # the disk is whole again
    stranger = login("Api.Inbox", name="stranger")
    assert stranger.post(f"/public-api/v1/inbox/{number}/retryImport").status_code == 404
    started = books.post(f"inbox/{number}/retryImport").json["result"]
    assert (started["importStatus"], started["errorMessage"]) == (ImportStatus.WAITING, None)
    twice = books.post(f"inbox/{number}/retryImport")
    assert twice.status_code == 500
    assert twice.json["error"]["message"] == f"Document {number} cannot be imported again: its import has not failed."
    work()
    assert books.get("inbox/details", id=number).json["result"]["importStatus"] == ImportStatus.DONE
    [booked] = books.post("financialTransaction/list").json["result"]["items"]
    assert booked["invoiceNumber"] == "F25-0042"


def test_export_to_files(books, read, work, database, app):
    administrations.change(database, "voorbeeld", books.code, accounting_system="Manual")
    found = decide(books, read(invoice()))
    assert (found["status"], found["exportTime"]) == (Status.READY, None)
    decide(books, found, "export")
    work()
    exported = books.transaction(found["id"])
    assert exported["status"] == Status.EXPORTED
    assert exported["exportTime"] is not None
    refused = books.put(f"financialTransaction/{found['id']}", description="x")
    assert refused.status_code == 500
    assert "cannot be changed any more" in refused.json["error"]["message"]
    again = books.post(f"financialTransaction/{found['id']}/export")
    assert again.status_code == 500


def test_export_needs_somewhere_to_go(books, read):
    found = decide(books, read(invoice()))
    answer = books.post(f"financialTransaction/{found['id']}/export")
    assert answer.json["error"]["message"] == "Administration BOUW has no accounting system to export to."


def test_what_was_charged(books, read, database):
    read(invoice())
    read(invoice(CAR_LINE, **CAR))
    from infra.types import now

    month = f"{now():%Y-%m}"
    items = books.get("usage", monthFrom=month, monthTo=month).json["result"]["items"]
    assert items == [
        {"month": month, "administrationId": books.id, "administrationCode": "BOUW", "documentCount": 2,
         "transactionCount": 2}
    ]  # fmt: skip
    assert books.get("usage", monthFrom="2025-13", monthTo=month).status_code == 400
    assert books.get("usage", monthFrom=month, monthTo="2001-01").status_code == 400


def test_filters_and_sorting_of_transactions(books, read):
    paper, car = read(invoice()), read(invoice(CAR_LINE, **CAR))

    def ids(**body):
        answer = books.post("financialTransaction/list", **body)
        assert answer.status_code == 200, answer.json
        return [item["id"] for item in answer.json["result"]["items"]]

    both = [paper["id"], car["id"]]
    for filters, expected in (
        ({"administrationIds": [books.id]}, both),
        ({"administrationIds": []}, both),
        ({"statuses": [1]}, both),
        ({"statuses": [4]}, []),
        ({"accountCodes": ["10018"]}, [car["id"]]),
        ({"invoiceNumber": "F25-0042"}, [paper["id"]]),
        ({"invoiceDateFrom": "2025-01-29", "invoiceDateTo": "2025-01-29"}, both),
        ({"invoiceDateFrom": "2025-01-30"}, []),
        ({"creationTimeFrom": paper["creationTime"]}, both),
        ({"creationTimeTo": paper["creationTime"]}, []),
        ({"lastModificationTimeFrom": car["lastModificationTime"]}, [car["id"]]),
        ({"exportTimeFrom": "2020-01-01T00:00:00Z"}, []),
        ({"isProposalChanged": False}, both),
        ({"usedProposalStrategies": [1]}, both),
        ({"accountMatchTypes": [2]}, [car["id"]]),
        ({"lineLedgerAccountCodes": ["4500", "x"]}, [paper["id"]]),
        ({"lineProductCodes": ["P-400"]}, [paper["id"]]),
    ):
        assert ids(**filters) == expected, filters
    [item] = books.post("financialTransaction/list", accountCodes=["10018"]).json["result"]["items"]
    for field in item:
        assert sorted(ids(sorting=f"{field} desc")) == both
    assert ids(sorting="taxInclusiveAmount") == [car["id"], paper["id"]]
    assert books.post("financialTransaction/list", administrationIds=[999]).status_code == 404


def test_credit_notes_are_negative(read):
    found = read(invoice(title="CREDITNOTA", number="C25-7"))
    assert (found["taxExclusiveAmount"], found["taxInclusiveAmount"]) == (-250.0, -302.5)
    assert [(line["taxExclusiveAmount"], line["quantity"]) for line in found["lines"]] == [(-250.0, -10)]
