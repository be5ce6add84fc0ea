"""Lines that add up, whatever was read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bookkeeping.drafting import drafts_of
from bookkeeping.reading import Reading, totals_agree

NAMES = (
    "description",
    "productCode",
    "orderNumber",
    "ledgerAccountCode",
    "quantity",
    "price",
    "amount",
    "taxAmount",
    "taxRate",
)


def reading(items=None, **fields):
    rows = [dict.fromkeys(NAMES) | item for item in items] if items is not None else None
    found = [
        {"fieldName": name, "value": value, "isCalculated": False,
         "values": [{"value": value, "text": value, "confidence": 0.9}]}
        for name, value in fields.items()
    ]  # fmt: skip
    return Reading({"fields": found, "lineItems": rows, "words": []})


ONE_RATE = {"TotalAmountExclTax": "100.00", "TotalAmountInclTax": "121.00", "TaxLine1": "21.00;0.21;100.00"}
TWO_RATES = {
    "TotalAmountExclTax": "150.00", "TotalAmountInclTax": "175.50",
    "TaxLine1": "21.00;0.21;100.00", "TaxLine2": "4.50;0.09;50.00",
}  # fmt: skip


def shape(drafts):
    return [(draft.amount, draft.tax_rate, draft.tax_amount) for draft in drafts]


def numbers(*texts):
    return tuple(None if text is None else Decimal(text) for text in texts)


@pytest.mark.parametrize(
    ("document", "lines"),
    [
        (reading([{"amount": "60"}, {"amount": "40"}], **ONE_RATE), [("60", "0.21", "12.60"), ("40", "0.21", "8.40")]),
        (reading([{"amount": "60"}], **ONE_RATE), [("100.00", "0.21", "21.00")]),
        (reading([{"amount": "60"}, {}], **ONE_RATE), [("100.00", "0.21", "21.00")]),
        (reading(**TWO_RATES), [("100.00", "0.21", "21.00"), ("50.00", "0.09", "4.50")]),
        (
            reading([{"amount": "100", "taxRate": "0.21"}, {"amount": "50", "taxRate": "0.09"}], **TWO_RATES),
            [("100", "0.21", "21.00"), ("50", "0.09", "4.50")],
        ),
        (
            reading(TotalAmountExclTax="120.00", TotalAmountInclTax="141.00", TaxLine1="21.00;0.21;100.00"),
            [("100.00", "0.21", "21.00"), ("20.00", "0", "0.00")],
        ),
        (reading(TotalAmountInclTax="50.00"), [("50.00", "0", "0.00")]),
        (reading([{"amount": "12.5"}]), [("12.5", None, None)]),
        (reading(), []),
        (reading(CreditKeyword="True", **ONE_RATE), [("-100.00", "0.21", "-21.00")]),
    ],
    ids=[
        "items add up",
        "items do not",
        "an item without amount",
        "two rates",
        "items of two rates",
        "a part without tax",
        "only a total",
        "no totals",
        "nothing",
        "credit note",
    ],
)
def test_lines(document, lines):
    assert shape(drafts_of(document)) == [numbers(*line) for line in lines]


def test_a_cent_of_rounding_goes_into_the_largest_line():
    items = [{"amount": "33.33"}, {"amount": "33.33"}, {"amount": "33.33"}]
    drafts = drafts_of(
        reading(items, TotalAmountExclTax="100.00", TotalAmountInclTax="121.00", TaxLine1="21.00;0.21;100.00")
    )
    assert sum(draft.amount for draft in drafts) == 100
    assert sum(draft.tax_amount for draft in drafts) == 21


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1E+40", "x", ""])
def test_amounts_that_cannot_be_booked_are_as_if_not_read(text):
    assert reading(TotalAmountInclTax=text).inclusive is None


def test_totals_agree_within_half_a_cent_each():
    assert totals_agree([Decimal("0.5")] * 2, Decimal("1.01"))
    assert not totals_agree([Decimal("0.5")] * 2, Decimal("1.02"))
