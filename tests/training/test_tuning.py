"""The search for how trees should grow, on a few drawn documents."""

import pytest

from training.fields import prepare
from training.parameters import load_parameters, save_parameters
from training.synthesis.corpus import make_samples
from training.tuning import search


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    return prepare(make_samples(30, 11, scans=0, cache=tmp_path_factory.mktemp("readings")))


def test_the_choice_is_never_worse_than_what_is_in_use_and_the_same_every_time(prepared):
    seen = []
    first = search(prepared, trials=2, seed=1, progress=lambda done, of, best: seen.append((done, of)))
    again = search(prepared, trials=2, seed=1)
    assert first == again
    chosen, loss, before = first
    assert 0 < loss <= before
    assert seen == [(1, 2), (2, 2)]
    if loss == before:
        assert chosen == load_parameters()


def test_the_choice_is_kept(tmp_path):
    save_parameters(load_parameters(), tmp_path / "kept.json")
    assert load_parameters(tmp_path / "kept.json") == load_parameters()
