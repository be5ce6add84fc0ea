"""What may be sent and what not, each with its code; and nothing is half-stored."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select

from extraction import files, parser
from extraction.tables import IdempotentRequest, Job, JobFile
from tests.extraction.conftest import API, TEXT, error_of
from tests.operations.documents import invoice, png

PNG = png(40, 40)
TIFF = b"II*\0" + bytes(100)
NOBODY = 2**31 + 5
pytestmark = pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)


@pytest.fixture
def nothing_is_kept(database, data_folder):
    """No row of a job, of a file or of an idempotency key, and no bytes."""

    def look() -> None:
        with database.system_session() as session:
            for table in (Job, JobFile, IdempotentRequest):
                assert session.scalar(select(func.count()).select_from(table)) == 0, table
        assert [path for path in (data_folder / "blobs").rglob("*") if path.is_file()] == []

    return look


@pytest.mark.parametrize("path", ["jobs/create/", "jobs/create"])
@pytest.mark.parametrize("kind", ["json", "urlencoded", "multipart"])
def test_every_way_to_send_text(business, path, kind):
    """With the slash or without, and a POST without it is not redirected."""
    fields = {"schema_id": business.schema_id, "document_type": "receipt", "body": TEXT, "client_reference_id": "A/1"}
    types = {"urlencoded": "application/x-www-form-urlencoded", "multipart": "multipart/form-data"}
    sent = {"json": fields} if kind == "json" else {"data": fields, "content_type": types[kind]}
    created = business.open("POST", path, **sent)
    assert created.status_code == 201
    assert created.json["meta"]["client_reference_id"] == "A/1"
    found = business.get("jobs/A/1/by-reference")
    assert found.json["data"] == {"job_id": created.json["meta"]["job_id"], "status": "pending"}
    assert found.json["meta"] == {"client_reference_id": "A/1"}
    details = business.detail(created.json["meta"]["job_id"])["details"]
    assert (details["body"], details["document_type"], details["schema_id"]) == (TEXT, "receipt", business.schema_id)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", invoice()),
        ("a.PNG", PNG),
        ("b.pdf", PNG),
        ("a.txt", "Prijs: € 5".encode("cp1252")),
        ("a.jpeg", b"\xff\xd8\xff\xe0" + bytes(50)),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBP" + bytes(50)),
    ],
    ids=["pdf", "capitals", "png named pdf", "text of Windows", "jpeg", "webp"],
)
def test_the_types_that_are_taken(business, name, content):
    assert business.create((content, name)).status_code == 201


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"PK\x03\x04" + bytes(50), "a.docx must be one of: .pdf, .png"),
        ("a", PNG, "a must be one of"),
        ("a.png", TIFF, "a.png is not what its extension says"),
        ("a.pdf", b"MZ" + bytes(100), "a.pdf is not what its extension says"),
        ("a.txt", b"\x7fELF" + bytes(100), "a.txt is not what its extension says"),
        ("a.pdf", b"", "a.pdf is empty"),
    ],
)
def test_other_types_are_refused(business, nothing_is_kept, name, content, words):
    answer = business.create((content, name), body="text", headers={"Idempotency-Key": "k"})
    assert error_of(answer) == (400, "validation_error")
    assert words in answer.json["error"]["message"]
    nothing_is_kept()


@pytest.mark.parametrize(
    ("changed", "error", "words"),
    [
        ({"schema_id": None}, (400, "validation_error"), "schema_id is required."),
        ({"schema_id": "twelve"}, (400, "validation_error"), "schema_id must be a whole number."),
        ({"schema_id": "999"}, (404, "schema_not_found"), "999"),
        ({"schema_id": str(NOBODY)}, (400, "validation_error"), "schema_id must be between"),
        ({"document_type": None}, (400, "validation_error"), "document_type is required."),
        ({"document_type": " "}, (400, "validation_error"), "document_type must not be empty."),
        ({"body": None}, (400, "validation_error"), "Send files, or body, or both."),
        ({"body": " \n"}, (400, "validation_error"), "Send files, or body, or both."),
        ({"body": "x" * 4_000_001}, (400, "validation_error"), "body may have at most"),
        ({"body": "a\0b"}, (400, "parse_error"), "not text"),
        ({"client_reference_id": "x" * 256}, (400, "validation_error"), "client_reference_id may have at most"),
        ({"client_reference_id": "a\nb"}, (400, "validation_error"), "client_reference_id must be one line"),
        (
            {"headers": {"Idempotency-Key": "x" * 256}},
            (400, "validation_error"),
            "Idempotency-Key may have at most 255",
        ),
    ],
)
def test_bad_input(business, nothing_is_kept, changed, error, words):
    answer = business.create(**({"body": TEXT} | changed))
    assert error_of(answer) == error
    assert words in answer.json["error"]["message"]
    nothing_is_kept()


def test_all_problems_are_told_at_once(business):
    message = business.post("jobs/create/", {"body": 5}).json["error"]["message"]
    assert message == "schema_id is required. document_type is required. body must be text."


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"schema_id": '),
        ("application/json", b'{"schema_id": NaN}'),
        ("text/plain", b"schema_id=1"),
        ("multipart/form-data", b"no boundary is named"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=schema_id\r\n\r\n1"),
    ],
    ids=["half a JSON", "NaN", "another type", "no boundary", "cut off"],
)
def test_what_cannot_be_parsed(business, nothing_is_kept, content_type, body):
    answer = business.open("POST", "jobs/create/", data=body, content_type=content_type)
    assert error_of(answer) == (400, "parse_error")
    nothing_is_kept()


def test_files_in_json_are_refused(business):
    answer = business.post(
        "jobs/create/", {"schema_id": business.schema_id, "document_type": "x", "files": ["aGFsbG8="]}
    )
    assert error_of(answer) == (400, "validation_error")
    assert "files must be sent as a form" in answer.json["error"]["message"]


class TestTooMuch:
    def test_eleven_files(self, business, nothing_is_kept):
        answer = business.create(*[(b"text", f"{n}.txt") for n in range(11)])
        assert error_of(answer) == (413, "file_storage_limit_exceeded")
        nothing_is_kept()

    def test_ten_files(self, business):
        assert business.create(*[(b"text", f"{n}.txt") for n in range(10)]).status_code == 201

    def test_files_that_are_too_large_together(self, business, nothing_is_kept, monkeypatch):
        monkeypatch.setattr(files, "MAX_FILE_BYTES", 1000)
        assert business.create((b"a" * 500, "a.txt"), (b"a" * 500, "b.txt")).status_code == 201
        answer = business.create((b"a" * 500, "a.txt"), (b"a" * 501, "b.txt"))
        assert error_of(answer) == (413, "file_storage_limit_exceeded")

    @pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "application/json"])
    def test_a_request_that_is_too_large_altogether(self, business, nothing_is_kept, content_type):
        answer = business.open(
            "POST", "jobs/create/", data=io.BytesIO(bytes(parser.MAX_BYTES + 1)), content_type=content_type
        )
        assert error_of(answer) == (413, "file_storage_limit_exceeded")
        nothing_is_kept()

    def test_fifty_megabytes_are_taken_and_a_byte_more_is_not(self, business):
        content = b"Total due: 12.50\n" * 3_084_047
        room = files.MAX_FILE_BYTES - len(content)
        assert business.create((content, "a.txt"), (b"x" * room, "b.txt")).status_code == 201
        answer = business.create((content, "a.txt"), (b"x" * (room + 1), "b.txt"))
        assert error_of(answer) == (413, "file_storage_limit_exceeded")


class TestStorage:
    @pytest.fixture
    def more_settings(self):
        return {"job_storage_bytes": 1000}

    def test_the_storage_of_a_business_is_full(self, business, make_business, work):
        first = business.job((b"a" * 600, "a.txt"))
        answer = business.create((b"a" * 401, "b.txt"))
        assert error_of(answer) == (413, "file_storage_limit_exceeded")
        assert "storage" in answer.json["error"]["message"]
        assert make_business("ander").create((b"a" * 900, "b.txt")).status_code == 201, "its own storage"
        assert business.create(body="text takes no room").status_code == 201
        work()
        assert business.delete(f"jobs/{first}/delete/").status_code == 200
        assert business.create((b"a" * 1000, "b.txt")).status_code == 201


def test_a_file_that_cannot_be_stored(business, app, data_folder, nothing_is_kept, monkeypatch):
    """A full disk at the second file: the first is thrown away again, and the reference is free."""
    blobs, stored = app.extensions["machine"].blobs, []
    put = blobs.put

    def full_disk(key: str, data: bytes) -> None:
        if stored:
            raise OSError(28, "No space left on device")
        stored.append(key)
        put(key, data)

    monkeypatch.setattr(blobs, "put", full_disk)
    sent = [(b"one", "a.txt"), (b"two", "b.txt")]
    answer = business.create(*sent, client_reference_id="R1", headers={"Idempotency-Key": "k1"})
    assert error_of(answer) == (500, "file_not_stored")
    assert "b.txt" in answer.json["error"]["message"]
    nothing_is_kept()
    assert business.get("jobs/").json["data"]["count"] == 0
    monkeypatch.setattr(blobs, "put", put)
    assert business.create(*sent, client_reference_id="R1", headers={"Idempotency-Key": "k1"}).status_code == 201


def test_who_may_call(business, client):
    for headers in ({}, {"Authorization": "Bearer zx_nobodys"}, {"Authorization": f"Basic {business.key}"}):
        answer = client.post(f"{API}/jobs/create/", headers=headers, data={"x": "y"})
        assert error_of(answer) == (401, "authentication_failed")
        assert answer.json["error"]["message"] == "Invalid API key."
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_addresses_and_methods_that_are_not(business):
    assert error_of(business.get("nothing/")) == (404, "not_found")
    assert error_of(business.get("jobs/twelve/detail/")) == (404, "not_found")
    answer = business.get("jobs/create/")
    assert error_of(answer) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST"
    for path in (f"jobs/{NOBODY}/detail/", f"jobs/{10**30}/detail/", "jobs/1/detail/", "jobs/x/by-reference/"):
        assert error_of(business.get(path)) == (404, "job_not_found"), path


def test_texts_in_dutch(business):
    answer = business.open("GET", "jobs/9/detail/", headers={"Accept-Language": "nl"})
    assert answer.json["error"] == {"code": "job_not_found", "message": "Deze opdracht bestaat niet."}
