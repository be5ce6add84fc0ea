"""Orders and history without a database: which line is which, what is learnt."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookkeeping.draft import Codes, Draft
from bookkeeping.history import History
from bookkeeping.order_matching import _matched
from bookkeeping.rows.history import BookedLine
from bookkeeping.rows.orders import PurchaseOrder, PurchaseOrderLine

PAPER, ENVELOPES = "Papier A4, doos van 5 pak", "Enveloppen C5 wit"


def order(*lines):
    rows = [
        PurchaseOrderLine(line_number=number, invoiced_quantity=Decimal(0), **line)
        for number, line in enumerate(lines, start=1)
    ]
    return PurchaseOrder(purchase_order_number="PO-1", account_code="1", lines=rows)


def line(product=None, description=None, quantity="1", price="1", ledger="4500"):
    return {
        "product_code": product,
        "description": description,
        "quantity": Decimal(quantity),
        "price": Decimal(price),
        "ledger_account_code": ledger,
    }


TWO = order(line("P-1", PAPER, "10", "25"), line("P-2", ENVELOPES, "4", "5", "4600"))


@pytest.mark.parametrize(
    ("draft", "number"),
    [
        (Draft("iets anders", Decimal(1), product_code="p 2"), 2),
        (Draft("Enveloppen wit C5", Decimal(1)), 2),
        (Draft("DOOS papier A4 van 5 pak", Decimal(1)), 1),
        (Draft("???", Decimal("250.02")), 1),
        (Draft("???", Decimal(77)), None),
    ],
    ids=["article code", "description", "words in another order", "amount", "none"],
)
def test_which_order_line(draft, number):
    [found] = _matched([TWO], [draft]).drafts
    assert found.order_line_number == number
    assert found.codes.ledger_account_code == {1: "4500", 2: "4600", None: None}[number]


def test_each_order_line_is_used_once():
    drafts = [Draft(PAPER, Decimal(250)), Draft(PAPER, Decimal(250))]
    assert [draft.order_line_number for draft in _matched([TWO], drafts).drafts] == [1, None]


def test_a_total_without_lines_takes_the_codes_that_all_lines_share():
    alike = order(line("P-1"), line("P-2"))
    [draft] = _matched([alike], [Draft(None, Decimal(77))]).drafts
    assert (draft.order_number, draft.order_line_number, draft.codes.ledger_account_code) == ("PO-1", None, "4500")


@pytest.mark.parametrize(
    ("price", "quantity", "warned"),
    [("25.10", "10", []), ("26", "10", ["priceDiffers"]), ("25", "11", ["quantityDiffers"])],
)
def test_tolerances(price, quantity, warned):
    draft = Draft(PAPER, Decimal(250), product_code="P-1", price=Decimal(price), quantity=Decimal(quantity))
    assert [warning.code for warning in _matched([TWO], [draft]).warnings] == warned


def booked(description, ledger, **codes):
    return BookedLine(description=description, ledger_account_code=ledger, **codes)


@pytest.mark.parametrize(
    ("lines", "description", "ledger"),
    [
        ([booked("papier doos", "4500"), booked("grote beurt", "4600")], "Papier A4, 10 doos", "4500"),
        ([booked("papier doos", "4500"), booked("grote beurt", "4600")], "beurten groot", None),
        ([booked("grote beurt", "4600"), booked("papier", "4500")], "Grote beurt auto", None),
        ([booked("grote beurt", "4600")], "iets nieuws", "4600"),
        ([booked("a", "4600", tax_code="1"), booked("b", "4600", tax_code="2")], "c", "4600"),
        ([], "papier", None),
    ],
    ids=["the same but for numbers", "unlike", "longer", "the account's only way", "agreed ledger", "never booked"],
)
def test_what_was_learnt(lines, description, ledger):
    codes = History(lines).codes(description) or Codes()
    assert codes.ledger_account_code == ledger
