from datetime import date
from decimal import Decimal

import pytest

from air.document import Document
from air.recognition import Field, FoundValue, Recognition, TaxLine
from training.evaluation import Score, drawn_cases
from training.sample import Truth

FIELDS = {
    "InvoiceNumber": "F-25/0042",
    "InvoiceDate": "2025-01-29",
    "TotalAmountInclTax": "121.00",
    "TaxLines": [{"amount": "21.00", "rate": "0.21"}],
}


def recognition(**values) -> Recognition:
    fields = tuple(Field(name, (FoundValue(value),)) for name, value in values.items())
    return Recognition(Document((), 0), (), fields, None, ())


def score(**values) -> Score:
    result = Score()
    result.add(Truth("nl", "nl", "invoice", FIELDS), recognition(**values))
    return result


def test_all_right_is_one():
    line = TaxLine(Decimal("21.00"), Decimal("0.21"), Decimal("100.00"))
    found = score(
        InvoiceNumber="F 250042", InvoiceDate=date(2025, 1, 29), TotalAmountInclTax=Decimal("121"), TaxLine1=line
    )
    assert found.total.f1 == 1


@pytest.mark.parametrize(("total", "f1"), [(Decimal("121.01"), 0.0), (None, 0.0), (Decimal("-121"), 0.4)])
def test_wrong_and_missing_answers_cost(total, f1):
    found = score(**({} if total is None else {"TotalAmountInclTax": total}))
    assert found.total.f1 == pytest.approx(f1)


def test_what_is_not_labelled_does_not_count():
    assert score(ContractNumber="C-1").total.given == 0


def test_drawn_documents_are_the_same_every_time():
    first, second = (list(drawn_cases(2)) for _ in range(2))
    assert first == second
