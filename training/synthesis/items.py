"""Line items: what is sold, how many, at what price, with amounts that multiply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from training.synthesis.chance import Chance
from training.synthesis.goods import COLOURS, Trade, names_of
from training.synthesis.identifiers import barcode
from training.synthesis.money import cents

SIZES = ("10 mm", "4,5x60", "2,5 m", "250 g", "1 kg", "500 ml", "A4", "XL", "M", "42", "25 st", "1,5 L", "18V", "60 cm",
         "120x80", "12 pcs", "3m", "nr 7", "M8", "220-240V", "2.0")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One line; `amount` is net or holds the tax, as the document prices."""

    description: str
    details: tuple[str, ...]  # further lines of the description
    code: str
    barcode: str
    quantity: Decimal
    unit: str  # concept of the lexicon
    price: Decimal
    discount: Decimal  # fraction
    rate: Decimal  # tax, fraction
    amount: Decimal
    day: date
    order: str
    reference: str
    ledger: str


@dataclass(frozen=True, slots=True)
class Habits:
    """What one supplier's lines look like."""

    trade: Trade
    code_shape: str
    order_shape: str
    decimals: int  # of prices
    has_discounts: bool
    is_qualified: bool  # names carry sizes and models
    is_upper: bool


def draw_habits(trade: Trade, chance: Chance, *, is_shop: bool) -> Habits:
    """The habits of a supplier; shops price in whole cents."""
    shape = chance.choice(
        (
            "######",
            "#####",
            "####",
            "AA-####",
            "AAA###",
            "A####",
            "##.####",
            "AA####-##",
            "########",
            "###-####",
            "A-##-###",
            "AAA-AA-##",
        )
    )
    return Habits(
        trade, shape, chance.choice(("PO######", "45########", "SO-#####", "######", "B#####", "2#####")),
        2 if is_shop else 3 if trade.name == "energy" else chance.weighted(((2, 10), (3, 1), (4, 1))),
        chance.happens(0.25), chance.happens(0.6), chance.happens(0.12),
    )  # fmt: skip


def draw_item(habits: Habits, language: str, rates: tuple[Decimal, ...], day: date, chance: Chance) -> Item:
    """One line at one of the rates (the standard rate first)."""
    trade = habits.trade
    rate = chance.choice(rates[1:]) if len(rates) > 1 and chance.happens(max(0.15, trade.reduced)) else rates[0]
    quantity = _quantity(trade, chance)
    price = _price(trade, habits.decimals, chance)
    discount = (
        Decimal(chance.choice((0, 0, 5, 10, 10, 15, 20, 25, 30, 40))) / 100 if habits.has_discounts else Decimal(0)
    )
    return Item(
        description=_description(habits, language, chance),
        details=_details(habits, language, day, chance),
        code=chance.fill(habits.code_shape),
        barcode=barcode(chance),
        quantity=quantity,
        unit=chance.choice(trade.units),
        price=price,
        discount=discount,
        rate=rate,
        amount=cents(quantity * price * (1 - discount)),
        day=day - timedelta(days=chance.randint(0, 27)),
        order=chance.fill(habits.order_shape),
        reference=chance.fill(chance.choice(("##-####", "R#####", "AA###"))),
        ledger=chance.choice(("4000", "8000", "4310", "7010", "6250")),
    )


def _quantity(trade: Trade, chance: Chance) -> Decimal:
    low, high = trade.quantities
    if trade.is_fractional and chance.happens(0.4):
        steps = chance.choice(("0.25", "0.5", "0.5", "0.1", "0.001" if trade.name == "food" else "0.05"))
        return (Decimal(chance.uniform(low / 2, high / 2)) // Decimal(steps) * Decimal(steps)).normalize() or Decimal(1)
    return Decimal(1) if chance.happens(0.35) else Decimal(chance.randint(low, high))


def _price(trade: Trade, decimals: int, chance: Chance) -> Decimal:
    low, high = trade.prices
    raw = Decimal(low * (high / low) ** chance.random())
    if raw > 15 and chance.happens(0.35):
        return raw.quantize(Decimal(1), ROUND_HALF_UP).quantize(Decimal("0.01"))
    if chance.happens(0.25) and raw > 2:
        return raw.quantize(Decimal(1), ROUND_HALF_UP) - Decimal(chance.choice(("0.01", "0.05", "0.50")))
    price = raw.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return max(price, Decimal(1).scaleb(-decimals))


def _description(habits: Habits, language: str, chance: Chance) -> str:
    words = [chance.choice(names_of(habits.trade.name, language))]
    if habits.is_qualified and habits.trade.scene in ("goods", "webshop"):
        words += chance.some(
            (chance.choice(SIZES), chance.choice(COLOURS[language].split()), chance.fill("AA-###")), 0.35
        )
    elif habits.is_qualified and chance.happens(0.3):
        words.append(
            chance.choice(
                ("Q1", "Q2", "2023", "2024", chance.fill("#####"), chance.fill("AA-##"), "fase 2", "basic", "pro")
            )
        )
    text = " ".join(words)
    return text.upper() if habits.is_upper else text


def _details(habits: Habits, language: str, day: date, chance: Chance) -> tuple[str, ...]:
    """Further lines: serial numbers, periods, remarks."""
    serial = chance.choice(("S/N: {}", "SN {}", "Serienr. {}", "Ref. {}", "Lot {}", "{}")).format(
        chance.fill("AA########")
    )
    period = _period(day, chance)
    extra = chance.choice(names_of(habits.trade.name, language)).lower() + " " + chance.choice(SIZES)
    options = (serial, period, extra, f"{extra}, {chance.choice(COLOURS[language].split())}", barcode(chance))
    return tuple(chance.sample(options, chance.weighted(((1, 6), (2, 3), (3, 1)))))


def _period(day: date, chance: Chance) -> str:
    """From one day to another, around the invoice's date and often beyond it."""
    start = day + timedelta(days=chance.randint(-60, 25))
    end = start + timedelta(days=chance.choice((6, 13, 27, 29, 30, 30, 89, 364)))
    pattern = chance.choice(("%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%y", "%d %b %Y"))
    shape = chance.choice(
        ("{} - {}", "({} - {})", "{} – {}", "{}-{}", "({} t/m {})", "{} bis {}", "{} to {}", "{} au {}")
    )
    return shape.format(start.strftime(pattern), end.strftime(pattern))
