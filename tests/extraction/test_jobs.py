"""Jobs from creation to result: states, files, retry, delete, lists."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from extraction.tables import Job, JobFeedback, JobFile, JobResult, SchemaVersion
from tests.extraction.conftest import RECEIPT, TEXT, error_of
from tests.operations.documents import invoice


def test_from_text_to_typed_values(business, work):
    created = business.post("jobs/create/", {"schema_id": business.schema_id, "document_type": "invoice", "body": TEXT})
    job_id = created.json["meta"]["job_id"]
    assert created.json == {
        "success": True,
        "data": {"status": "pending", "result": None, "error": None},
        "meta": {"job_id": job_id},
    }
    before = business.detail(job_id)
    assert (before["status"], before["result"], before["details"]["body"]) == ("pending", None, TEXT)
    work()
    job = business.detail(job_id)
    assert (job["status"], job["error"]) == ("successful", None)
    found = {name: job["result"][name] for name in ("invoice_number", "invoice_date", "total")}
    assert found == {"invoice_number": "F25-0042", "invoice_date": "2025-01-29", "total": 302.5}
    evidence = job["details"]["evidence"]["total"]
    assert (evidence["file"], evidence["file_name"], evidence["page"]) == (None, None, 1)
    assert evidence["text"]
    assert 0 < evidence["confidence"] <= 1
    assert job["details"]["started_at"] <= job["details"]["finished_at"]
    assert job["details"]["finished_at"].endswith("Z")
    assert (job["details"]["skipped"], job["details"]["webhook_failed"]) == (False, False)


def test_files_are_one_document_and_evidence_names_the_file(business, work):
    job_id = business.job((b"Bijlage\nniets te zien\n", "bijlage.txt"), (invoice(), "map/invoice.pdf"))
    work()
    job = business.detail(job_id)
    assert job["result"]["total"] == 302.5
    assert job["details"]["file_count"] == 2
    evidence = job["details"]["evidence"]["total"]
    assert (evidence["file"], evidence["file_name"], evidence["page"]) == (1, "invoice.pdf", 1)


def test_nothing_to_read_is_no_failure(business, work):
    job_id = business.job((b" \r\n\t ", "leeg.txt"))
    work()
    job = business.detail(job_id)
    assert job["status"] == "successful"
    assert job["details"]["skipped"] is True
    assert set(job["result"].values()) == {None}
    assert job["details"]["missing"] == ["invoice_number", "total"]


def test_a_file_that_cannot_be_read_fails_the_job_with_a_sentence(business, work):
    job_id = business.job((invoice(), "goed.pdf"), (invoice(password="geheim"), "slot.pdf"))
    work()
    job = business.detail(job_id)
    assert (job["status"], job["result"]) == ("failed", None)
    assert job["error"].startswith("slot.pdf cannot be read: ")
    dutch = business.open("GET", f"jobs/{job_id}/detail/", headers={"Accept-Language": "nl"}).json["data"]
    assert dutch["error"].startswith("slot.pdf kan niet gelezen worden: ")


class TestRetry:
    def test_it_runs_again_with_the_schema_of_then(self, business, work, database):
        job_id = business.job(client_reference_id="R7")
        assert error_of(business.post(f"jobs/{job_id}/retry/")) == (409, "job_cannot_be_retried")
        work()
        first = business.detail(job_id)
        other = {"name": "Receipts", "fields": [{"name": "other", "type": "string"}]}
        assert business.put(f"schemas/{business.schema_id}/", other).json["data"]["version"] == 2
        again = business.post(f"jobs/{job_id}/retry/")
        assert again.status_code == 200
        assert again.json == {
            "success": True,
            "data": {"status": "pending", "result": None, "error": None},
            "meta": {"job_id": job_id, "client_reference_id": "R7"},
        }
        assert business.detail(job_id)["result"] is None
        work()
        assert business.detail(job_id)["result"] == first["result"]

    def test_a_job_that_failed(self, business, work):
        job_id = business.job((b"%PDF-1.4 broken", "a.pdf"))
        work()
        assert business.detail(job_id)["status"] == "failed"
        assert business.post(f"jobs/{job_id}/retry").status_code == 200
        assert business.detail(job_id)["error"] is None
        work()
        assert business.detail(job_id)["status"] == "failed"

    def test_nobodys(self, business):
        assert error_of(business.post("jobs/77/retry/")) == (404, "job_not_found")


class TestDelete:
    def test_nothing_is_left(self, business, work, database, data_folder):
        job_id = business.job((invoice(), "a.pdf"), client_reference_id="R1")
        assert error_of(business.delete(f"jobs/{job_id}/delete/")) == (409, "job_cannot_be_deleted")
        work()
        assert business.post(f"jobs/{job_id}/feedback/", {"result": {"total": 1}}).status_code == 200
        answer = business.delete(f"jobs/{job_id}/delete/")
        assert (answer.status_code, answer.json["meta"]) == (200, {"job_id": job_id})
        assert answer.json["data"]["message"]
        with database.system_session() as session:
            for table in (Job, JobFile, JobResult, JobFeedback):
                assert session.scalars(select(table)).all() == []
        assert [path for path in (data_folder / "blobs").rglob("*") if path.is_file()] == []
        assert error_of(business.get(f"jobs/{job_id}/detail/")) == (404, "job_not_found")
        assert error_of(business.delete(f"jobs/{job_id}/delete/")) == (404, "job_not_found")
        assert business.job(client_reference_id="R1") > job_id, "the reference is free, the number is not"

    def test_versions_of_schemas_go_with_the_last_job_that_has_them(self, business, work, database):
        job_id = business.job()
        other = {"name": "Receipts", "fields": [{"name": "other", "type": "string"}]}
        business.put(f"schemas/{business.schema_id}/", other)
        work()

        def numbers():
            with database.system_session() as session:
                return sorted(session.scalars(select(SchemaVersion.number)))

        assert numbers() == [1, 2]
        business.delete(f"jobs/{job_id}/delete/")
        assert numbers() == [2]


class TestReferences:
    def test_a_repeat_is_an_error_that_names_the_job(self, business):
        job_id = business.job(client_reference_id="order 12")
        answer = business.create(body=TEXT, client_reference_id="order 12")
        assert error_of(answer) == (409, "duplicate_client_reference_id")
        assert answer.json["meta"] == {"job_id": job_id, "client_reference_id": "order 12"}
        assert business.get("jobs/").json["data"]["count"] == 1

    def test_they_are_unique_in_the_business_only(self, business, make_business):
        business.job(client_reference_id="1")
        assert make_business("ander").job(client_reference_id="1")


class TestList:
    @pytest.fixture
    def jobs(self, business, work):
        ended = [business.job(), business.job((b"%PDF-1.4 broken", "a.pdf"), document_type="receipt")]
        work()
        return [*ended, business.job(client_reference_id="R3")]

    def test_rows(self, business, jobs):
        answer = business.get("jobs/")
        assert answer.json["meta"] is None
        assert (answer.json["data"]["count"], answer.json["data"]["next"], answer.json["data"]["previous"]) == (
            3,
            None,
            None,
        )
        rows = answer.json["data"]["results"]
        assert [row["job_id"] for row in rows] == jobs[::-1]
        assert [row["status"] for row in rows] == ["pending", "failed", "successful"]
        assert rows[0] | {"created_at": ""} == {
            "job_id": jobs[2],
            "status": "pending",
            "client_reference_id": "R3",
            "created_at": "",
            "document_type": "invoice",
            "schema_id": business.schema_id,
            "file_count": 0,
            "webhook_failed": False,
        }

    def test_pages_are_linked_and_keep_the_filters(self, business, jobs):
        seen, path = [], "jobs/?page_size=1&ordering=earliest"
        while path:
            data = business.get(path).json["data"]
            seen += [row["job_id"] for row in data["results"]]
            assert data["count"] == 3
            if data["next"]:
                assert data["next"].startswith("http://localhost/api/v1/jobs/?")
            path = data["next"] and f"jobs/?{urlsplit(data['next']).query}"
        assert seen == jobs
        assert "ordering=earliest" in data["previous"]
        assert "page=2" in data["previous"]

    def test_by_status(self, business, jobs):
        for status, job_id in zip(("successful", "failed", "pending"), jobs, strict=True):
            data = business.get("jobs/", status=status).json["data"]
            assert [row["job_id"] for row in data["results"]] == [job_id]
            assert data["count"] == 1

    def test_beyond_the_end(self, business, jobs):
        data = business.get("jobs/", page=99).json["data"]
        assert (data["count"], data["results"], data["next"]) == (3, [], None)
        assert "page=1" in data["previous"]

    @pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
    def test_bad_queries(self, business):
        bad = (
            {"status": "receiving"},
            {"page": 0},
            {"page": "x"},
            {"page_size": 101},
            {"page_size": 0},
            {"ordering": "id"},
        )
        for query in bad:
            assert error_of(business.get("jobs/", **query)) == (400, "validation_error"), query


def test_a_schema_of_plain_json_schema(business, work):
    properties = {"invoice_number": {"type": "string"}, "total": {"type": ["number", "null"]}}
    made = business.post("schemas/", {"title": "Plain", "type": "object", "properties": properties})
    assert made.status_code == 201, made.json
    job_id = business.job(schema_id=str(made.json["data"]["id"]))
    work()
    assert business.detail(job_id)["result"] == {"invoice_number": "F25-0042", "total": 302.5}
    assert [field["name"] for field in made.json["data"]["fields"]] == list(properties)
    assert RECEIPT["name"] != made.json["data"]["name"] == "Plain"
