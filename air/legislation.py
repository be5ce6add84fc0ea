"""Tax rates as the law has them, by country and day (from the lexicon)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from air import lexicon


@cache
def known_rates(legislation: str) -> tuple[Decimal, ...]:
    """All rates that ever existed there as fractions, highest first; 0 is among them."""
    rates = {rate.fraction for rate in lexicon.tax_rates(legislation)} | {Decimal(0)}
    return tuple(sorted(rates, reverse=True))


@cache
def rates_on(legislation: str, day: date | None) -> tuple[Decimal, ...]:
    """The rates in force on that day, highest first; all known ones if the day is not known or before any record."""
    if day is None:
        return known_rates(legislation)
    rates = {rate.fraction for rate in lexicon.rates_on(legislation, day)}
    return tuple(sorted(rates | {Decimal(0)}, reverse=True)) if rates else known_rates(legislation)


LOCAL_TAXES = frozenset({"usa"})  # states, counties and towns set their own: the printed rate is the law
HIGHEST_LOCAL = Decimal("0.15")


def legal_rates(legislation: str, day: date | None, printed: frozenset[Decimal]) -> frozenset[Decimal]:
    """The rates a tax line may state: those in force, and where taxes are local what is printed, up to 15 %."""
    local = {rate for rate in printed if rate <= HIGHEST_LOCAL} if legislation in LOCAL_TAXES else set()
    return frozenset(rates_on(legislation, day)) | local


def usable_rates(legislation: str, day: date | None, printed: frozenset[Decimal]) -> tuple[Decimal, ...]:
    """The rates that sums may be proven with, highest first: legal ones, and printed ones of other countries."""
    return tuple(sorted(legal_rates(legislation, day, printed) | {rate for rate in printed if rate < 1}, reverse=True))
