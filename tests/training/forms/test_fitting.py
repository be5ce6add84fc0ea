"""Fitting on a few drawn forms and heads: it learns, is measured on fields not seen, and gives the same bytes."""

from __future__ import annotations

import json

import pytest

from air.schema import sender_features
from air.schema.contacts import PATTERNS
from air.schema.features import FEATURE_NAMES
from air.trees import Trees
from models_store import load_schema_models, pretrained
from training.forms.cells import table_cells
from training.forms.contacts import contact_shares
from training.forms.fitting import fit_labels
from training.forms.samples import form_samples
from training.forms.senders import fit_sender, sender_samples


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    cache = tmp_path_factory.mktemp("readings")
    return list(form_samples(60, 7, cache)), list(table_cells(25, 7, cache)), list(sender_samples(45, 3, 7, cache))


def test_labels(drawn, tmp_path):
    for name in ("first", "second"):
        fit_labels(drawn[0], drawn[1], seed=1).save(tmp_path / name)
    assert (tmp_path / "first/labels.txt.gz").read_bytes() == (tmp_path / "second/labels.txt.gz").read_bytes()
    measured = Trees.load(tmp_path / "first", "labels", FEATURE_NAMES).manifest["heldOut"]
    assert measured["f1"] > 0.5
    assert measured["null_for_absent"] > 0.9


def test_sender(drawn, tmp_path):
    fit_sender(drawn[2], {"email": 0.9}, seed=1).save(tmp_path)
    assert Trees.load(tmp_path, "sender", sender_features.FEATURE_NAMES).manifest["contacts"] == {"email": 0.9}
    measured = Trees.load(tmp_path, "sender", sender_features.FEATURE_NAMES).manifest["heldOut"]
    assert measured["company"] > 0.5
    assert measured["address"] > 0.5


def test_contacts(tmp_path):
    shares = contact_shares(load_schema_models().labels, 12, 2026, tmp_path)
    assert shares.keys() == PATTERNS.keys()
    assert shares["email"] > 0.5
    assert shares["phone"] < shares["email"]


def test_the_shipped_models_find_fields_that_training_had_not_seen():
    measured = json.loads((pretrained() / "schema/labels.json").read_text())["heldOut"]
    assert measured["f1"] >= 0.85
    assert measured["null_for_absent"] >= 0.95


def test_the_shipped_models_are_small():
    assert sum(path.stat().st_size for path in (pretrained() / "schema").iterdir()) < 3_000_000
