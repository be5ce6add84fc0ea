"""Fitting on a few drawn documents: it learns, and the same documents give the same bytes."""

import pytest

from air.errors import StaleModel
from air.fields import ROLES, FieldModels
from training.fields import fit_field_models, prepare
from training.synthesis.corpus import make_samples

DOCUMENTS = 90


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    return prepare(make_samples(DOCUMENTS, 7, scans=0, cache=tmp_path_factory.mktemp("readings")))


def test_the_same_documents_give_the_same_bytes(prepared, tmp_path):
    for name in ("first", "second"):
        fit_field_models(prepared, seed=3).save(tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert len(files) == 2 * len(ROLES)
    assert all((tmp_path / "first" / f).read_bytes() == (tmp_path / "second" / f).read_bytes() for f in files)
    loaded = FieldModels.load(tmp_path / "first")
    assert set(loaded.trees) == set(ROLES)


def test_a_model_of_other_features_is_refused(prepared, tmp_path):
    fit_field_models(prepared, seed=3).save(tmp_path)
    manifest = tmp_path / "DueDate.json"
    manifest.write_text(manifest.read_text().replace('"left"', '"sinister"'))
    with pytest.raises(StaleModel, match="make train"):
        FieldModels.load(tmp_path)
