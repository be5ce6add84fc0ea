"""Words that the lexicon has not are taken for the label that they are most like."""

import numpy as np
import pytest

from air.candidates import search_lines
from air.label import LABEL_NAMES
from air.labels import find_labels
from air.likeness import BUCKETS, Likeness, most_like
from air.phrases import phrases, pieces
from tests.air.pages import text_page


@pytest.mark.parametrize(
    ("words", "name"),
    [("Berechnungszeitraum", "delivery_date"), ("Gesamtbeitrag", "total_incl"), ("Factuurnummertje", "invoice_number")],
)
def test_unknown_words_are_like_a_label(words, name):
    phrase = tuple(pieces(words))
    assert phrase not in phrases()
    found, likely = most_like(phrase)
    assert found == name
    assert 0.5 <= likely <= 1


@pytest.mark.parametrize("words", ["Fietsbel chroom", "Schmidt Maschinenbau", "Rue Victor Hugo", "Kawa ziarnista"])
def test_other_words_are_like_none(words):
    assert most_like(tuple(pieces(words))) is None


def test_a_likely_label_has_its_place_and_no_concept():
    page = text_page("Berechnungszeitraum: 01-10-2018", "Schmidt Maschinenbau 1")
    (label,) = (label for label in find_labels(search_lines(page)) if not label.concepts)
    assert (label.name, label.text) == ("delivery_date", "Berechnungszeitraum:")
    assert (label.first_word, label.last_word) == (0, 0)


def test_what_is_saved_is_what_is_loaded(tmp_path):
    chance = np.random.default_rng(1)
    likeness = Likeness(LABEL_NAMES, chance.normal(size=(BUCKETS + 1, len(LABEL_NAMES) + 1)).astype(np.float32))
    likeness.save(tmp_path / "first")
    loaded = Likeness.load(tmp_path / "first")
    loaded.save(tmp_path / "second")
    assert loaded.names == likeness.names
    assert np.abs(loaded.weights - likeness.weights).max() < np.abs(likeness.weights).max() / 200
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
