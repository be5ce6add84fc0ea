"""Making models from nothing, as `zenvoices train` does."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from air import likeness
from air.models import Models
from zenvoices.commands.train import train


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[dict[str, bytes], dict[str, bytes], bytes]:
    """What two trainings wrote, each from an empty cache, and the lexicon's file as it was before."""
    before, results = likeness.FILE.read_bytes(), []
    for name in ("one", "two"):
        folder = tmp_path_factory.mktemp(name)
        few = ["--only", "recognition", "--digital", "80", "--scans", "1", "--cache", folder / "cache"]
        done = CliRunner().invoke(train, [*map(str, few), "--out", str(folder / "models")], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        results.append(written(folder / "models"))
    Models.load(folder / "models")
    return results[0], results[1], before


def test_the_same_seed_gives_the_same_bytes(made):
    one, two, _ = made
    assert len(one) > 10
    assert one == two


def test_models_made_elsewhere_leave_the_shipped_ones_alone(made):
    assert likeness.FILE.read_bytes() == made[2]
