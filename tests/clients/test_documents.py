"""The guide's commands do what it says, pasted as they are, and its verifiers know what is ours."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.service import ROOT
from tests.webhooks.receiving import SECRET
from webhooks.dialects import ZENDIX, Notice, written

GUIDE = (ROOT / "docs" / "extraction.md").read_text()
RUN = re.compile(r"<!-- run by tests/clients/test_documents\.py -->\n```bash\n(.*?)```", re.DOTALL)


def code(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


def test_the_first_job(service, tmp_path):
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    blocks = RUN.findall(GUIDE)
    assert len(blocks) == 2
    known = {"ZENVOICES_URL": f"http://127.0.0.1:{service.port}", "PATH": os.environ["PATH"]}
    token = service.client.headers["Authorization"].removeprefix("Bearer ")
    script = "\n".join(["set -euo pipefail", f"token={token}", *blocks])
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=known, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    data = json.loads((tmp_path / "answer.json").read_text())["data"]
    assert data["status"] == "successful"
    assert (data["result"]["total"], data["result"]["invoice_number"]) == (821.99, "5422")


@pytest.fixture
def call() -> tuple[str, str]:
    """A body and its signature, as the service makes them."""
    notice = Notice(uuid4(), "job.completed", {"data": {"result": {"name": "Zoë"}}, "meta": {}}, 1, datetime.now(UTC))
    body, headers = written(ZENDIX, notice, SECRET)
    return body.decode(), headers["X-Zendix-Signature"]


def test_the_verifier_in_python(call):
    body, signature = call
    known: dict = {}
    exec(code("python"), known)  # noqa: S102  # of our own guide
    assert known["is_ours"](body.encode(), signature, SECRET)
    assert not known["is_ours"](body.encode() + b" ", signature, SECRET)
    assert not known["is_ours"](body.encode(), "", SECRET)


def test_the_verifier_in_javascript(call):
    body, signature = call
    asked = [[body, signature], [f"{body} ", signature], [body, ""]]
    script = f"{code('javascript')}\nfor (const [body, signature] of {json.dumps(asked)})\n"
    script += f"  console.log(isOurs(Buffer.from(body), signature, {json.dumps(SECRET)}));"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["true", "false", "false"]
