"""Totals and tax lines, chosen together: incl = excl + taxes, tax = rate x base, rates that exist at that date.

Every amount has a score for each role; the one that was paid at a till is likelier the total. A hypothesis names one
amount for the total with tax, at most one for the total without, and at most three tax lines; its score is the sum of
the log-odds plus what agreeing sums are worth. Where a part is not printed it is calculated from the others; where
the printed tax fits no rate, its rate stays open. How sure a chosen amount is, is its hypothesis's lead over the best
one without that amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import exp

from air.fields import Scored
from air.recognition import TaxLine
from air.taxes import (
    RATE_PRINTED,
    SLACK,
    WEIGHT_OF_TAX,
    Option,
    Sets,
    TaxChoice,
    add_without_bases,
    best_options,
    is_whole,
    near,
    printed_rate,
    rate_of,
    rated_taxes,
    sets_of,
    tax_lines,
)

AGREEING = 4.0  # log-odds that sums are worth which agree through printed taxes
FURTHER_LINE = 2.0  # log-odds that each tax line adds with which the sums still agree
AGREEING_ALONE = 3.5  # the same for one printed tax whose rate is not known
GROSS_AGREEING = 3.0  # the same for bases and taxes that make up the total, where no net total is printed
LEAST_NET = -3.0  # log-odds: a net total that looks like none does not rule out sums that agree
LEAST_IMPLIED = -1.5  # the same where the bases that follow from taxes and rates add up to it
LEAST_PROVEN = 1.0  # the same where the printed bases do: whatever its label says, it is the total without tax
PAID = 6.0  # log-odds of a total that was paid, but for rounding
EQUAL = 1.0  # log-odds for equal totals without any tax
DISAGREEING = -1.5
CALCULATED = -1.0  # log-odds of a tax line of which no amount is printed
CALCULATED_BY_PRINT = 2.0  # the same where a printed rate leads from one total to the other
PLAUSIBLE_RATE = Decimal("0.35")
COIN = Decimal("0.05")  # to which cash totals are rounded
UNPROVEN = -1.5  # log-odds of printed taxes that nothing but the total speaks for
CASH_BEHIND = 5.5  # log-odds that it may be less likely than what it was rounded from
MOST_TAX_LINES = 3
LEAD_UNIT = 4.0  # log-odds; leads are between -10 and 30


@dataclass(frozen=True, slots=True)
class Totals:
    """One hypothesis; `agrees` says that the sums prove each other."""

    incl: Option | None
    excl: Option | None
    taxes: tuple[TaxChoice, ...]
    agrees: bool
    odds: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best hypothesis, and for each of its amounts how far it leads without them: 0 to 1, 0.5 is no lead."""

    totals: Totals
    incl_lead: float
    excl_lead: float
    tax_leads: tuple[float, ...]


NOTHING = Totals(None, None, (), False, 0.0)


def choose_totals(
    amounts: Scored,
    rates: Sequence[Decimal],
    printed_rates: frozenset[Decimal],
    paid: frozenset[Decimal] = frozenset(),
) -> Chosen:
    """The best hypothesis; empty if there are no amounts. `paid` is what `air.tender` says."""
    incl, excl, taxes = (
        best_options(amounts, role) for role in ("TotalAmountInclTax", "TotalAmountExclTax", "TaxAmount")
    )
    incl = [option for option in incl if option.value] or incl  # nothing is a total only where all is nothing
    groups = sets_of(tax_lines(amounts, rates, printed_rates))
    add_without_bases(groups, rated_taxes(taxes, rates))
    hypotheses = [
        replace(hypothesis, odds=hypothesis.odds + PAID) if _is_paid(total, paid) else hypothesis
        for total in incl
        for hypothesis in _with_total(total, excl, groups, taxes, rates, printed_rates)
    ]
    best = max(hypotheses, key=lambda hypothesis: hypothesis.odds, default=NOTHING)
    chosen = _with_leads(best, [NOTHING, *hypotheses])
    return replace(chosen, totals=replace(best, incl=_in_cash(best.incl, incl))) if best.incl else chosen


def _is_paid(total: Option, paid: frozenset[Decimal]) -> bool:
    """True if it is what was paid, before or after rounding; which of the two is the total is for the scores to say."""
    return any(abs(total.value - amount) <= COIN for amount in paid)


def _with_leads(best: Totals, hypotheses: list[Totals]) -> Chosen:
    incl, excl = _value(best.incl), _value(best.excl)
    return Chosen(
        best,
        _lead(best, (h for h in hypotheses if _value(h.incl) != incl)),
        _lead(best, (h for h in hypotheses if _value(h.excl) != excl)),
        tuple(
            _lead(best, (h for h in hypotheses if all(t.line.amount != tax.line.amount for t in h.taxes)))
            for tax in best.taxes
        ),
    )


def _lead(best: Totals, others: Iterable[Totals]) -> float:
    lead = best.odds - max((other.odds for other in others), default=0.0)
    return 1 / (1 + exp(-lead / LEAD_UNIT))


def _value(option: Option | None) -> Decimal | None:
    return option.value if option else None


def _in_cash(total: Option, options: list[Option]) -> Option:
    """The total as it is paid: rounded to 5 cents, where that is printed too and looks as much like the total."""
    rounded = (
        option
        for option in options
        if 0 < abs(option.value - total.value) <= COIN and not option.value % COIN and total.value % COIN
    )
    alike = (o for o in rounded if o.score >= total.score / 4 and o.odds > total.odds - CASH_BEHIND)
    return max(alike, key=lambda option: option.score, default=total)


def _with_total(
    total: Option,
    excl: list[Option],
    groups: Sets,
    taxes: list[Option],
    rates: Sequence[Decimal],
    printed_rates: frozenset[Decimal],
) -> Iterator[Totals]:
    yield Totals(total, None, (), False, total.odds)
    for net in excl:
        if net.candidate is total.candidate or net.value > total.value:
            continue
        yield _netted(total, net, groups, taxes, rates, printed_rates)
    for group in near(groups, total.value, by_gross=True):
        if any(t.line.amount for t in group):
            worth = GROSS_AGREEING + FURTHER_LINE * (len(group) - 1)
            yield Totals(total, None, group, True, total.odds + sum(t.odds for t in group) + worth)
    yield from _from_gross(total, taxes, rates, printed_rates)
    yield from _printed_alone(total, taxes, rates)


def _printed_alone(total: Option, taxes: list[Option], rates: Sequence[Decimal]) -> Iterator[Totals]:
    """Taxes with their rates and the total, of which nothing but the total proves anything: at least one is nothing."""
    likely = [(tax, printed_rate(tax, rates)) for tax in taxes if tax.odds > 0 and tax.value < total.value]
    rated = {rate: (tax, rate) for tax, rate in reversed(likely) if rate is not None and bool(rate) == bool(tax.value)}
    if 0 in rated and all(tax.value <= rate * total.value for tax, rate in rated.values()):
        lines = [TaxChoice(TaxLine(t.value, r, None), t, None, WEIGHT_OF_TAX * t.odds) for t, r in rated.values()]
        group = tuple(sorted(lines, key=lambda line: -line.odds)[:MOST_TAX_LINES])
        yield Totals(total, None, group, False, total.odds + sum(line.odds for line in group) + UNPROVEN)


def _netted(
    total: Option,
    net: Option,
    groups: Sets,
    taxes: list[Option],
    rates: Sequence[Decimal],
    printed_rates: frozenset[Decimal],
) -> Totals:
    """The best way to explain the difference between the two totals."""
    tax = total.value - net.value
    both = total.odds + max(net.odds if tax else min(net.odds, 0.0), LEAST_NET)  # one amount does not speak twice
    options = [Totals(total, net, (), False, both + (EQUAL if tax == 0 else DISAGREEING))]
    options += [Totals(total, net, group, True, both + odds) for group, odds in _explained(net, tax, groups)]
    printed_alone = [g for group in groups.values() for g in group if len(g) == 1 and g[0].odds > 0]
    if printed_alone:  # misprinted or misread sums: the line is right all the same
        best = max(printed_alone, key=lambda group: group[0].odds)
        options.append(Totals(total, net, best, False, both + best[0].odds + DISAGREEING))
    if tax > 0 and not any(is_whole(option.taxes, net) for option in options if option.agrees):
        line = _one_sum(net, tax, taxes, rates, printed_rates)
        if line is not None:
            options.append(Totals(total, net, (line,), not line.is_calculated, both + line.odds))
    return max(options, key=lambda option: option.odds)


def _explained(net: Option, tax: Decimal, groups: Sets) -> Iterator[tuple[tuple[TaxChoice, ...], float]]:
    """Sets of printed tax lines that add up to the tax, with the log-odds that this adds."""
    for group in near(groups, tax):
        odds, whole = sum(t.odds for t in group), is_whole(group, net)
        if not whole and not all(t.line.amount for t in group):
            continue  # a tax of nothing proves nothing, unless its base is needed
        if not tax:
            odds += EQUAL
        elif not whole:
            odds += AGREEING / 2
        else:
            least = LEAST_PROVEN if all(t.line.base for t in group) else LEAST_IMPLIED
            odds += AGREEING + FURTHER_LINE * (len(group) - 1) + max(0.0, least - max(net.odds, LEAST_NET))
            if len(group) == 1 and group[0].base:  # its base is the net total: that counts once
                odds += WEIGHT_OF_TAX * max(0.0, -group[0].base.odds)
        yield group, odds


def _one_sum(
    net: Option, tax: Decimal, taxes: list[Option], rates: Sequence[Decimal], printed_rates: frozenset[Decimal]
) -> TaxChoice | None:
    """One line for the whole tax: a printed sum that fits no rate, or one that is not printed but follows by a rate."""
    printed = next((t for t in taxes if abs(t.value - tax) <= SLACK), None)
    rate = rate_of(tax, net.value, rates, printed_rates)
    if printed is not None and rate is None and tax <= net.value * PLAUSIBLE_RATE:
        odds = WEIGHT_OF_TAX * printed.odds + AGREEING_ALONE
        return TaxChoice(TaxLine(printed.value, None, net.value), printed, net, odds)
    if printed is None and rate is not None:
        worth = CALCULATED_BY_PRINT if rate in printed_rates else CALCULATED
        return TaxChoice(TaxLine(tax, rate, net.value), None, net, worth)
    return None


def _from_gross(
    total: Option, taxes: list[Option], rates: Sequence[Decimal], printed_rates: frozenset[Decimal]
) -> Iterator[Totals]:
    """Receipts: one tax amount is printed, the base is what is left of the total."""
    for tax in taxes:
        base = total.value - tax.value
        if tax.value <= 0 or base <= 0 or tax.candidate is total.candidate:
            continue
        rate = rate_of(tax.value, base, rates, printed_rates)
        if rate is not None:
            odds = WEIGHT_OF_TAX * tax.odds + (RATE_PRINTED if rate in printed_rates else -RATE_PRINTED)
            line = TaxChoice(TaxLine(tax.value, rate, base), tax, None, odds)
            yield Totals(total, None, (line,), True, total.odds + odds + AGREEING / 4)
        elif tax.score > 0.5 and tax.value <= base * PLAUSIBLE_RATE:
            line = TaxChoice(TaxLine(tax.value, None, None), tax, None, WEIGHT_OF_TAX * tax.odds)
            yield Totals(total, None, (line,), False, total.odds + line.odds)
