"""Tax lines: printed taxes and bases that a rate connects, and sets of them that may stand on one document together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from math import log

from air.candidate import Candidate
from air.candidates.amounts import rates_in
from air.fields import Scored
from air.recognition import TaxLine

CENT = Decimal("0.01")
SLACK = Decimal("0.02")  # rounding per line adds up to this between printed sums
BASELESS = -1.5  # log-odds of a tax line whose base is not printed
RATE_PRINTED = 0.7  # log-odds of a rate that is printed somewhere
WEIGHT_OF_TAX = 0.5  # the roles of tax lines repeat each other, so each counts half
MOST_TOTALS = 8  # amounts per role that take part
MOST_LINES = 24
MOST_UNRATED, MOST_RATES = 3, 5  # likely tax amounts without a printed rate, and the rates that are tried for them
UNRATED = -1.0  # log-odds of a tax whose rate is not printed on its line

Sets = dict[Decimal, list[tuple["TaxChoice", ...]]]  # of one to three tax lines, by the sum of their taxes


@dataclass(frozen=True, slots=True)
class Option:
    """An amount with its score for one role."""

    value: Decimal
    candidate: Candidate
    score: float

    @property
    def odds(self) -> float:
        return _log_odds(self.score)


@dataclass(frozen=True, slots=True)
class TaxChoice:
    """A tax line and where its amount or its base stands; neither if calculated."""

    line: TaxLine
    amount: Option | None
    base: Option | None
    odds: float

    @property
    def is_calculated(self) -> bool:
        return self.amount is None


def best_options(amounts: Scored, role: str, most: int = MOST_TOTALS) -> list[Option]:
    """The amounts with the highest score for a role, each value once."""
    best: dict[Decimal, Option] = {}
    for candidate, score in zip(amounts.candidates, amounts.scores[role], strict=True):
        value = abs(candidate.value)  # type: ignore[arg-type]
        if value not in best or score > best[value].score:
            best[value] = Option(value, candidate, float(score))
    return sorted(best.values(), key=lambda option: (-option.score, option.value))[:most]


def tax_lines(amounts: Scored, rates: Sequence[Decimal], printed_rates: frozenset[Decimal]) -> list[TaxChoice]:
    """Pairs of printed tax amount and printed base that a rate connects, best first."""
    taxes, bases = best_options(amounts, "TaxAmount", MOST_LINES), best_options(amounts, "TaxBase", MOST_LINES)
    found: list[TaxChoice] = []
    for tax in taxes:
        for base in bases:
            if base.value == 0 or tax.value > base.value + SLACK or tax.candidate is base.candidate:
                continue
            rate = rate_of(tax.value, base.value, rates, printed_rates)
            if rate is not None:
                odds = WEIGHT_OF_TAX * (tax.odds + base.odds) + (
                    RATE_PRINTED if rate in printed_rates else -RATE_PRINTED
                )
                found.append(TaxChoice(TaxLine(tax.value, rate, base.value), tax, base, odds))
    return sorted(found, key=lambda choice: -choice.odds)[:MOST_LINES]


def rate_of(tax: Decimal, base: Decimal, rates: Sequence[Decimal], printed_rates: frozenset[Decimal]) -> Decimal | None:
    """The rate for which tax = rate x base within a cent (two on large amounts); printed ones first."""
    if base <= 0 or tax < 0:
        return None
    slack = CENT if base < 2000 else SLACK
    about, around = tax / base, (slack + CENT) / base
    near_it = [rate for rate in rates if abs(rate - about) <= around]
    fitting = [rate for rate in near_it if abs((rate * base).quantize(CENT, ROUND_HALF_UP) - tax) <= slack]
    return min(fitting, key=lambda rate: (rate not in printed_rates, abs(rate * base - tax)), default=None)


def sets_of(lines: list[TaxChoice]) -> Sets:
    """Sets of one to three tax lines with different places, by the sum of their taxes."""
    groups: Sets = defaultdict(list)
    for size in (1, 2, 3):
        for group in combinations(lines[: MOST_LINES if size < 3 else MOST_LINES // 2], size):
            if len({t.line.amount for t in group}) < size or len({(t.line.rate, t.line.base) for t in group}) < size:
                continue
            groups[sum((t.line.amount or Decimal(0) for t in group), Decimal(0))].append(group)
    return groups


def rated_taxes(taxes: Sequence[Option], rates: Sequence[Decimal]) -> list[TaxChoice]:
    """Tax amounts without a printed base: with the rate that their line prints, or, where it prints none, with any."""
    found = []
    for tax in taxes:
        rate = printed_rate(tax, rates)
        if tax.value > 0 and rate is not None:
            found.append(_without_base(tax, rate, BASELESS))
    for tax in taxes[:MOST_UNRATED]:
        if tax.value > 0 and tax.odds > 0 and not rates_in(line_of(tax)):
            found += [_without_base(tax, rate, BASELESS + UNRATED) for rate in rates[:MOST_RATES] if rate]
    return found


def printed_rate(tax: Option, rates: Sequence[Decimal]) -> Decimal | None:
    """The rate that the tax amount's line prints; None if there is none, several, or one that no law has."""
    printed = rates_in(line_of(tax))
    rate = next(iter(printed)) if len(printed) == 1 else None
    return rate if rate in rates else None


def line_of(option: Option) -> str:
    """The text of the line that the amount stands on."""
    return option.candidate.page.lines[option.candidate.line_index].text


def _without_base(tax: Option, rate: Decimal, worth: float) -> TaxChoice:
    return TaxChoice(TaxLine(tax.value, rate, None), tax, None, WEIGHT_OF_TAX * tax.odds + worth)


def add_without_bases(groups: Sets, lines: list[TaxChoice]) -> None:
    """Sets of two or three such tax lines with different rates; one alone has the net total as its base."""
    for size in (2, 3):
        for group in combinations(lines, size):
            if len({t.line.rate for t in group}) == len({t.line.amount for t in group}) == size:
                groups[sum((t.line.amount or Decimal(0) for t in group), Decimal(0))].append(group)


def implies(group: Sequence[TaxChoice], net: Decimal) -> bool:
    """True if the bases that follow from tax and rate add up to the net total, as far as cents can tell."""
    bases = slack = Decimal(0)
    for tax in group:
        if tax.line.base is not None or not tax.line.rate or tax.line.amount is None:
            return False
        bases += tax.line.amount / tax.line.rate
        slack += CENT / tax.line.rate
    return abs(bases - net) <= slack


def near(groups: Sets, amount: Decimal, *, by_gross: bool = False) -> Iterator[tuple[TaxChoice, ...]]:
    """The groups whose taxes (with their bases: `by_gross`) add up to the amount."""
    if by_gross:
        for taxes, members in groups.items():
            for group in members:
                gross = taxes + sum((t.line.base or Decimal(0) for t in group), Decimal(0))
                if abs(gross - amount) <= SLACK or implies(group, amount - taxes):
                    yield group
        return
    for taxes, members in groups.items():
        if abs(taxes - amount) <= SLACK:
            yield from members


def is_whole(group: Sequence[TaxChoice], net: Option) -> bool:
    """True if the bases of the tax lines add up to the net total, printed ones or those that the rates lead to."""
    bases = sum((t.line.base or Decimal(0) for t in group), Decimal(0))
    return abs(bases - net.value) <= SLACK or implies(group, net.value)


def _log_odds(score: float) -> float:
    score = min(max(score, 0.002), 0.998)
    return log(score / (1 - score))
