"""Receipts from countries whose tax rules the service doesn't know: travellers bring them home. In English here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from training.synthesis.chance import Chance

SHARE = 0.25  # of the receipts


@dataclass(frozen=True, slots=True)
class Abroad:
    """What money and tax are called there."""

    currency: str
    tax_name: str
    rates: tuple[Decimal, ...]
    rounds_cash: bool


def _country(currency: str, tax_names: str, rates: str, *, rounds_cash: bool) -> tuple[Abroad, ...]:
    parsed = tuple(Decimal(rate) for rate in rates.split())
    return tuple(Abroad(currency, name, parsed, rounds_cash) for name in tax_names.split())


COUNTRIES = (
    *_country("MYR", "GST GST SST", "0.06 0", rounds_cash=True), *_country("SGD", "GST", "0.07 0", rounds_cash=True),
    *_country("AUD", "GST", "0.10 0", rounds_cash=True), *_country("NZD", "GST", "0.15", rounds_cash=True),
    *_country("CAD", "HST GST", "0.13 0", rounds_cash=True),
    *_country("CHF", "VAT MwSt", "0.077 0.025", rounds_cash=True),
    *_country("ZAR", "VAT", "0.15 0", rounds_cash=False), *_country("AED", "VAT", "0.05", rounds_cash=False),
)  # fmt: skip


def draw_abroad(chance: Chance) -> Abroad | None:
    """A country for a receipt, mostly none."""
    return chance.choice(COUNTRIES) if chance.happens(SHARE) else None
