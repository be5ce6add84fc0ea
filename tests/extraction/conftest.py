"""A business with an API key on both databases, and a worker's hands."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from auth.permissions import PERMISSIONS
from infra.database import Database

API = "/api/v1"
RECEIPT = {
    "name": "Receipts",
    "fields": [
        {"name": "invoice_number", "type": "string", "aliases": ["factuurnummer"], "required": True},
        {"name": "invoice_date", "type": "date"},
        {"name": "total", "type": "number", "description": "total including tax", "required": True},
        {"name": "iban", "type": "string"},
    ],
}
TEXT = "Factuur\nFactuurnummer: F25-0042\nFactuurdatum: 29-01-2025\nTotaal incl. btw: EUR 302,50\n"


@dataclass(frozen=True)
class Business:
    """A program that calls with an API key."""

    client: Any
    key: str
    key_id: int
    tenant_id: int
    schema_id: int = 0

    def open(self, method: str, path: str, **kwargs: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.key}"} | kwargs.pop("headers", {})
        return self.client.open(f"{API}/{path}", method=method, headers=headers, **kwargs)

    def get(self, path: str, **query: Any) -> Any:
        return self.open("GET", path, query_string=query or None)

    def post(self, path: str, body: Any = None, **kwargs: Any) -> Any:
        return self.open("POST", path, json=body, **kwargs)

    def put(self, path: str, body: Any) -> Any:
        return self.open("PUT", path, json=body)

    def delete(self, path: str) -> Any:
        return self.open("DELETE", path)

    def create(self, *files: tuple[bytes, str], headers: Any = None, **fields: Any) -> Any:
        """Create a job with a form."""
        form = {"schema_id": str(self.schema_id), "document_type": "invoice", **fields}
        form["files"] = [(io.BytesIO(content), name) for content, name in files]
        sent = {name: value for name, value in form.items() if value is not None}
        return self.open("POST", "jobs/create/", data=sent, content_type="multipart/form-data", headers=headers or {})

    def job(self, *files: tuple[bytes, str], **fields: Any) -> int:
        """The id of a new job, with a body if there are no files."""
        answer = self.create(*files, **({} if files else {"body": TEXT}) | fields)
        assert answer.status_code == 201, answer.json
        return answer.json["meta"]["job_id"]

    def detail(self, job_id: int) -> dict[str, Any]:
        answer = self.get(f"jobs/{job_id}/detail/")
        assert answer.status_code == 200, answer.json
        return answer.json["data"]


def error_of(answer: Any) -> tuple[int, str]:
    """Status and code word of a failure, whose envelope is looked at."""
    body = answer.json
    assert list(body) == ["success", "error", "meta"], body
    assert (body["success"], list(body["error"])) == (False, ["code", "message"])
    assert body["error"]["message"]
    return answer.status_code, body["error"]["code"]


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def more_settings() -> dict[str, Any]:
    """Override this to run with other settings."""
    return {}


@pytest.fixture
def settings(database: Database, more_settings: dict[str, Any]) -> dict[str, Any]:
    url = database.engine.url.render_as_string(hide_password=False)
    plenty = {"key_requests_per_minute": 100_000, "business_requests_per_minute": 100_000}
    return {
        "database_url": url,
        "requests_per_second": 100_000,
        "allowed_hosts": "127.0.0.1",
        **plenty,
        **more_settings,
    }


@pytest.fixture
def make_business(login: Any) -> Callable[..., Business]:
    """A business with a key, and a schema."""

    def make(tenant: str = "voorbeeld", **key: Any) -> Business:
        user = login(*PERMISSIONS, tenant=tenant)
        made = user.post(f"{API}/keys/", json={"name": "program", **key})
        assert made.status_code == 201, made.json
        data = made.json["data"]
        business = Business(user.client, data["key"], data["id"], user.tenant_id)
        schema = business.post("schemas/", RECEIPT)
        assert schema.status_code == 201, schema.json
        return replace(business, schema_id=schema.json["data"]["id"])

    return make


@pytest.fixture
def business(make_business: Callable[..., Business]) -> Business:
    return make_business()
