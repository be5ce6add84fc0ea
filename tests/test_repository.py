"""What holds for the repository as a whole."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
MACHINE_PATHS = re.compile(rb"/(?:work|home|root|Users|tmp)/[A-Za-z]")
VARIABLE = re.compile(r"\bZENVOICES_[A-Z_]+\b")
NOT_SETTINGS = {"ZENVOICES_URL"}  # a variable of the README's own
SAMPLE_BYTES = 150_000


def files() -> list[Path]:
    """Everything that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def repository() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    return files()


def test_no_file_speaks_of_one_machine(repository):
    texts = (path for path in repository if path != Path(__file__) and path.suffix != ".gz")
    found = {str(path.relative_to(ROOT)) for path in texts if MACHINE_PATHS.search(path.read_bytes())}
    assert found == set()


def test_no_pickles(repository):
    assert [path.name for path in repository if path.suffix in (".pkl", ".pickle", ".joblib")] == []


def test_the_shipped_models_are_small():
    sizes = [path.stat().st_size for path in (ROOT / "models_store" / "pretrained").rglob("*") if path.is_file()]
    assert 0 < sum(sizes) < 25 * MEGABYTE


def test_samples_are_small():
    sizes = {path.name: path.stat().st_size for path in (ROOT / "samples").iterdir() if path.is_file()}
    assert {".pdf", ".jpg", ".docx", ".xlsx", ".eml", ".xml"} <= {Path(name).suffix for name in sizes}
    assert {name for name, size in sizes.items() if size > SAMPLE_BYTES} == set()


def test_every_variable_that_is_read_is_documented(repository):
    sources = [path for path in repository if path.suffix in (".py", ".sh", ".md") and "tests" not in path.parts]
    used = {name for path in sources for name in VARIABLE.findall(path.read_text())}
    documented = set(VARIABLE.findall((ROOT / "docs" / "configuration.md").read_text()))
    assert used - NOT_SETTINGS <= documented


def test_the_architecture_names_what_exists():
    text = (ROOT / "docs" / "architecture.md").read_text()
    named = re.findall(r"`([a-z_]+/[\w/.]+)`", text) + re.findall(r"^([a-z_]+)/ ", text, re.MULTILINE)
    assert [path for path in named if not (ROOT / path).exists()] == []
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert [room for room in sorted(rooms) if f"{room}/" not in text] == []


def test_make_targets_in_documents_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {target for path in documents for target in re.findall(r"[`\n]make ([a-z-]+)", path.read_text())}
    assert {"run", "test", "train", "bench"} <= named <= targets
