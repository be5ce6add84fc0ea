"""Jobs from creation to result: states, files, retry, delete, lists."""

from __future__ import annotations

from tests.extraction.conftest import TEXT
from tests.operations.documents import invoice


def test_from_text_to_typed_values(business, work):
    created = business.post("jobs/create/", {"schema_id": business.schema_id, "document_type": "invoice", "body": TEXT})
    assert created.status_code == 201
    assert created.json == {
        "success": True,
        "data": {"status": "pending", "result": None, "error": None},
        "meta": {"job_id": created.json["meta"]["job_id"]},
    }
    job_id = created.json["meta"]["job_id"]
    before = business.detail(job_id)
    assert (before["status"], before["result"], before["details"]["body"]) == ("pending", None, TEXT)
    work()
    job = business.detail(job_id)
    assert (job["status"], job["error"]) == ("successful", None)
    assert job["result"]["invoice_number"] == "F25-0042"
    assert job["result"]["invoice_date"] == "2025-01-29"
    assert job["result"]["total"] == 302.5
    evidence = job["details"]["evidence"]["total"]
    assert (evidence["file"], evidence["file_name"], evidence["page"]) == (None, None, 1)
    assert evidence["text"]
    assert 0 < evidence["confidence"] <= 1
    assert job["details"]["started_at"] <= job["details"]["finished_at"]
    assert job["details"]["finished_at"].endswith("Z")


def test_files_are_one_document_and_evidence_names_the_file(business, work):
    job_id = business.job((b"Bijlage\nniets te zien\n", "bijlage.txt"), (invoice(), "map/invoice.pdf"))
    work()
    job = business.detail(job_id)
    assert job["result"]["total"] == 302.5
    assert job["details"]["file_count"] == 2
    assert (job["details"]["evidence"]["total"]["file"], job["details"]["evidence"]["total"]["file_name"]) == (
        1,
        "invoice.pdf",
    )
