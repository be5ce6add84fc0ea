"""Training of the table models on drawn documents."""

from pathlib import Path

import pytest

from air.errors import StaleModel
from air.readers import read_document
from air.tables import TableModels, find_tables, read_line_items
from training.headings import fit_table_models
from training.sample import Sample, Truth
from training.synthesis.document import make_document
from training.table_truth import are_right

TRAINING, UNSEEN = range(70), range(1000, 1025)


def sample_of(seed: int) -> Sample:
    drawn = make_document(seed)
    return Sample(read_document(drawn.pdf, "drawn.pdf"), drawn.truth, drawn.template, drawn.seed)


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return [sample_of(seed) for seed in TRAINING]


@pytest.fixture(scope="module")
def models(samples: list[Sample]) -> TableModels:
    return fit_table_models(samples)


def test_line_items_of_layouts_never_seen(models):
    right = wanted = given = 0
    for sample in map(sample_of, UNSEEN):
        items = read_line_items(find_tables(sample.document, models), sample.document, models)
        right += sum(are_right(items, sample.truth.line_items or ()))
        given += len(items)
        wanted += len(sample.truth.line_items or ())
    assert 2 * right / (given + wanted) > 0.6


def test_the_same_samples_give_the_same_models(samples, models, tmp_path: Path):
    models.save(tmp_path / "one")
    fit_table_models(samples).save(tmp_path / "other")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_models_survive_being_stored(samples, models, tmp_path: Path):
    models.save(tmp_path)
    stored = TableModels.load(tmp_path)
    document = samples[0].document
    assert find_tables(document, stored) == find_tables(document, models)


def test_missing_models_are_named(tmp_path: Path):
    with pytest.raises(StaleModel, match="rows"):
        TableModels.load(tmp_path)


def test_without_labelled_tables_nothing_is_learnt(samples):
    truth = Truth("nl", "nl", "invoice", {}, line_items=())
    with pytest.raises(ValueError, match="tables"):
        fit_table_models([Sample(samples[0].document, truth, "t")])
