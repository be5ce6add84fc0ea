"""The README's commands do what it says, pasted as they are; and its links lead somewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service import PASSWORD, Service, running

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"<!-- run by tests/test_readme\.py -->\n```bash\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
OWN_COMMAND = ".venv/bin/zenvoices"
SECONDS = 800


def blocks() -> list[str]:
    return BLOCK.findall((ROOT / "README.md").read_text())


def bash(script: str, **environment: str) -> str:
    """What the script prints; it may not fail anywhere."""
    known = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": os.environ.get("HOME", "/")}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=ROOT,
        env={**known, **environment},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, list[str]]:
    """What the README's first requests print, by file."""
    requests = [block for block in blocks() if "curl" in block]
    assert len(requests) == 3
    with running(tmp_path_factory.mktemp("readme") / "var") as service:
        url = f"http://127.0.0.1:{service.port}"
        lines = bash("\n".join(requests), ZENVOICES_URL=url, ZENVOICES_PASSWORD=PASSWORD).splitlines()
    rows = [line.split("\t") for line in lines]
    return {row[0]: row[1:] for row in rows}


TOTALS = {
    "samples/invoice.pdf": "821.99",
    "samples/scan.pdf": "3321.39",
    "samples/receipt.jpg": "583.35",
    "samples/invoice.docx": "2252.11",
    "samples/invoice.xlsx": "1639.36",
    "samples/mail.eml": "54.29",
}


def test_every_sample_is_read(printed):
    files = [file for file in printed if file.startswith("samples/")]
    assert files == list(TOTALS)
    assert {file: printed[file][1] for file in files} == dict.fromkeys(TOTALS, "2")


def test_what_was_taught_is_known_from_the_first_document_on(printed):
    assert printed["before"] != ["OK-7099"]
    assert (printed["after one"], printed["after training"]) == (["OK-7099"], ["OK-7099"])


@pytest.mark.parametrize(("file", "total"), TOTALS.items())
def test_the_total_of_every_sample_is_found(printed, file, total):
    assert printed[file][3] == total


def test_the_password_that_was_made_up_is_where_the_readme_says(tmp_path):
    """Without ZENVOICES_PASSWORD the first block reads var/admin-password; here of a state directory elsewhere."""
    block = blocks()[0]
    assert "$(cat var/admin-password)" in block
    script = block.replace("var/admin-password", str(tmp_path / "var" / "admin-password")) + '\necho "${#token}"'
    service = Service(tmp_path / "var", workers="0")
    try:
        service.wait_until_ready()
        assert int(bash(script, ZENVOICES_URL=f"http://127.0.0.1:{service.port}")) > 100
    finally:
        service.stop()


def test_the_commands_without_a_server(tmp_path):
    block = next(block for block in blocks() if OWN_COMMAND in block)
    script = block.replace(OWN_COMMAND, f"{sys.executable} -m zenvoices.cli").replace("build/", f"{tmp_path}/")
    said = bash(script)
    assert "821.99" in said
    assert '"TotalAmountInclTax"' in said
    assert (tmp_path / "shown" / "invoice-1.png").stat().st_size > 10_000
    assert len(list((tmp_path / "drawn").glob("*.pdf"))) == 5


def test_the_python_lines():
    [code] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "TotalAmountInclTax 821.99" in done.stdout


def test_the_speed_table_shows_what_is_measured():
    """Every figure stands there with a measurement and its limit; the benchmarks say whether it is kept."""
    [table] = re.findall(r"<!-- speed:.*?-->\n(.*?)<!-- end of speed -->", (ROOT / "README.md").read_text(), re.DOTALL)
    rows = [[cell.strip() for cell in line.split("|")[1:4]] for line in table.splitlines() if line.startswith("| ")][2:]
    assert len({name for name, _, _ in rows}) == len(rows) > 10
    assert all(float(measured.split()[0]) > 0 for _, measured, _ in rows if "%" not in measured)  # less may have grown
    assert all(float(limit.split()[0]) > 0 for _, _, limit in rows if limit)


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "clients/python/README.md",
        "docs/architecture.md",
        "docs/configuration.md",
        "docs/extraction.md",
        "docs/models.md",
        "docs/recognition.md",
    ],
)
def test_links_within_the_repository_lead_somewhere(name):
    links = [link for link in LINK.findall((ROOT / name).read_text()) if "://" not in link]
    missing = [link for link in links if not (ROOT / name).parent.joinpath(link).exists()]
    assert missing == []
