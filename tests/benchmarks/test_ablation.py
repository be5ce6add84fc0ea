"""What a group of features is worth, on a few drawn documents."""

import benchmarks.ablation as ablation
from air.candidate import KINDS
from air.features import feature_names


def test_every_group_has_columns_and_losing_all_labels_loses_answers(tmp_path, monkeypatch):
    names = {name for kind in KINDS for name in feature_names(kind)}
    assert all(any(map(belongs, names)) for belongs in ablation.GROUPS.values())
    monkeypatch.setattr(ablation, "GROUPS", {"all label words": ablation.GROUPS["all label words"]})
    whole, without, unlike, fewer, neither = ablation.measure(90, 0, None, tmp_path)
    assert whole.drawn > without.drawn
    assert without.drawn_lost[0] > 0
    assert whole.drawn > fewer.drawn
    assert len({whole.drawn, unlike.drawn, fewer.drawn, neither.drawn}) == 4
    table = ablation.as_table([whole, without])
    assert table.count("\n") == 3
    assert "nan" not in table
