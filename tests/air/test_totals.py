from decimal import Decimal

import numpy as np
import pytest

from air.fields import Scored
from air.totals import choose_totals
from tests.air.pages import findings_of

RATES = (Decimal("0.21"), Decimal("0.09"), Decimal(0))
ROLES = ("TotalAmountInclTax", "TotalAmountExclTax", "TaxAmount", "TaxBase")


def scored(**roles: dict[str, float]) -> Scored:
    """Amounts of one page; per role the score of each printed amount, 0.01 where none is given."""
    texts = sorted({text for scores in roles.values() for text in scores})
    candidates = findings_of(*(f"Bedrag {text}" for text in texts)).of_kind("amount")
    scores = {role: np.array([roles.get(role, {}).get(c.text, 0.01) for c in candidates]) for role in ROLES}
    return Scored(candidates, scores)


def chosen(amounts: Scored, printed=frozenset()):
    totals = choose_totals(amounts, RATES, frozenset(printed)).totals
    values = tuple(None if option is None else option.value for option in (totals.incl, totals.excl))
    return values, [(t.line.amount, t.line.rate, t.line.base) for t in totals.taxes], totals


def test_sums_that_agree_beat_a_higher_score():
    amounts = scored(
        TotalAmountInclTax={"121,00": 0.6, "500,00": 0.8},
        TotalAmountExclTax={"100,00": 0.7},
        TaxAmount={"21,00": 0.7},
        TaxBase={"100,00": 0.6},
    )
    values, taxes, totals = chosen(amounts)
    assert values == (Decimal("121.00"), Decimal("100.00"))
    assert taxes == [(Decimal("21.00"), Decimal("0.21"), Decimal("100.00"))]
    assert totals.agrees


def test_two_rates_add_up():
    amounts = scored(
        TotalAmountInclTax={"230,00": 0.9},
        TotalAmountExclTax={"200,00": 0.8},
        TaxAmount={"21,00": 0.6, "9,00": 0.6},
        TaxBase={"100,00": 0.6},
    )
    values, taxes, _ = chosen(amounts)
    assert values == (Decimal("230.00"), Decimal("200.00"))
    assert sorted(rate for _, rate, _ in taxes) == [Decimal("0.09"), Decimal("0.21")]


def test_a_missing_tax_amount_is_calculated_from_the_totals():
    values, taxes, totals = chosen(scored(TotalAmountInclTax={"121,00": 0.9}, TotalAmountExclTax={"100,00": 0.9}))
    assert values == (Decimal("121.00"), Decimal("100.00"))
    assert taxes == [(Decimal("21.00"), Decimal("0.21"), Decimal("100.00"))]
    assert totals.taxes[0].is_calculated
    assert not totals.agrees


def test_the_base_of_a_receipt_is_what_the_tax_leaves_of_the_total():
    amounts = scored(TotalAmountInclTax={"12,10": 0.9}, TaxAmount={"2,10": 0.9})
    values, taxes, _ = chosen(amounts, printed={Decimal("0.21")})
    assert values == (Decimal("12.10"), None)
    assert taxes == [(Decimal("2.10"), Decimal("0.21"), Decimal("10.00"))]


def test_a_printed_tax_that_fits_no_rate_keeps_its_rate_open():
    amounts = scored(TotalAmountInclTax={"113,00": 0.9}, TotalAmountExclTax={"100,00": 0.9}, TaxAmount={"13,00": 0.9})
    _, taxes, _ = chosen(amounts)
    assert taxes == [(Decimal("13.00"), None, Decimal("100.00"))]


def test_without_tax_both_totals_may_be_equal():
    amounts = scored(TotalAmountInclTax={"100,00": 0.9}, TotalAmountExclTax={"100,00": 0.9})
    values, taxes, _ = chosen(amounts)
    assert values[0] == Decimal("100.00")
    assert not taxes


def test_a_zero_is_no_total_beside_other_amounts():
    values, _, _ = chosen(scored(TotalAmountInclTax={"0,00": 0.9, "9,00": 0.6}))
    assert values[0] == Decimal("9.00")


def test_no_amounts_no_totals():
    empty = Scored((), {role: np.empty(0) for role in ROLES})
    totals = choose_totals(empty, RATES, frozenset()).totals
    assert totals.incl is None
    assert totals.taxes == ()


@pytest.mark.parametrize("amount", ["121,00", "1210,00", "12100,00"])
def test_a_place_serves_one_role(amount):
    values, _, _ = chosen(scored(TotalAmountInclTax={amount: 0.9}, TotalAmountExclTax={amount: 0.9}))
    assert values == (Decimal(amount.replace(",", ".")), None)


def test_a_total_that_is_rounded_for_cash_is_the_total():
    amounts = scored(TotalAmountInclTax={"23,26": 0.7, "23,25": 0.6}, TaxAmount={"1,32": 0.7})
    values, _, _ = chosen(amounts, printed={Decimal("0.06")})
    assert values[0] == Decimal("23.25")


def test_the_sum_of_explained_taxes_is_no_tax_line():
    amounts = scored(
        TotalAmountInclTax={"230,00": 0.9},
        TotalAmountExclTax={"200,00": 0.8},
        TaxAmount={"21,00": 0.3, "9,00": 0.3, "30,00": 0.9},
        TaxBase={"100,00": 0.3},
    )
    _, taxes, _ = chosen(amounts)
    assert sorted(amount for amount, _, _ in taxes) == [Decimal("9.00"), Decimal("21.00")]


def test_a_tax_of_nothing_proves_nothing():
    amounts = scored(
        TotalAmountInclTax={"121,00": 0.9, "100,00": 0.2},
        TotalAmountExclTax={"100,00": 0.9},
        TaxAmount={"21,00": 0.7, "0,00": 0.7},
        TaxBase={"100,00": 0.6},
    )
    assert chosen(amounts)[0] == (Decimal("121.00"), Decimal("100.00"))


def test_sums_that_agree_lead_further():
    alone = {"TotalAmountInclTax": {"121,00": 0.7}, "TotalAmountExclTax": {"99,00": 0.6}}
    agreeing = {
        "TotalAmountInclTax": {"121,00": 0.7},
        "TotalAmountExclTax": {"100,00": 0.6},
        "TaxAmount": {"21,00": 0.7},
    }
    leads = [choose_totals(scored(**roles), RATES, frozenset()).incl_lead for roles in (alone, agreeing)]
    assert 0.5 < leads[0] < leads[1] < 1


def test_the_sum_of_printed_bases_is_the_total_without_tax_whatever_it_looks_like():
    amounts = scored(
        TotalAmountInclTax={"171,00": 0.93},
        TotalAmountExclTax={"150,00": 0.02},
        TaxAmount={"21,00": 0.84, "0,00": 0.96},
        TaxBase={"100,00": 0.93, "50,00": 0.83},
    )
    values, taxes, totals = chosen(amounts, printed={Decimal("0.21"), Decimal(0)})
    assert values == (Decimal("171.00"), Decimal("150.00"))
    assert {amount for amount, _, _ in taxes} == {Decimal("21.00"), Decimal("0.00")}
    assert totals.agrees


def test_the_base_of_the_only_rate_is_the_total_without_tax():
    amounts = scored(
        TotalAmountInclTax={"121,00": 0.95},
        TotalAmountExclTax={"100,00": 0.05},
        TaxAmount={"21,00": 0.99},
        TaxBase={"100,00": 0.55},
    )
    assert chosen(amounts, printed={Decimal("0.21")})[0] == (Decimal("121.00"), Decimal("100.00"))


def test_what_was_paid_in_cash_beats_sums_of_one_rate():
    """The other goods were without tax, so their total is in no sum with a rate."""
    amounts = scored(
        TotalAmountInclTax={"53,50": 0.7, "77,20": 0.6},
        TotalAmountExclTax={"44,21": 0.5},
        TaxAmount={"9,29": 0.6},
        TaxBase={"44,21": 0.6},
    )
    assert choose_totals(amounts, RATES, frozenset()).totals.incl.value == Decimal("53.50")
    assert choose_totals(amounts, RATES, frozenset(), frozenset({Decimal("77.20")})).totals.incl.value == Decimal(
        "77.20"
    )


def printed_scores(lines: tuple[str, ...], **roles: dict[str, float]) -> Scored:
    """Amounts of one page of these lines, with scores as in `scored`."""
    candidates = findings_of(*lines).of_kind("amount")
    return Scored(
        candidates, {role: np.array([roles.get(role, {}).get(c.text, 0.01) for c in candidates]) for role in ROLES}
    )


def test_a_printed_tax_of_nothing_is_a_tax_line():
    lines = ("Btw 0%   0,00", "Totaal   121,00")
    _, taxes, _ = chosen(printed_scores(lines, TotalAmountInclTax={"121,00": 0.95}, TaxAmount={"0,00": 0.98}))
    assert taxes == [(Decimal("0.00"), Decimal(0), None)]


def test_a_tax_whose_rate_is_not_printed_adds_up_with_one_whose_rate_is():
    lines = ("Excl.   387,76", "Btw   23,01", "Btw (9%)   25,04", "Totaal   435,81")
    amounts = printed_scores(
        lines, TotalAmountInclTax={"435,81": 0.95}, TotalAmountExclTax={"387,76": 0.95},
        TaxAmount={"23,01": 0.7, "25,04": 0.95},
    )  # fmt: skip
    values, taxes, totals = chosen(amounts, {Decimal("0.09")})
    assert values == (Decimal("435.81"), Decimal("387.76"))
    assert sorted(amount for amount, _, _ in taxes) == [Decimal("23.01"), Decimal("25.04")]
    assert totals.agrees


def test_a_total_that_is_far_likelier_than_its_rounded_one_stays():
    lines = ("Totaal   510,83", "Pin   510,85")
    values, _, _ = chosen(printed_scores(lines, TotalAmountInclTax={"510,83": 0.998, "510,85": 0.4}))
    assert values[0] == Decimal("510.83")
