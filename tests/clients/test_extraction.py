"""The Python client of extraction jobs, against the running service."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.clients.faults import LOSE
from tests.service import ROOT
from zenvoices_client import (
    ApiError,
    Conflict,
    Extraction,
    Failed,
    File,
    JobStatus,
    NotFound,
    NotLoggedIn,
    TimedOut,
    Unreachable,
)

SAMPLES = ROOT / "samples"
FIELDS = [
    {"name": "total", "type": "number", "aliases": ["Te betalen"], "required": True},
    {"name": "invoice_number", "type": "string"},
    {"name": "invoice_date", "type": "date"},
    {"name": "contract_number", "type": "string", "required": True},
]
TEXT = "Factuurnummer: H25-101\nFactuurdatum: 12-03-2025\nTotaal incl. btw 302,50\n"


@pytest.fixture(scope="module")
def schema_id(extraction):
    return extraction.create_schema({"fields": FIELDS}, name="Invoices")["id"]


def test_files_in_typed_values_with_their_evidence_out(extraction, schema_id):
    job = extraction.extract(schema_id, "invoice", files=[SAMPLES / "invoice.pdf"], client_reference_id="a/1 é")
    assert (job.status, job.error, job.client_reference_id) == (JobStatus.SUCCESSFUL, None, "a/1 é")
    assert (job.result["total"], job.result["invoice_date"]) == (821.99, "2024-02-25")
    assert job.details.created_at <= job.details.started_at <= job.details.finished_at
    evidence = job.details.evidence["total"]
    assert (evidence.file, evidence.file_name, evidence.page) == (0, "invoice.pdf", 1)
    assert "821" in evidence.text
    assert 0 < evidence.box.left < evidence.box.right < 1
    assert extraction.find_job("a/1 é") == job.job_id


def test_a_body_and_files_of_names(extraction, schema_id):
    job = extraction.extract(schema_id, "invoice", files=[File("a.txt", TEXT.encode())], body="Totaal: zie bijlage")
    assert (job.result["total"], job.details.body, job.details.file_count) == (302.5, "Totaal: zie bijlage", 1)


def test_what_is_missing_is_told(extraction, schema_id):
    job = extraction.extract(schema_id, "invoice", body="Dank u.")
    assert set(job.result.values()) == {None}
    assert job.details.missing == ("total", "contract_number")


def test_ten_files_far_above_what_other_requests_may_have(extraction, schema_id):
    """45 MB in one request; 50 MB and a byte are refused by this wire, not by the limit of all requests."""
    part, most = b"%PDF-1.4\n" + bytes(4_718_583), 50 * 1024 * 1024
    files = [File(f"{n}.pdf", part) for n in range(10)]
    job = extraction.create_job(schema_id, "invoice", files=files)
    with pytest.raises(Failed, match=r"0\.pdf cannot be read"):
        extraction.wait_for_job(job.job_id)
    assert extraction.get_job(job.job_id).details.file_count == 10
    extraction.delete_job(job.job_id)
    with pytest.raises(ApiError) as raised:
        extraction.create_job(schema_id, "invoice", files=[*files[:9], File("9.pdf", bytes(most + 1 - 9 * len(part)))])
    assert (raised.value.status, raised.value.code) == (413, "file_storage_limit_exceeded")


def test_waiting_ends_and_the_job_goes_on(extraction, schema_id, paused):
    with paused():
        created = extraction.create_job(schema_id, "invoice", body=TEXT)
        assert (created.status, created.result, created.details) == (JobStatus.PENDING, None, None)
        with pytest.raises(TimedOut):
            extraction.wait_for_job(created.job_id, wait_seconds=0)
        with pytest.raises(Conflict) as raised:
            extraction.delete_job(created.job_id)
    assert raised.value.code == "job_cannot_be_deleted"
    assert extraction.wait_for_job(created.job_id).result["total"] == 302.5


def test_a_job_that_fails(extraction, schema_id):
    with pytest.raises(Failed, match="damaged"):
        extraction.extract(schema_id, "invoice", files=[File("a.pdf", b"%PDF-1.7 and nothing more")])


def test_a_job_runs_again_and_is_deleted(extraction, schema_id):
    job = extraction.extract(schema_id, "invoice", body=TEXT)
    assert extraction.retry_job(job.job_id).status is JobStatus.PENDING
    assert extraction.wait_for_job(job.job_id).result == job.result
    extraction.delete_job(job.job_id)
    with pytest.raises(NotFound) as raised:
        extraction.get_job(job.job_id)
    assert raised.value.code == "job_not_found"


def test_all_pages_of_the_list(extraction, schema_id, monkeypatch):
    made = [extraction.extract(schema_id, "invoice", body=TEXT).job_id for _ in range(3)]
    monkeypatch.setattr("zenvoices_client.extraction.PAGE_SIZE", 2)
    listed = list(extraction.list_jobs(status=JobStatus.SUCCESSFUL, ordering="earliest"))
    assert [row.job_id for row in listed][-3:] == made
    assert len({row.job_id for row in listed}) == len(listed) > 3
    assert list(extraction.list_jobs(status=JobStatus.PENDING)) == []


def test_feedback(extraction, schema_id):
    job = extraction.extract(schema_id, "invoice", body=TEXT)
    assert extraction.give_feedback(job.job_id, {**job.result, "total": 302.5}) == 1
    assert extraction.get_schema(schema_id)["feedback_count"] == 1
    with pytest.raises(ApiError, match="colour") as raised:
        extraction.give_feedback(job.job_id, {"colour": "red"})
    assert (raised.value.status, raised.value.code) == (400, "validation_error")


def test_schemas(extraction):
    asked = {"title": "Plain", "type": "object", "properties": {"total": {"type": "number"}}, "required": ["total"]}
    made = extraction.create_schema(asked)
    assert (made["name"], made["version"], made["fields"][0]["required"]) == ("Plain", 1, True)
    changed = extraction.update_schema(made["id"], {"fields": FIELDS}, name="Ours")
    assert (changed["version"], len(changed["fields"])) == (2, len(FIELDS))
    assert made["id"] in {schema["id"] for schema in extraction.list_schemas()}
    extraction.delete_schema(made["id"])
    with pytest.raises(NotFound, match="schema_not_found"):
        extraction.create_job(made["id"], "invoice", body=TEXT)


def test_keys(extraction, service):
    made = extraction.create_key("till", webhook_url="http://127.0.0.1:9/hook", webhook_secret="choose-something-long")
    with Extraction(f"http://127.0.0.1:{service.port}", made["key"]) as other:
        assert {key["name"] for key in other.list_keys()} >= {"tests", "till"}
        extraction.delete_key(made["id"])
        with pytest.raises(NotLoggedIn, match="Invalid API key"):
            next(other.list_jobs())


def test_a_job_is_created_once_though_the_answer_is_lost(jobs_over, line, extraction, schema_id):
    before = len(list(extraction.list_jobs()))
    line.faults = [LOSE, 503, LOSE]
    job = jobs_over.create_job(schema_id, "invoice", files=[SAMPLES / "invoice.pdf"])
    assert len(line.seen) == 4
    assert [row.job_id for row in extraction.list_jobs()][: -before or None] == [job.job_id]
    extraction.wait_for_job(job.job_id)


def test_the_same_key_is_the_same_job(extraction, schema_id):
    key = uuid4().hex
    first = extraction.create_job(schema_id, "invoice", body=TEXT, idempotency_key=key)
    assert extraction.create_job(schema_id, "invoice", body=TEXT, idempotency_key=key) == first
    with pytest.raises(ApiError) as raised:
        extraction.create_job(schema_id, "receipt", body=TEXT, idempotency_key=key)
    assert (raised.value.status, raised.value.code) == (422, "idempotency_key_reused")
    extraction.wait_for_job(first.job_id)


def test_a_reference_that_is_taken_names_its_job(extraction, schema_id):
    reference = uuid4().hex
    job = extraction.extract(schema_id, "invoice", body=TEXT, client_reference_id=reference)
    with pytest.raises(Conflict) as raised:
        extraction.create_job(schema_id, "invoice", body=TEXT, client_reference_id=reference)
    assert (raised.value.code, raised.value.meta["job_id"]) == ("duplicate_client_reference_id", job.job_id)


def test_an_address_of_another_api_is_named(service, api_key):
    with (
        Extraction(f"http://127.0.0.1:{service.port}/dashboard", api_key) as lost,
        pytest.raises(Unreachable, match="not as this API does; is the address right"),
    ):
        lost.get_job(1)
