import pytest

from tests.training.documents import judged
from training.comparison import BadRun, compare, load_run, save_run

FIELDS = {"InvoiceNumber": "1", "DueDate": "2025-01-01"}


def run(**answers: str | None):
    """A document of its own template for each name, with that invoice number."""
    return [
        judged(name, FIELDS, template=name, **({} if number is None else {"InvoiceNumber": (number, 0.9)}))
        for name, number in answers.items()
    ]


def test_documents_are_better_worse_or_as_they_were():
    comparison = compare(run(a="1", b=None, c="1", gone="1"), run(a="2", b="1", c="1", new="1"))
    assert [(c.name, c.mended, c.broken, c.gain) for c in comparison.better] == [("b", ("InvoiceNumber",), (), 1)]
    assert [(c.name, c.mended, c.broken, c.gain) for c in comparison.worse] == [("a", (), ("InvoiceNumber",), -1)]
    assert comparison.same == 1
    assert (comparison.only_before, comparison.only_after) == (("gone",), ("new",))


def test_the_same_run_has_no_difference():
    comparison = compare(run(a="1", b="2"), run(a="1", b="2"))
    fields, lines, _ = comparison.differences
    assert (fields.before, fields.low, fields.high) == (fields.after, 0, 0)
    assert lines.before is None


def test_what_every_template_gains_is_no_chance_and_one_of_many_may_be():
    names = [f"n{at}" for at in range(20)]
    nothing, everything = (run(**dict.fromkeys(names, number)) for number in (None, "1"))
    assert compare(nothing, everything).differences[0].low > 0
    one = run(**{**dict.fromkeys(names), "n3": "1"})
    assert compare(nothing, one).differences[0].low == 0


def test_a_kept_run_comes_back_as_it_was(tmp_path):
    documents = run(a="1", b=None)
    save_run(documents, tmp_path / "runs" / "run.json")
    assert load_run(tmp_path / "runs" / "run.json") == documents


def test_another_file_is_no_run(tmp_path):
    (tmp_path / "x.json").write_text('{"a": 1}')
    with pytest.raises(BadRun, match=r"x\.json holds no run"):
        load_run(tmp_path / "x.json")
