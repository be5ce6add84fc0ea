"""Bookings that agree with themselves; others cannot be built."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bookkeeping.booking import BadBooking, Tax, TaxCategory, TaxTotal, taxes_of
from tests.bookkeeping.bookings import HIGH, LOW, booking, line


def test_totals_are_added_up():
    found = booking(line(amount="100.00"), line(amount="50.05", tax=LOW), line(amount="-10.00"))
    assert found.tax_exclusive_amount == Decimal("140.05")
    assert [(total.tax, total.base, total.amount) for total in found.taxes] == [
        (HIGH, Decimal("90.00"), Decimal("18.90")),
        (LOW, Decimal("50.05"), Decimal("4.50")),
    ]
    assert found.tax_inclusive_amount == Decimal("163.45")
    assert replace(found, rounding=Decimal("0.05")).payable_amount == Decimal("163.50")


def test_half_a_cent_of_tax_is_rounded_up():
    [total] = taxes_of([line(amount="0.50", tax=LOW)])
    assert total.amount == Decimal("0.05")


def test_stated_tax_wins_over_calculated_tax_where_it_is_of_the_same():
    lines = [line(amount="100.00"), line(amount="50.00", tax=LOW)]
    stated = [TaxTotal(HIGH, Decimal("100.00"), Decimal("21.01")), TaxTotal(LOW, Decimal("49.00"), Decimal("4.41"))]
    assert [total.amount for total in taxes_of(lines, stated)] == [Decimal("21.01"), Decimal("4.50")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": ()},
        {"taxes": ()},
        {"taxes": (TaxTotal(HIGH, Decimal("249.99"), Decimal("52.50")),)},
        {"taxes": (TaxTotal(LOW, Decimal("250.00"), Decimal("22.50")),)},
    ],
    ids=["no lines", "no taxes", "another base", "another rate"],
)
def test_what_contradicts_itself(wrong):
    with pytest.raises(BadBooking):
        booking(**wrong)


@pytest.mark.parametrize(
    ("category", "rate"),
    [
        (TaxCategory.STANDARD, "0"),
        (TaxCategory.STANDARD, "21"),
        (TaxCategory.EXEMPT, "0.21"),
        (TaxCategory.ZERO_RATED, "-1"),
    ],
)
def test_no_such_tax(category, rate):
    with pytest.raises(BadBooking):
        Tax(category, Decimal(rate))


def test_fractions_of_a_cent_are_no_amounts():
    with pytest.raises(BadBooking, match="more than two decimals"):
        line(amount="1.005")
