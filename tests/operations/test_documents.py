"""Documents over HTTP, read by a real worker: good ones, bad ones, and who gives up first."""

from __future__ import annotations

import re
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import pytest

from tests.operations import documents

MEGABYTE = 1024 * 1024


def fields_of(operation):
    return {field["fieldName"]: field for field in operation["airResult"]["fields"]}


def stored_files(service):
    return [path for path in (service.data / "blobs").rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def _nothing_is_left(service):
    """The worker lives through every test, and no document stays behind."""
    worker = [child.pid for child in service.children("zenvoices.cli worker")]
    yield
    assert [child.pid for child in service.children("zenvoices.cli worker")] == worker
    service.wait_for(lambda: stored_files(service) == [])
    for folder in Path(tempfile.gettempdir()).glob(f"air-reader-{worker[0]}-*"):
        assert [path for path in folder.iterdir() if not path.name.startswith(".")] == [], (
            "caches of libraries are fine"
        )


def test_a_digital_pdf(service):
    answer = service.post(documents.invoice(), extractLineItems=True)
    assert answer.status_code == 200
    operation = answer.json()["result"]
    assert (operation["status"], operation["transactionCount"], operation["modelId"]) == (2, 1, None)
    assert operation["errorMessage"] is None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z", operation["creationTime"])
    assert operation["creationTime"] < operation["finishTime"] < operation["expirationTime"]
    result = operation["airResult"]
    assert (result["pageCount"], result["processedPageCount"]) == (1, 1)
    assert result["pages"] == [{"pageNumber": 1, "width": 595.28, "height": 841.89, "rotation": 0}]
    assert result["identifiedLanguages"][0]["culture"] == "nl"
    assert result["words"][0]["text"] == "Papierhandel"
    assert {"queued", "fetch", "recognition", "read"} <= set(result["timings"])
    assert isinstance(result["lineItems"], list)
    number = fields_of(operation)["InvoiceNumber"]
    assert number["value"] == number["values"][0]["text"] == "F25-0042"
    box = number["values"][0]["boundingBox"]
    assert 0 < box["x0"] < box["x1"] < 1
    assert 0 < box["y0"] < box["y1"] < 1
    assert fields_of(operation)["InvoiceDate"]["value"] == "2025-01-29T00:00:00.0000000"
    assert fields_of(operation)["TotalAmountInclTax"]["value"] == "302.50"
    assert service.result(operation["operationId"]) == operation


def test_what_was_not_asked_for_is_null(service):
    operation = service.post(documents.invoice(), includeWords=False, includeRawTables=False).json()["result"]
    result = operation["airResult"]
    assert (result["words"], result["rawTables"], result["lineItems"]) == (None, None, None)


def test_every_value_tells_its_evidence(service):
    fields = fields_of(service.post(documents.invoice()).json()["result"])
    evidence = fields["TotalAmountInclTax"]["values"][0]["evidence"]
    assert {"check": "SumsAgree", "detail": "250.00 + 52.50 = 302.50"} in evidence["checks"]
    (label,) = fields["InvoiceNumber"]["values"][0]["evidence"]["labels"]
    assert (label["text"], label["pageNumber"], set(label["boundingBox"])) == (
        "Factuurnummer:", 1, {"x0", "y0", "x1", "y1"},
    )  # fmt: skip
    assert all("evidence" in value for field in fields.values() for value in field["values"])


def test_excluded_values_are_not_extracted(service):
    plain = fields_of(service.post(documents.invoice()).json()["result"])
    assert plain["InvoiceIBAN"]["value"] == "NL02ABNA0123456789"
    excluded = [{"fieldName": "InvoiceIBAN", "value": "nl02 abna 0123 4567 89"}]
    without = fields_of(service.post(documents.invoice(), excludedValues=excluded).json()["result"])
    assert "InvoiceIBAN" not in without


def test_many_pages_are_counted_and_fifty_are_read(service):
    operation = service.post(documents.invoice(60)).json()["result"]
    result = operation["airResult"]
    assert (result["pageCount"], result["processedPageCount"], operation["transactionCount"]) == (60, 50, 10)


def test_not_waiting_and_polling(service):
    operation = service.post(documents.scan(1), waitSeconds=0).json()["result"]
    assert operation["status"] in (0, 1)
    assert (operation["airResult"], operation["finishTime"]) == (None, None)
    assert service.wait_for_status(operation["operationId"], 2)["airResult"]["pageCount"] == 1


def test_a_png_named_pdf_is_read_as_what_it_is(service):
    answer = service.post(documents.png(200, 200), file_name="invoice.pdf")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("asked", "member", "english", "dutch"),
    [
        ({"fileName": "invoice.exe"}, "fileName", "must end in one of", "moet eindigen op een van"),
        ({"fileName": "invoice"}, "fileName", "must end in one of", "moet eindigen op een van"),
        ({"legislation": "xx"}, "legislation", "must be one of", "moet een van"),
        ({"culture": "it"}, "culture", "must be one of", "moet een van"),
        ({"waitSeconds": 61}, "waitSeconds", "must be between 0 and 60", "moet tussen 0 en 60 liggen"),
        ({"fileContent": "not base64!"}, "fileContent", "is not valid base64", "geen geldige base64"),
        ({"url": "http://example.com/a.pdf"}, "url", "either as url or as fileContent", "als url of als fileContent"),
        ({"fileContent": None}, "url", "either as url or as fileContent", "als url of als fileContent"),
        ({"fileContent": None, "url": "ftp://example.com/a"}, "url", "http or https", "http"),
        ({"modelId": "no guid"}, "modelId", "must be a GUID", "moet een GUID zijn"),
        (
            {"excludedValues": [{"fieldName": "Nonsense", "value": "x"}]},
            "excludedValues[0].fieldName",
            "must be a header field",
            "moet een kopveld zijn",
        ),
        (
            {"excludedValues": [{"fieldName": "InvoiceIBAN", "value": str(n)} for n in range(51)]},
            "excludedValues",
            "at most 50 items",
            "hoogstens 50",
        ),
    ],
    ids=lambda value: str(value)[:50],
)
def test_input_that_is_refused(service, asked, member, english, dutch):
    for language, words in (("en", english), ("nl", dutch)):
        answer = service.post(
            **{"content": documents.invoice(), "language": language, "file_name": "a.pdf", **_renamed(asked)}
        )
        assert answer.status_code == 400, answer.text
        problem = answer.json()["error"]["validationErrors"][0]
        assert member in problem["members"]
        assert words in problem["message"]


def _renamed(asked):
    """`fileContent` as it goes over the wire replaces the content of `Service.post`."""
    asked = dict(asked)
    if "fileContent" in asked:
        asked["content"] = None
        if asked["fileContent"] is None:
            del asked["fileContent"]
    if "fileName" in asked:
        asked["file_name"] = asked.pop("fileName")
    return asked


def test_25_megabytes_of_base64_and_not_one_character_more(service):
    asked = {"content": None, "file_name": "a.pdf"}
    text = "A" * (25 * MEGABYTE)
    assert service.post(**asked, fileContent=text).status_code == 500, "accepted, and no PDF"
    answer = service.post(**asked, fileContent=text + "AAAA")
    assert answer.status_code == 400
    assert "fileContent" in answer.json()["error"]["validationErrors"][0]["members"]


def test_a_model_that_does_not_exist(service):
    answer = service.post(documents.invoice(), modelId=str(uuid4()))
    assert answer.status_code == 404


def test_results_that_do_not_exist(service):
    answer = service.client.get("/public-api/v1/air/getOperationResult", params={"operationId": str(uuid4())})
    assert answer.status_code == 404
    answer = service.client.get("/public-api/v1/air/getOperationResult", params={"operationId": "no guid"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("make", "file_name", "english", "dutch"),
    [
        (lambda: b"", "a.pdf", "the file is empty", "het bestand is leeg"),
        (lambda: documents.invoice()[:300], "a.pdf", "damaged or incomplete", "beschadigd of onvolledig"),
        (lambda: documents.invoice(password="geheim"), "a.pdf", "password", "wachtwoord"),
        (documents.without_pages, "a.pdf", "", ""),
        (lambda: documents.png_that_claims(50_000, 50_000), "a.png", "at most", "hoogstens"),
        (documents.zip_bomb, "a.docx", "unpacks to 4", "uitgepakt is het 4"),
        (documents.xml_bomb, "a.xml", "XML", "XML"),
        (lambda: bytes(range(256)) * 40, "a.docx", "not what the extension", "niet wat de extensie"),
        (lambda: bytes(range(256)) * 40, "a.jpg", "", ""),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "a.pdf", "damaged or incomplete", "beschadigd of onvolledig"),
    ],
    ids=[
        "empty",
        "cut",
        "encrypted",
        "0 pages",
        "50,000 pixels",
        "zip bomb",
        "xml bomb",
        "no docx",
        "no jpg",
        "no pdf",
    ],
)
def test_documents_that_cannot_be_read(service, make, file_name, english, dutch):
    content = make()
    for language, words in (("en", english), ("nl", dutch)):
        answer = service.post(content, file_name=file_name, language=language)
        assert answer.status_code == 500, answer.text[:500]
        message = answer.json()["error"]["message"]
        assert message.startswith(f"{file_name} {'kan niet' if language == 'nl' else 'cannot be read'}")
        assert words in message


def test_3000_pages(service):
    operation = service.post(documents.invoice(3000)).json()["result"]
    assert (operation["status"], operation["transactionCount"]) == (2, 10)
    assert (operation["airResult"]["pageCount"], operation["airResult"]["processedPageCount"]) == (3000, 50)


def test_a_failed_operation_is_told_when_it_is_polled(service):
    operation = service.post(b"", waitSeconds=0).json()["result"]
    ended = service.wait_for_status(operation["operationId"], 3)
    assert ended["errorMessage"] == "invoice.pdf cannot be read: the file is empty."
    assert (ended["airResult"], ended["transactionCount"]) == (None, 0)
    dutch = service.result(operation["operationId"], **{"Abp.Localization.CultureName": "nl"})
    assert dutch["errorMessage"] == "invoice.pdf kan niet gelezen worden: het bestand is leeg."


class Shop(BaseHTTPRequestHandler):
    """A server on this machine, which the service of these tests may fetch from."""

    def do_GET(self) -> None:
        name, _, rest = self.path[1:].partition("/")
        body = {"invoice.pdf": documents.invoice(), "large": bytes(30 * MEGABYTE)}.get(name, b"")
        self.send_response({"missing": 404, "redirect": 302}.get(name, 200))
        if name == "redirect":
            self.send_header("Location", rest)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def shop():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_document_by_url(service, shop):
    answer = service.post(url=f"{shop}/redirect/{shop}/invoice.pdf")
    assert fields_of(answer.json()["result"])["InvoiceNumber"]["value"] == "F25-0042"


@pytest.mark.parametrize(
    ("url", "english", "dutch"),
    [
        ("{shop}/missing", "status 404", "status 404"),
        ("{shop}/large", "more than 25 MB", "meer dan 25 MB"),
        ("{shop}/redirect/http://169.254.169.254/", "public internet", "openbare internet"),
        ("http://localhost:1/a.pdf", "public internet", "openbare internet"),
        ("http://10.0.0.1/a.pdf", "public internet", "openbare internet"),
        ("http://[::ffff:a00:1]/a.pdf", "public internet", "openbare internet"),
        ("http://127.0.0.1:1/a.pdf", "cannot be reached", "niet bereikbaar"),
    ],
)
def test_urls_that_give_no_document(service, shop, url, english, dutch):
    for language, words in (("en", english), ("nl", dutch)):
        answer = service.post(url=url.format(shop=shop), language=language)
        assert answer.status_code == 500, answer.text
        assert words in answer.json()["error"]["message"]


def test_the_log_tells_stages_but_no_content(service, shop):
    before = len(service.said)
    operation = service.post(documents.invoice()).json()["result"]
    service.post(b"", file_name="very-private-name.pdf")
    service.post(url=f"{shop}/missing?token=very-private-token")
    written = service.said[before:]
    stages = [line for line in written.splitlines() if operation["operationId"] in line and '"stage"' in line]
    assert len(stages) >= 5
    assert all('"tenant"' in line and ('"ms"' in line) for line in stages)
    for private in ("F25-0042", "Papierhandel", "NL02ABNA", "very-private", "Bearer", "eyJ"):
        assert private not in service.said
