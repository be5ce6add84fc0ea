"""The second wire: a schema of your own, documents of any kind in, JSON out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from zenvoices_client.client import Client
from zenvoices_client.errors import ApiError, Failed
from zenvoices_client.files import File, as_file
from zenvoices_client.jobs import Job, JobDetails, JobRow, JobStatus
from zenvoices_client.reading import read
from zenvoices_client.sending import Retries, Wire, api_error
from zenvoices_client.waiting import until_ended

API = "/api/v1"
WAIT_SECONDS = 300.0
PAGE_SIZE = 100
TIMEOUT_SECONDS = 60.0
Record = Mapping[str, Any]  # as it is on the wire


def _error(status: int, envelope: Mapping[str, Any]) -> ApiError:
    error = envelope["error"]
    return api_error(status, error["code"], error["message"], meta=envelope["meta"])


def _payload(envelope: Mapping[str, Any]) -> Any:
    return envelope["data"]


WIRE = Wire(
    payload=_payload, error=_error, passing=(500, 502, 503, 504), passing_codes=frozenset({"idempotency_key_in_use"})
)


class Extraction(Client):
    """A client with one API key."""

    def __init__(
        self, url: str, api_key: str, *, timeout_seconds: float = TIMEOUT_SECONDS, retries: Retries | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {api_key}"}
        super().__init__(WIRE, url, headers=headers, timeout_seconds=timeout_seconds, retries=retries)

    # --- jobs

    def extract(
        self,
        schema_id: int,
        document_type: str,
        *,
        files: Sequence[Path | str | File] = (),
        body: str | None = None,
        client_reference_id: str | None = None,
        wait_seconds: float = WAIT_SECONDS,
    ) -> Job:
        """Create a job and wait for its result. Raises `Failed` or `TimedOut`."""
        job = self.create_job(schema_id, document_type, files=files, body=body, client_reference_id=client_reference_id)
        return self.wait_for_job(job.job_id, wait_seconds=wait_seconds)

    def create_job(
        self,
        schema_id: int,
        document_type: str,
        *,
        files: Sequence[Path | str | File] = (),
        body: str | None = None,
        client_reference_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Job:
        """Hand documents in: files, text, or both; read as one document.

        Args:
            idempotency_key: the same key is the same job, for 24 hours; one is made up, so a lost answer does no harm.
        """
        asked = {
            "schema_id": schema_id,
            "document_type": document_type,
            **({} if body is None else {"body": body}),
            **({} if client_reference_id is None else {"client_reference_id": client_reference_id}),
        }
        sent = [("files", (file.name, file.content)) for file in map(as_file, files)]
        content: dict[str, Any] = {"data": asked, "files": sent} if sent else {"json": asked}
        headers = {"Idempotency-Key": idempotency_key or uuid4().hex}
        return _job(self._sender.answer("POST", f"{API}/jobs/create/", is_safe=True, headers=headers, **content))

    def get_job(self, job_id: int) -> Job:
        return _job(self._sender.answer("GET", f"{API}/jobs/{job_id}/detail/", is_safe=True))

    def wait_for_job(self, job_id: int, *, wait_seconds: float = WAIT_SECONDS) -> Job:
        """The job once it was successful. Raises `Failed` or `TimedOut`."""
        job = until_ended(
            lambda: self.get_job(job_id), lambda found: found.has_ended, what="job", id=job_id, seconds=wait_seconds
        )
        if job.status is JobStatus.FAILED:
            raise Failed("job", job_id, job.error or "")
        return job

    def retry_job(self, job_id: int) -> Job:
        """Run it again; only a job that has ended."""
        return _job(self._sender.answer("POST", f"{API}/jobs/{job_id}/retry/", is_safe=False))

    def delete_job(self, job_id: int) -> None:
        """Delete it with its files, for good; only a job that has ended."""
        self._ask("DELETE", f"jobs/{job_id}/delete/")

    def find_job(self, client_reference_id: str) -> int:
        """The id of the job with your own id."""
        path = httpx.URL(path=f"{API}/jobs/{client_reference_id}/by-reference/").raw_path.decode()
        return int(self._sender.ask("GET", path, is_safe=True)["job_id"])

    def list_jobs(self, *, status: JobStatus | None = None, ordering: str = "latest") -> Iterator[JobRow]:
        """Every job, page after page."""
        query = {"ordering": ordering, **({} if status is None else {"status": str(status)})}
        return (read(JobRow, found) for found in self._pages("jobs/", query))

    def give_feedback(self, job_id: int, result: Mapping[str, Any]) -> int:
        """Tell what the right values were, in the form of the result; how many jobs the schema has learnt from.

        A second time replaces the first; what is left out says nothing, null says that there is no such value.
        """
        return int(self._ask("POST", f"jobs/{job_id}/feedback/", json={"result": dict(result)})["feedback_count"])

    # --- schemas and keys

    def create_schema(self, schema: Mapping[str, Any], *, name: str | None = None) -> Record:
        """Make a schema, of our own form or plain JSON Schema; its `id` goes into jobs."""
        return self._ask("POST", "schemas/", is_safe=False, json=_described(schema, name))

    def get_schema(self, schema_id: int) -> Record:
        return self._ask("GET", f"schemas/{schema_id}/")

    def update_schema(self, schema_id: int, schema: Mapping[str, Any], *, name: str | None = None) -> Record:
        """A new version; jobs of before keep the one they have."""
        return self._ask("PUT", f"schemas/{schema_id}/", json=_described(schema, name))

    def list_schemas(self) -> Iterator[Record]:
        return self._pages("schemas/", {})

    def delete_schema(self, schema_id: int) -> None:
        self._ask("DELETE", f"schemas/{schema_id}/")

    def create_key(self, name: str, *, webhook_url: str | None = None, webhook_secret: str | None = None) -> Record:
        """Make an API key; its text is in this answer only."""
        asked = {"name": name, "webhook_url": webhook_url, "webhook_secret": webhook_secret}
        return self._ask("POST", "keys/", is_safe=False, json=asked)

    def list_keys(self) -> Iterator[Record]:
        return self._pages("keys/", {})

    def delete_key(self, key_id: int) -> None:
        """Revoke it, from the next request on."""
        self._ask("DELETE", f"keys/{key_id}/")

    # --- the wire

    def _ask(self, method: str, path: str, *, is_safe: bool = True, **request: Any) -> Record:
        found: Record = self._sender.ask(method, f"{API}/{path}", is_safe=is_safe, **request)
        return found

    def _pages(self, path: str, query: Mapping[str, Any]) -> Iterator[Record]:
        number = 1
        while True:
            page = self._ask("GET", path, params={**query, "page": number, "page_size": PAGE_SIZE})
            yield from page["results"]
            if page["next"] is None:
                return
            number += 1


def _job(envelope: Mapping[str, Any]) -> Job:
    data, meta = envelope["data"], envelope["meta"]
    return Job(
        meta["job_id"],
        meta.get("client_reference_id"),
        JobStatus(data["status"]),
        data.get("result"),
        data.get("error"),
        read(JobDetails, data["details"]) if data.get("details") else None,
    )


def _described(schema: Mapping[str, Any], name: str | None) -> dict[str, Any]:
    return {**schema, **({} if name is None else {"name": name})}
