"""`zenvoices evaluate` on a folder: the table, the kept run, the comparison, the report."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from zenvoices.cli import cli

SAMPLES = Path(__file__).parents[2] / "samples"
EXTENSIONS = ("pdf", "jpg", "docx")  # a page, a picture, and words that are drawn


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    for extension in EXTENSIONS:
        source = next(SAMPLES.glob(f"*.{extension}"))
        shutil.copy(source, folder / f"one<{extension}>.{extension}")
        described = {
            "document": f"one<{extension}>.{extension}", "legislation": "nl", "language": "nl", "source": "samples",
            "template": extension, "fields": {"InvoiceNumber": "<not this>", "Currency": "EUR"},
            "lineItems": [{"Description": "no such line", "Amount": "1.00"}],
        }  # fmt: skip
        (folder / f"one<{extension}>.json").write_text(json.dumps(described))
    return folder


@pytest.fixture(scope="module")
def outputs(folder):
    """Everything that one run writes."""
    out = folder / "out"
    arguments = ["--by", "template", "--readings", out / "readings"]
    for name, file in (("--report", "report.html"), ("--save", "run.json"), ("--diagrams", "diagrams.svg")):
        arguments += [name, out / file]
    result = CliRunner().invoke(cli, ["evaluate", str(folder), *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0
    return out, result.stdout


def test_the_last_line_is_for_programs(outputs):
    found = json.loads(outputs[1].splitlines()[-1])
    assert (found["documents"], found["failed"], found["touchless_documents"]) == (3, 0, 0)
    assert 0 < found["field_f1"] < 1


def test_the_table_names_fields_groups_and_errors(outputs):
    text = outputs[1]
    assert re.search(r"InvoiceNumber\s+│\s+3 │\s+0 │", text)
    assert "by template" in text
    assert "wanted <not this> (not among the candidates)" in text


def test_the_report_is_one_file(outputs):
    page = (outputs[0] / "report.html").read_text()
    links = re.findall(r'(?:src|href)="([^"]{0,40})', page)
    assert links
    assert all(link.startswith(("#", "data:image/webp;base64,")) for link in links)
    assert "<script" not in page
    assert "@import" not in page


def test_the_report_shows_each_wrong_document_with_truth_and_boxes(outputs):
    page = (outputs[0] / "report.html").read_text()
    assert page.count("<details") == len(EXTENSIONS) == page.count('alt="Page 1 of')
    assert "&lt;not this&gt;" in page
    assert "<not this>" not in page
    assert 'class="mark right"' in page
    assert "no such line" in page


def test_the_diagrams_are_svg(outputs):
    assert ElementTree.parse(outputs[0] / "diagrams.svg").getroot().tag.endswith("svg")  # noqa: S314 - our own


def test_against_the_kept_run_nothing_is_better_or_worse(folder, outputs):
    out = outputs[0]
    arguments = ["evaluate", folder, "--against", out / "run.json", "--readings", out / "readings", "--workers", "2"]
    result = CliRunner().invoke(cli, list(map(str, arguments)), catch_exceptions=False)
    assert "0 better" in result.stdout
    assert "3 with as many errors as before" in result.stdout


def test_only_some_of_the_documents(folder, outputs):
    arguments = ["evaluate", folder, "--only", "one<pdf>", "--readings", outputs[0] / "readings"]
    result = CliRunner().invoke(cli, list(map(str, arguments)), catch_exceptions=False)
    assert json.loads(result.stdout.splitlines()[-1])["documents"] == 1


def test_a_wrong_earlier_run_is_told_of_before_the_work(folder, tmp_path):
    (tmp_path / "run.json").write_text("[]x")
    result = CliRunner().invoke(cli, ["evaluate", str(folder), "--against", str(tmp_path / "run.json")])
    assert "holds no run of this version" in str(result.exception)
