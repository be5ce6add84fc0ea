import numpy as np

from training.noise import with_exchanged

FEATURES = np.arange(60, dtype=np.float32).reshape(20, 3)
DOCUMENT = np.repeat(np.arange(10), 2)


def test_columns_of_some_documents_change_rows_together():
    exchanged = with_exchanged(FEATURES, (1, 2), DOCUMENT, share=0.6, seed=1)
    assert (exchanged[:, 0] == FEATURES[:, 0]).all()
    assert (exchanged[:, 2] - exchanged[:, 1] == 1).all()
    assert sorted(exchanged[:, 1]) == sorted(FEATURES[:, 1])
    touched = {int(d) for d in DOCUMENT[(exchanged != FEATURES).any(axis=1)]}
    assert 2 <= len(touched) < 10


def test_the_given_features_stay_and_the_seed_decides():
    before = FEATURES.copy()
    first, second = (with_exchanged(FEATURES, (1,), DOCUMENT, share=1.0, seed=seed) for seed in (1, 1))
    assert (before == FEATURES).all()
    assert (first == second).all()
    assert (with_exchanged(FEATURES, (1,), DOCUMENT, share=0.0, seed=1) == before).all()
