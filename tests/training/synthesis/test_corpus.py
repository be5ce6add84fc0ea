"""Samples: drawn, degraded, read by the real reader, kept on disk."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from air.document import Box
from training.sample import Sample
from training.synthesis import make_document
from training.synthesis.corpus import load_folder, load_sample, make_samples, save_sample
from training.synthesis.degrade import make_scan
from zenvoices.commands.synthesise import synthesise


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readings")


@pytest.fixture(scope="module")
def samples(cache: Path) -> list[Sample]:
    return list(make_samples(10, 3, scans=2, cache=cache))


def words_within(sample: Sample, box: Box, page_index: int) -> list[str]:
    page = sample.document.pages[page_index]
    return [
        w.text for w in page.words() if box.top <= w.box.middle <= box.bottom and box.left <= w.box.left <= box.right
    ]


def test_samples_are_digital_documents_then_scans(samples):
    assert len(samples) == 12
    assert not any(sample.document.was_scanned for sample in samples[:10])
    assert all(sample.document.was_scanned for sample in samples[10:])
    assert len({sample.template for sample in samples}) == 12


def test_readings_are_kept_and_the_same(samples, cache):
    files = {path: path.stat().st_mtime_ns for path in cache.rglob("*.gz")}
    assert len(files) == 12
    assert list(make_samples(10, 3, scans=2, cache=cache)) == samples
    assert {path: path.stat().st_mtime_ns for path in cache.rglob("*.gz")} == files


def test_progress_ends_complete(cache, samples):
    seen: list[tuple[int, int]] = []
    list(make_samples(10, 3, scans=2, cache=cache, progress=lambda done, of: seen.append((done, of))))
    assert seen[-1] == (12, 12)


def test_the_reader_sees_each_line_item_inside_its_table(samples):
    """Amounts of line items stand between the true top and bottom of their table."""
    checked = 0
    for sample in samples[:10]:
        for line in sample.truth.line_items or ():
            tables = [words_within(sample, table.box, table.page_index) for table in sample.truth.tables or ()]
            first = line["Description"].split()[0]
            assert any(first in word or word in first for words in tables for word in words)
            checked += 1
    assert checked > 10


def test_a_sample_survives_being_kept(samples, tmp_path):
    save_sample(samples[0], tmp_path / "one" / "sample.gz")
    assert load_sample(tmp_path / "one" / "sample.gz") == samples[0]


def test_scans_are_the_same_every_time_and_differ_by_seed():
    document = make_document(7)
    assert make_scan(document, 1).data == make_scan(document, 1).data
    assert make_scan(document, 1).data != make_scan(document, 2).data


@pytest.mark.parametrize("seed", range(6))
def test_tables_of_scans_stay_on_the_ink(seed):
    """The true table of a picture is darker than paper: it was moved with the page."""
    document = make_document(next(s for s in range(50) if make_document(s).truth.kind == "receipt"))
    scan = next(s for s in (make_scan(document, seed * 100 + n) for n in range(20)) if s.filename.endswith(".jpg"))
    picture = cv2.imdecode(np.frombuffer(scan.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    height, width = picture.shape
    assert scan.truth.tables
    box = scan.truth.tables[0].box
    inside = picture[int(box.top * height) : int(box.bottom * height), int(box.left * width) : int(box.right * width)]
    assert inside.size > 1000
    assert inside.std() > 8


def test_the_command_writes_documents_that_load_as_a_folder(tmp_path):
    result = CliRunner().invoke(synthesise, ["--count", "4", "--scans", "1", "--out", str(tmp_path)])
    assert result.exit_code == 0, result.output
    loaded = list(load_folder(tmp_path, cache=tmp_path / "cache"))
    assert len(loaded) == 4
    assert loaded == list(load_folder(tmp_path, cache=tmp_path / "cache"))
    truths = [json.loads(path.read_text()) for path in tmp_path.glob("*.json")]
    assert {truth["template"] for truth in truths} == {sample.template for sample in loaded}
    assert all(sample.truth.fields["SupplierName"] for sample in loaded)
