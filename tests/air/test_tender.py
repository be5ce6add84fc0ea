"""Totals by what was paid at the till."""

from __future__ import annotations

from decimal import Decimal

import pytest

from air.tender import paid_amounts
from tests.air.pages import findings_of


@pytest.mark.parametrize(
    ("lines", "paid"),
    [
        (("Total 77,20", "Contant 100,00", "Wisselgeld 22,80"), {"77.20"}),
        (("Cash  RM14.00", "Change  RM.40"), {"13.60"}),
        (("Contant 50,00", "Terug -12,50"), {"37.50"}),
        (("Contant 100,00", "Wisselgeld 0,00"), set()),
        (("Contant 100,00",), set()),
        (("Wisselgeld 5,00", "Totaal 20,00"), set()),
    ],
    ids=["change", "no digit before the point", "negative change", "no change", "only given", "only change"],
)
def test_what_was_paid(lines, paid):
    assert paid_amounts(findings_of(*lines)) == {Decimal(one) for one in paid}
