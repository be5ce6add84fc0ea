"""The client as its users get it: a package of its own, and a README whose lines run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service import PASSWORD, ROOT

PACKAGE = ROOT / "clients" / "python"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it, installed from its sources."""
    source, target = tmp_path_factory.mktemp("source") / "package", tmp_path_factory.mktemp("site")
    subprocess.run(["cp", "-r", PACKAGE, source], check=True)  # building leaves things behind
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--quiet"]
    subprocess.run([sys.executable, "-m", "pip", "install", *offline, "--target", target, source], check=True)
    return target


def test_it_is_installed_with_its_types(installed):
    assert (installed / "zenvoices_client" / "py.typed").exists()
    [metadata] = installed.glob("zenvoices_client-*.dist-info/METADATA")
    assert re.findall(r"^Requires-Dist: (.*)$", metadata.read_text(), re.MULTILINE) == ["httpx>=0.27"]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (PACKAGE / "README.md").read_text(), re.DOTALL)


def test_the_lines_of_the_readme(installed, service, api_key):
    known = {**os.environ, "PYTHONPATH": str(installed), "ZENVOICES_PASSWORD": PASSWORD, "API_KEY": api_key}
    url = f"http://127.0.0.1:{service.port}"
    said = ""
    for code in blocks("python"):
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, cwd=ROOT, env=known | {"ZENVOICES_URL": url}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{code}\n{done.stderr}"
        said += done.stdout
    assert "TotalAmountInclTax 821.99" in said
    assert "total 821.99" in said


def test_its_types_are_strict():
    command = [sys.executable, "-m", "mypy", "--strict", "clients/python/src/zenvoices_client"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
