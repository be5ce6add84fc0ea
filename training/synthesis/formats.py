"""How one supplier prints numbers, money, percentages and dates: drawn once per layout from the lexicon's formats."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from air import lexicon
from training.synthesis.chance import Chance

HOME_CURRENCY = {"gb": "GBP", "usa": "USD", "pl": "PLN"}  # the others have EUR
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "PLN": "zł", "CHF": "CHF", "SEK": "kr", "MYR": "RM", "SGD": "S$",
         "AUD": "A$", "NZD": "NZD", "CAD": "C$", "ZAR": "ZAR", "AED": "AED"}  # fmt: skip
_SEPARATORS = {  # the lexicon's shape of 1234.56 -> between thousands, before cents
    "1.234,56": (".", ","),
    "1234,56": ("", ","),
    "1,234.56": (",", "."),
    "1 234,56": (" ", ","),
    "1234.56": ("", "."),
    "1 234,56 (narrow no-break space U+202F)": ("\u202f", ","),
    "1 234.56": (" ", "."),
    "1'234.56 (Switzerland)": ("'", "."),
}
ANYWHERE = (
    ("yyyy-mm-dd", 2),
    ("yyyy/mm/dd", 1),
    ("dd-MMM-yyyy", 1),
    ("dd MMM yyyy", 1),
    ("yyyymmdd", 0.4),
    ("dd.mm.yy", 0.5),
)
_DATE_TOKEN = re.compile(r"dddd|dd|d(?=[^a-z]|S|$)S?|MMMM|MMM|mm|m|yyyy|yy|1er")


@dataclass(frozen=True, slots=True)
class Formats:
    """The habits of one layout."""

    language: str
    group: str  # between thousands
    decimal: str  # before the cents
    cell_money: str  # "#" with the currency beside it or not, in table cells
    total_money: str  # the same for totals
    currency: str  # ISO code
    negative: str  # shape of -1,23
    percent_shape: str  # shape of a rate
    quantity_decimals: int
    price_decimals: int
    date_shape: str
    second_date_shape: str  # in table cells and small print
    whole: str | None = None  # instead of the cents of whole amounts ("", ",-"); None: 00

    def number(self, value: Decimal, decimals: int = 2) -> str:
        """1234.5 as this supplier prints it; without a sign for the currency."""
        whole, _, cents = f"{abs(value):,.{decimals}f}".partition(".")
        cents = self.decimal + cents if cents else ""
        if self.whole is not None and decimals == 2 and value == int(value):
            cents = self.whole
        text = whole.replace(",", self.group) + cents
        return self._signed(text) if value < 0 else text

    def money(self, value: Decimal) -> str:
        """An amount in a table cell."""
        return self._placed(self.cell_money, value)

    def price(self, value: Decimal) -> str:
        """A unit price; more than two decimals where the price has them or the layout likes them."""
        exponent = value.normalize().as_tuple().exponent
        needed = max(2, -exponent if isinstance(exponent, int) else 2)
        return self.cell_money.replace("#", self.number(value, max(self.price_decimals, needed)))

    def total(self, value: Decimal) -> str:
        """An amount in the totals block."""
        return self._placed(self.total_money, value)

    def with_currency(self, value: Decimal) -> str:
        """An amount in running text, always with its currency."""
        shape = self.total_money if self.total_money != "#" else f"{SIGNS[self.currency]} #"
        return self._placed(shape, value)

    def percent(self, fraction: Decimal, *, sign: bool = True) -> str:
        """0.21 as 21%, 21,00 % or 21."""
        decimals = 2 if "00" in self.percent_shape else 1 if re.search(r"[,.]\d", self.percent_shape) else 0
        value = (fraction * 100).normalize()
        exponent = value.as_tuple().exponent
        needed = max(decimals, -exponent if isinstance(exponent, int) and exponent < 0 else 0)
        text = f"{value:.{needed}f}".replace(".", self.decimal)
        return text + re.sub(r"^[\d.,]+", "", self.percent_shape) if sign else text

    def quantity(self, value: Decimal) -> str:
        """A quantity; decimals where it has them or the layout likes them."""
        exponent = value.normalize().as_tuple().exponent
        needed = max(0, -exponent if isinstance(exponent, int) else 0)
        return self.number(value, max(self.quantity_decimals, needed))

    def day(self, value: date) -> str:
        """A date as in the header."""
        return date_text(value, self.date_shape, self.language)

    def short_day(self, value: date) -> str:
        """A date in a table cell or a sentence."""
        return date_text(value, self.second_date_shape, self.language)

    @property
    def shows_currency(self) -> bool:
        """True if amounts carry the currency's sign or code."""
        return self.cell_money != "#" or self.total_money != "#"

    def _placed(self, shape: str, value: Decimal) -> str:
        text = shape.replace("#", self.number(abs(value)))
        return self._signed(text) if value < 0 else text

    def _signed(self, text: str) -> str:
        return self.negative.replace("#", text)


def draw_formats(legislation: str, language: str, chance: Chance, *, currency: str = "") -> Formats:
    """The habits of a supplier in that country writing in that language; `currency` if it is not the country's."""
    known = lexicon.formats()
    region = legislation if language != "en" or legislation in ("gb", "usa") else chance.choice((legislation, "gb"))
    group, decimal = chance.weighted([(_SEPARATORS[n], w) for n, w in known["numbers"][region] if n in _SEPARATORS])
    given, currency = currency, currency or HOME_CURRENCY.get(legislation, "EUR")
    if not given and chance.happens(0.04):
        currency = chance.choice([code for code in ("EUR", "USD", "GBP", "CHF") if code != currency])
    total = _placement(legislation, currency, chance)
    cell = "#" if chance.happens(0.6) else total if chance.happens(0.8) else _placement(legislation, currency, chance)
    shapes = [(d, w) for d, w in known["dates"][region] if "MMM" not in d or legislation != "pl" or language == "pl"]
    shapes += [(d, w * 0.4) for d, w in ANYWHERE]
    return Formats(
        language=language,
        group=group,
        decimal=decimal,
        cell_money=cell,
        total_money=total,
        currency=currency,
        negative=chance.weighted((("-#", 8), ("#-", 2), ("(#)", 1), ("- #", 2))),
        percent_shape=chance.weighted(known["percent"][legislation]),
        quantity_decimals=chance.weighted(((0, 12), (2, 4), (3, 1), (1, 1))),
        price_decimals=chance.weighted(((2, 16), (3, 2), (4, 2))),
        date_shape=chance.weighted(shapes),
        second_date_shape=chance.weighted([(d, w) for d, w in shapes if "MMMM" not in d]),
        whole=chance.weighted(
            (
                (None, 30),
                ("", 2),
                (f"{decimal}-", 1 if decimal == "," else 0),
                (f"{decimal}--", 0.3 if decimal == "," else 0),
            )
        ),
    )


def in_language(formats: Formats, language: str) -> Formats:
    """The same habits with the months of another language."""
    return replace(formats, language=language)


def date_text(value: date, shape: str, language: str) -> str:
    """The date in one of the lexicon's shapes.

    >>> date_text(date(2024, 3, 5), "d MMMM yyyy", "nl"), date_text(date(2024, 3, 5), "dd/mm/yy", "fr")
    ('5 maart 2024', '05/03/24')
    """
    known = lexicon.formats()
    plain = re.sub(r"\s*\(.*\)", "", shape)
    names: dict[str, Any] = known["months"][language]
    month = names["genitive" if "genitive" in shape and "genitive" in names else "full"][value.month - 1]
    tokens = {
        "dddd": known["weekdays"][language][value.weekday()], "dd": f"{value.day:02d}", "d": f"{value.day}",
        "dS": f"{value.day}{_ordinal(value.day)}", "1er": "1er" if value.day == 1 else f"{value.day}",
        "MMMM": month, "MMM": names["abbreviated"][value.month - 1], "mm": f"{value.month:02d}", "m": f"{value.month}",
        "yyyy": f"{value.year}", "yy": f"{value.year % 100:02d}",
    }  # fmt: skip
    return " ".join(
        _DATE_TOKEN.sub(lambda m: tokens[m[0]], part) if part != "de" else part for part in plain.split(" ")
    )


def _placement(legislation: str, currency: str, chance: Chance) -> str:
    shapes = lexicon.formats()["currency_placement"][legislation]
    shape = chance.weighted([(s, w) for s, w in shapes if "##" not in s and "--" not in s])
    if re.search(r"[A-Z]{3}", shape):
        return re.sub(r"(US)?\$|[A-Z]{3}", currency, shape, count=1) if "$" not in shape else f"{currency} #"
    return re.sub(r"US\$|[€£$]|zł|Euros?", SIGNS[currency], shape)


def _ordinal(day: int) -> str:
    return "th" if 10 <= day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
