"""What kind of line the sender's name is, learnt from few documents."""

from __future__ import annotations

import numpy as np
import pytest

from air.schema.habit import HABITS, Habit

DOCUMENTS, LINES = 20, 12
ORDER, LEGAL_FORM = HABITS.index("order"), HABITS.index("legal_form")


def head(name_at):
    """Lines of which the model is sure that the first is the name, though another is; shape (LINES, habits + 1)."""
    rows = np.zeros((LINES, len(HABITS) + 1))
    rows[:, 0] = 0.001
    rows[0, 0] = 0.999
    rows[:, ORDER] = np.arange(LINES)
    rows[name_at, LEGAL_FORM] = 1
    rows[name_at, -1] = 1
    return rows


@pytest.mark.filterwarnings("error")
def test_what_the_model_is_sure_of_can_be_unlearnt():
    habit = Habit.of(np.concatenate([head(2 + at % 3) for at in range(DOCUMENTS)]))
    assert np.abs(habit.weights).max() < 20
    for name_at in (2, 3, 4):
        assert habit.probability(head(name_at)[:, :-1]).argmax() == name_at


def test_one_document_changes_little():
    rows = head(0)
    assert np.abs(Habit.of(rows).probability(rows[:, :-1]) - rows[:, 0]).max() < 0.1
