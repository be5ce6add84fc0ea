"""Calibration curves of a known shape are used, others are refused with the model they belong to."""

from __future__ import annotations

import gzip
import json

import pytest

from air.calibration import calibrated, checked
from air.errors import StaleModel
from air.features import feature_names
from air.memory.correction import FEATURES, FORMAT, Correction
from air.trees import Trees
from models_store import pretrained

CURVE = {"score": [0.0, 0.5, 1.0], "right": [0.1, 0.4, 0.9]}
BAD = [
    {"score": [0.0, 1.0], "right": [0.1]},
    {"score": [1.0, 0.0], "right": [0.1, 0.9]},
    {"score": [0.0, 1.0], "right": [0.1, 1.5]},
    {"score": [0.0, 1.0], "right": ["0.1", "0.9"]},
    {"score": [], "right": []},
    {"score": [0.0, 1.0], "slope": [1, 1]},
    {"kind": "beta", "a": 1.0, "b": 2.0},
    [0.0, 1.0],
]


def test_a_curve_is_followed_between_its_points():
    assert checked(CURVE, "DueDate") == CURVE
    assert checked(None, "DueDate") is None
    assert [calibrated(CURVE, score) for score in (-1, 0.25, 1, 2)] == pytest.approx([0.1, 0.25, 0.9, 0.9])


@pytest.mark.parametrize("points", BAD, ids=str)
def test_what_is_no_curve_is_refused(points):
    with pytest.raises(StaleModel, match="DueDate"):
        checked(points, "DueDate")


def test_shipped_trees_with_such_a_calibration_are_refused(tmp_path):
    folder = pretrained() / "fields"
    manifest = json.loads((folder / "DueDate.json").read_text()) | {"calibration": {"kind": "beta", "a": 1}}
    (tmp_path / "DueDate.json").write_text(json.dumps(manifest))
    (tmp_path / "DueDate.txt.gz").write_bytes((folder / "DueDate.txt.gz").read_bytes())
    with pytest.raises(StaleModel, match="calibration"):
        Trees.load(tmp_path, "DueDate", feature_names("date"))


def test_a_tenants_correction_with_such_a_calibration_is_refused():
    role = {"trees": "tree", "calibration": {"kind": "beta"}, "labels": {}, "values": {}}
    stored = {"format": FORMAT, "features": FEATURES, "roles": {"DueDate": role}, "headings": None}
    with pytest.raises(StaleModel, match="calibration"):
        Correction.from_bytes(gzip.compress(json.dumps(stored).encode()))
