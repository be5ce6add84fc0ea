from datetime import date
from decimal import Decimal

import pytest

from air.document import Box
from air.recognition import LineItem, TaxLine
from tests.training.documents import recognition, verdicts
from training.judging import judge_lines
from training.sample import Truth


def truth(kind="", **fields) -> Truth:
    return Truth("nl", "nl", kind, fields)


def outcomes(fields: dict, absent=(), **values) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for verdict in verdicts(truth(**fields), recognition(**values), absent):
        found.setdefault(verdict.field, []).append(verdict.outcome)
    return found


SINGLE = [
    ("InvoiceNumber", "F-25/0042", "F 250042", "right"),
    ("InvoiceNumber", "F-25/0042", "F-25/0043", "wrong"),
    ("InvoiceDate", "2025-01-29", date(2025, 1, 29), "right"),
    ("InvoiceDate", "2025-01-29", date(2025, 1, 28), "wrong"),
    ("TotalAmountInclTax", "121.00", Decimal("-121"), "right"),
    ("TotalAmountInclTax", "121.00", Decimal("121.01"), "wrong"),
    ("InvoiceIBAN", ["NL91ABNA0417164300", "NL02ABNA0123456789"], "NL02 ABNA 0123 4567 89", "right"),
]


@pytest.mark.parametrize(("name", "wanted", "found", "outcome"), SINGLE)
def test_a_single_value(name, wanted, found, outcome):
    assert outcomes({name: wanted}, **{name: found}) == {name: [outcome]}


def test_a_field_without_an_answer_is_missing():
    assert outcomes({"DueDate": "2025-02-28"}) == {"DueDate": ["missing"]}
    assert [v.outcome for v in verdicts(truth(DueDate="2025-02-28"), None)] == ["missing"]


def test_what_is_not_labelled_does_not_count():
    assert outcomes({}, ContractNumber="C-1") == {}


def test_an_answer_where_there_is_certainly_nothing_is_surplus():
    line = TaxLine(Decimal(21), Decimal("0.21"), Decimal(100))
    found = outcomes({}, ("DueDate", "InvoiceIBAN", "TaxLine1"), DueDate=date(2025, 1, 1), TaxLine1=line)
    assert found == {"DueDate": ["surplus"], "TaxLines": ["surplus"]}


def test_of_several_values_each_counts():
    found = outcomes({"YourOrderNumber": ["PO-1", "PO-2"]}, YourOrderNumber=["PO2", "PO-3"])
    assert found == {"YourOrderNumber": ["missing", "right", "surplus"]}


def test_further_postal_codes_are_no_errors():
    assert outcomes({"AccountPostalCode": ["1011AB"]}, AccountPostalCode=["1011 AB", "3512 JE"]) == {
        "AccountPostalCode": ["right"]
    }


@pytest.mark.parametrize(
    ("wanted", "right"),
    [({"amount": "21.01", "rate": "0.21"}, True), ({"amount": "21.02"}, False), ({"base": "100"}, True), ({}, True)],
    ids=["within a cent", "two cents", "base only", "no part is labelled"],
)
def test_tax_lines_are_compared_by_the_parts_that_are_labelled(wanted, right):
    line = TaxLine(Decimal("21.00"), Decimal("0.21"), Decimal("100.00"))
    assert outcomes({"TaxLines": [wanted]}, TaxLine2=line) == {
        "TaxLines": ["right"] if right else ["missing", "surplus"]
    }


def test_keywords_are_asked_of_known_kinds():
    found = verdicts(truth("credit_note"), recognition(CreditKeyword=True, InvoiceKeyword=False))
    assert [(v.field, v.outcome, v.found) for v in found] == [
        ("CreditKeyword", "right", "True"),
        ("InvoiceKeyword", "missing", "False"),
    ]


def test_line_items_take_each_other_once():
    item = LineItem(0, Box(0, 0, 1, 1), 0.9, description="Paper A4", quantity=Decimal(1), amount=Decimal(5))
    wanted = ({"Description": "paper a4", "Amount": "5.00"}, {"Description": "paper a4", "Amount": "5.00"})
    lines = judge_lines(Truth("nl", "nl", "", {}, line_items=wanted), recognition(lines=(item,)))
    assert (lines.asked, lines.given, lines.right) == (2, 1, 1)
    assert lines.missing == ("Description paper a4; Amount 5.00",)
    assert judge_lines(Truth("nl", "nl", "", {}), recognition(lines=(item,))).asked == 0
