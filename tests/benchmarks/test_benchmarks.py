"""The benchmarks run and print every row; whether a figure is within its limit is for a quiet machine to say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.figure import Figure
from benchmarks.report import print_table, with_table

ROOT = Path(__file__).resolve().parents[2]
ROWS = (
    "import air",
    "loads of the models per worker",
    "1-page PDF, library",
    "1-page PDF, reading in that",
    "1-page form, 10 fields or more",
    "Fields never trained on, F1",
    "Absent fields that stay empty",
    "8 pages, one table, vs 5",
    "8 pages, an invoice each, vs 5",
    "scanned page vs Tesseract alone",
    "scanned page vs RapidOCR alone",
    "1-page PDF over HTTP, 1 worker",
    "worker memory, Tesseract only",
    "worker memory, both engines",
    "worker growth, 4 to 8 docs",
    "webhook call, SQLite",
    "webhook call, PostgreSQL",
    "webhooks, killed, SQLite",
    "webhooks, killed, PostgreSQL",
    "slowest list, SQLite",
    "account match, SQLite",
    "slowest list, PostgreSQL",
    "account match, PostgreSQL",
    "1-page PDF, 10 fields, job",
    "job created, 40 waiting",
    "40 jobs, worker, API killed",
    "worker growth over 40 jobs",
    "list of 300 jobs",
    "training, 25 documents",
    "training, 28 documents",
    "training memory, 300 docs",
    "slower, 300 remembered",
    "models of 4 tenants, 1 worker",
    "having a tenant's model",
)


@pytest.mark.timeout(1800)
def test_a_quick_run_prints_every_figure_in_80_columns(tmp_path):
    path = tmp_path / "figures.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--json", path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert done.returncode == 0, done.stderr
    assert [row for row in ROWS if f" {row} " not in done.stdout] == []
    assert max(map(len, done.stdout.splitlines())) <= 80
    written = json.loads(path.read_text())
    assert tuple(figure["name"] for figure in written["figures"]) == ROWS
    assert all(figure["limit"] is None or figure["limit"] > 0 for figure in written["figures"])
    measured = {figure["name"]: figure["value"] for figure in written["figures"]}
    assert all(
        value > 0
        for name, value in measured.items()
        if not any(word in name for word in ("growth", "slower", "tenants"))
    )
    assert measured["loads of the models per worker"] == 1


@pytest.mark.parametrize(
    ("value", "limit", "is_over"), [(49.9, 50.0, False), (50.0, 50.0, False), (50.1, 50.0, True), (1e9, None, False)]
)
def test_over_its_limit(value, limit, is_over):
    assert Figure("time", value, "ms", limit).is_over is is_over


def test_a_figure_over_its_limit_stands_out():
    console = Console(record=True, width=80, file=open(os.devnull, "w"), force_terminal=True)  # noqa: SIM115
    print_table([Figure("quick", 1.0, "ms", 2.0), Figure("slow", 3.0, "ms", 2.0)], console)
    said = console.export_text(styles=True).splitlines()
    [slow] = [line for line in said if "slow" in line]
    [quick] = [line for line in said if "quick" in line]
    assert "150%" in slow
    assert "50%" in quick
    assert "\x1b[1;31m" in slow
    assert "\x1b[1;31m" not in quick


def test_the_table_in_a_document():
    document = "# Title\n<!-- speed: how -->\nold\n<!-- end of speed -->\nend\n"
    lines = with_table(document, [Figure("slow", 3.0, "ms", 2.0, "once")]).splitlines()
    assert lines[:2] == ["# Title", "<!-- speed: how -->"]
    assert lines[-3:] == ["| slow | 3.00 ms | 2.00 ms | once |", "<!-- end of speed -->", "end"]
    assert "old" not in lines


def test_a_document_without_a_place_for_the_table():
    with pytest.raises(ValueError, match="end of speed"):
        with_table("# Title\n", [])


def test_exit_code_tells_of_a_figure_over_its_limit(monkeypatch):
    from click.testing import CliRunner

    from benchmarks import __main__ as program
    from benchmarks import loading

    monkeypatch.setattr(loading, "measure", lambda effort: [Figure("import air", 3.0, "s", 2.0)])
    assert CliRunner().invoke(program.main, ["loading"]).exit_code == 1
    assert CliRunner().invoke(program.main, ["loading", "--quick"]).exit_code == 0
