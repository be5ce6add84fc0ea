"""Documents coming in: unpacked, kept, refused with a reason, tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bookkeeping.numbers import ImportStatus
from bookkeeping.tables import Attachment, InboxDocument
from infra.types import now
from tests.bookkeeping.invoices import CAR, CAR_LINE, invoice, mail, zipped


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


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"fileName": None}, "fileName"),
        ({"fileName": "factuur"}, "fileName"),
        ({"fileName": "factuur.exe"}, "fileName"),
        ({"fileName": "a\nb.pdf"}, "fileName"),
        ({"fileName": "x" * 252 + ".pdf"}, "fileName"),
        ({"fileContent": None}, "fileContent"),
        ({"fileContent": "%PDF-1.7"}, "fileContent"),
        ({"fileContent": 5}, "fileContent"),
        ({"fileContent": "A" * (25 * 1024 * 1024 + 4)}, "fileContent"),
        ({"subject": "x" * 513}, "subject"),
        ({"senderName": "x" * 257}, "senderName"),
        ({"destination": "x" * 65}, "destination"),
        ({"externalId": ""}, "externalId"),
        ({"externalId": "x" * 129}, "externalId"),
        ({"administrationId": None}, "administrationId"),
        ({"administrationId": "BOUW"}, "administrationId"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value)[:30],
)
@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_bad_uploads_leave_nothing(books, change, member):
    body = books.body(fileName="a.pdf", fileContent="JVBERi0=") | change
    answer = books.post("inbox/upload", **body)
    assert answer.status_code == 400, answer.json
    assert [problem["members"] for problem in answer.json["error"]["validationErrors"]] == [[member]]
    assert books.post("inbox/list", **books.body()).json["result"]["totalCount"] == 0


def test_filters_of_the_inbox(books, database):
    start = now() - timedelta(days=2)
    with database.session(books.user.tenant_id) as session:
        session.add_all(
            InboxDocument(administration_id=books.id, user_id=books.user.user_id, subject="a", sender_name="b",
                          import_status=status, received_time=start + timedelta(hours=status), external_id=f"{status}")
            for status in ImportStatus
        )  # fmt: skip

    def found(**filters):
        items = books.post("inbox/list", **books.body(**filters)).json["result"]["items"]
        return [item["importStatus"] for item in items]

    third = (start + timedelta(hours=2)).isoformat()
    assert found() == found(importStatuses=[]) == [0, 1, 2, 3]
    assert found(importStatuses=[1, 3]) == [1, 3]
    assert found(receivedTimeFrom=third) == [2, 3]
    assert found(receivedTimeTo=third) == [0, 1]
    assert found(receivedTimeFrom=third, importStatuses=[1]) == []
    assert found(externalId="2") == [2]
    assert books.post("inbox/list", **books.body(importStatuses=[9])).status_code == 400
