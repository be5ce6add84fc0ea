"""What developers write for the wire of extraction jobs runs against the service, with another host in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.service import PATIENCE_SECONDS, ROOT
from tests.webhooks.receiving import SECRET
from zenvoices_client import Extraction

SNIPPETS = Path(__file__).parent / "snippets"
PROGRAMS = {".py": sys.executable, ".mjs": "node", ".sh": "bash"}
FIELDS = [{"name": "total", "type": "number", "description": "total including tax"}]
ORDER = "Thank you for your order of last week.\n"


@pytest.fixture(scope="module")
def schema_id(extraction: Extraction) -> int:
    return int(extraction.create_schema({"fields": FIELDS}, name="Totals")["id"])


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with the files that the snippets send."""
    (tmp_path / "samples").mkdir()
    shutil.copy(ROOT / "samples" / "invoice.pdf", tmp_path / "samples")
    (tmp_path / "samples" / "order.txt").write_text(ORDER)
    return tmp_path


def adapted(name: str, here: Path, **values: str) -> list[str]:
    """The command that runs a snippet with these values in the place of its own."""
    text = (SNIPPETS / name).read_text()
    for old, new in values.items():
        assert old in text
        text = text.replace(old, new)
    path = here / name
    path.write_text(text)
    return [PROGRAMS[path.suffix], str(path)]


def run(name: str, here: Path, port: int, api_key: str, schema_id: int) -> str:
    text = (SNIPPETS / name).read_text()
    mine = {'"schema_id", "1"': f'"schema_id", "{schema_id}"', '"schema_id": 1': f'"schema_id": {schema_id}',
            "schema_id=1": f"schema_id={schema_id}"}  # fmt: skip
    given = {"https://api.example.com": f"http://127.0.0.1:{port}", "YOUR_API_KEY": api_key}
    command = adapted(name, here, **given, **{old: new for old, new in mine.items() if old in text})
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["create_job.py", "create_job.mjs"])
def test_forms_of_requests_and_fetch(name, here, service, api_key, schema_id):
    assert run(name, here, service.port, api_key, schema_id).split() == ["successful", "821.99", "2"]


def test_forms_of_curl(here, service, api_key, schema_id):
    total, found = run("create_job.sh", here, service.port, api_key, schema_id).splitlines()
    assert (total, json.loads(found)["data"]["status"]) == ("821.99", "successful")


@contextmanager
def listening(name: str, here: Path, secret: str) -> Iterator[Any]:
    """The snippet's server, its address, and what it prints."""
    command = adapted(name, here, YOUR_WEBHOOK_SECRET=secret)
    process = subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{process.stdout.readline().split()[1]}/hook", process.stdout
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize("name", ["receive.py", "receive.mjs"])
def test_verifiers_of_webhooks(name, here, service, extraction, schema_id):
    with listening(name, here, SECRET) as (url, said):
        key = extraction.create_key(name, webhook_url=url, webhook_secret=SECRET)["key"]
        with Extraction(f"http://127.0.0.1:{service.port}", key) as client:
            job = client.extract(schema_id, "invoice", files=[here / "samples" / "invoice.pdf"])
        assert said.readline().split() == ["job.completed", str(job.job_id), "821.99"]
        assert httpx.post(url, content=b"{}", headers={"X-Zendix-Signature": "0" * 64}).status_code == 401


@pytest.mark.parametrize("name", ["receive.py"])
def test_a_call_that_is_refused_is_told_with_the_job(name, here, service, extraction, schema_id):
    with listening(name, here, "another secret than that") as (url, _):
        key = extraction.create_key(name, webhook_url=url, webhook_secret=SECRET)["key"]
        with Extraction(f"http://127.0.0.1:{service.port}", key) as client:
            job_id = client.extract(schema_id, "invoice", body="Totaal: 12,50").job_id
            service.wait_for(lambda: client.get_job(job_id).details.webhook_failed)
            assert "401" in client.get_job(job_id).details.webhook_last_error
