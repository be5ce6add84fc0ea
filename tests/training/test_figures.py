from decimal import Decimal

import pytest

from tests.training.documents import judged
from training.figures import Tally, figures, reliability, summary
from training.grouping import worst_templates

FIELDS = {"InvoiceNumber": "1", "TotalAmountInclTax": "10.00"}


def test_a_wrong_value_is_one_answer_too_many_and_one_missed():
    tally = figures([judged("a", FIELDS, InvoiceNumber="2", TotalAmountInclTax=Decimal(10))]).total
    assert (tally.asked, tally.right, tally.wrong, tally.missing) == (2, 1, 1, 0)
    assert (tally.precision, tally.recall, tally.f1) == (0.5, 0.5, 0.5)


def test_a_surplus_value_costs_precision_only():
    tally = figures([judged("a", {"YourReference": ["1"]}, YourReference=["1", "2"])]).total
    assert (tally.precision, tally.recall) == (0.5, 1.0)
    assert tally.f1 == pytest.approx(2 / 3)


def test_nothing_asked_is_no_figure():
    assert (Tally().f1, Tally().calibration_error, Tally().accepted(0.01)) == (None, None, None)


def test_calibration_error_is_the_distance_of_confidence_and_truth():
    tally = Tally(scored=[(0.95, True)] * 9 + [(0.95, False)] + [(0.5, False)] * 10)
    assert tally.calibration_error == pytest.approx((10 * 0.05 + 10 * 0.5) / 20)
    assert [(round(sure, 2), right, len(answers)) for sure, right, answers in reliability(tally.scored)] == [
        (0.5, 0, 10),
        (0.95, 0.9, 10),
    ]


def test_accepted_unseen_is_the_longest_run_of_the_surest_with_few_errors():
    scored = [(0.99, True)] * 60 + [(0.9, False)] + [(0.8, True)] * 39
    assert Tally(scored=scored).accepted(0.01) == 1.0
    assert Tally(scored=[*scored, (0.7, False)]).accepted(0.01) == pytest.approx(100 / 101)


def test_the_summary_weighs_templates_alike():
    right, wrong = {"InvoiceNumber": "1"}, {"InvoiceNumber": "2"}
    documents = [judged(f"a{n}", right, template="a", InvoiceNumber="1") for n in range(3)]
    found = summary([*documents, judged("b", wrong, template="b", InvoiceNumber="1")])
    assert (found["touchless_documents"], found["field_recall_by_template"]) == (0.75, 0.5)


def test_the_worst_templates_have_errors_and_come_worst_first():
    documents = [
        judged("fine", FIELDS, template="fine", InvoiceNumber="1", TotalAmountInclTax=Decimal(10)),
        judged("half", FIELDS, template="half", InvoiceNumber="1"),
        judged("none", FIELDS, template="none"),
    ]
    assert [name for name, *_ in worst_templates(documents)] == ["none", "half"]
