"""Sums of a document: net, tax per rate, gross; exact in cents, rounded per line or per total as suppliers do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class TaxSum:
    """Tax of one rate; base + tax = gross."""

    rate: Decimal  # fraction
    base: Decimal
    tax: Decimal

    @property
    def gross(self) -> Decimal:
        return self.base + self.tax


@dataclass(frozen=True, slots=True)
class Totals:
    """Every sum a document may print; with net prices `lines` is net, with gross prices it includes tax."""

    lines: Decimal  # of the line amounts
    discount: Decimal  # taken off the lines
    shipping: Decimal  # added to the lines
    taxes: tuple[TaxSum, ...]  # highest rate first
    rounding: Decimal  # added to the gross total before it is paid in cash
    paid: Decimal  # already

    @property
    def net(self) -> Decimal:
        return sum((t.base for t in self.taxes), ZERO)

    @property
    def tax(self) -> Decimal:
        return sum((t.tax for t in self.taxes), ZERO)

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax

    @property
    def due(self) -> Decimal:
        return self.gross + self.rounding - self.paid


def cents(value: Decimal) -> Decimal:
    """Rounded half up, away from zero."""
    return value.quantize(CENT, ROUND_HALF_UP)


def tax_sums(amounts: Iterable[tuple[Decimal, Decimal]], *, is_gross: bool, per_line: bool) -> tuple[TaxSum, ...]:
    """Tax per rate of (rate, amount): amounts are net, or hold the tax if `is_gross`.

    >>> tax_sums([(Decimal("0.21"), Decimal("100.00"))], is_gross=False, per_line=False)[0].gross
    Decimal('121.00')
    """
    groups: dict[Decimal, list[Decimal]] = {}
    for rate, amount in amounts:
        groups.setdefault(rate, []).append(amount)
    return tuple(_tax_sum(rate, groups[rate], is_gross, per_line) for rate in sorted(groups, reverse=True))


def tax_of(rate: Decimal, amount: Decimal, *, is_gross: bool) -> Decimal:
    """The tax on, or held in, an amount."""
    return cents(amount - amount / (1 + rate)) if is_gross else cents(amount * rate)


def _tax_sum(rate: Decimal, amounts: list[Decimal], is_gross: bool, per_line: bool) -> TaxSum:
    total = sum(amounts, ZERO)
    if per_line:
        tax = sum((tax_of(rate, amount, is_gross=is_gross) for amount in amounts), ZERO)
    else:
        tax = tax_of(rate, total, is_gross=is_gross)
    return TaxSum(rate, total - tax if is_gross else total, tax)


def plain_rate(rate: Decimal) -> str:
    """0.2100 as 0.21."""
    return f"{rate.normalize():f}" if rate else "0"
