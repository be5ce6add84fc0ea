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
