"""Drawn forms: what is said to be right is printed, and the matcher can find it."""

from __future__ import annotations

import pytest

from air.readers import read_document
from air.schema.everyday import everyday_fields
from training.forms.forms import make_form
from training.forms.samples import HALVES, SETTINGS, fields_of, form_samples, half_of, same

FORMS = range(900, 912)


@pytest.fixture(scope="module")
def forms():
    return [make_form(seed, everyday_fields()) for seed in FORMS]


def test_the_same_seed_gives_the_same_bytes(forms):
    again = make_form(FORMS[0], everyday_fields())
    assert (again.data, again.fields, again.truth) == (forms[0].data, forms[0].fields, forms[0].truth)


def test_true_texts_are_printed(forms):
    for form in forms:
        document = read_document(form.data, form.filename, SETTINGS)
        printed = "".join(word.text for page in document.pages for word in page.words()).casefold()
        texts = [value for value in form.truth.values() if isinstance(value, str) and value.isalpha()]
        assert all(text.casefold() in printed for text in texts)


def test_some_fields_are_asked_for_that_are_not_there(forms):
    paths = {path for form in forms for path in form.concepts}
    assert any(path not in form.truth for form in forms for path in form.concepts)
    assert any("." in path for path in paths)  # objects are among them


def test_no_form_has_fields_of_both_halves():
    halves = [{field.name for field in fields_of(half)} for half in range(HALVES)]
    assert not halves[0] & halves[1]
    for half in range(HALVES):
        assert {half_of(name) for name in make_form(3, fields_of(half)).concepts.values()} == {half}


def test_the_right_value_is_among_what_the_matcher_looks_at(tmp_path):
    samples = list(form_samples(12, 5, tmp_path))
    asked = sum(sum(sample.is_present) for sample in samples)
    reached = sum(len({p.field for p, r in zip(s.found.pairs, s.right, strict=True) if r}) for s in samples)
    assert reached / asked > 0.85


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [("12 High St.", "12 high st", True), ("12", 12, False), (3, 3.0, True), ("a", "b", False), (True, True, True)],
)
def test_values_are_the_same_but_for_punctuation(one, other, is_same):
    assert same(one, other) is is_same
