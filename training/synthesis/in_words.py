"""Amounts in words: "Słownie: sto dwadzieścia złotych 50/100", as cheques, notaries and many invoices print them."""

from __future__ import annotations

from decimal import Decimal

from num2words import num2words

from training.synthesis.blocks import Block, Lines
from training.synthesis.chance import Chance
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.sheet import Text
from training.synthesis.tax_table import sign

SHARES = {"pl": 0.3, "es": 0.08, "fr": 0.06, "en": 0.04, "de": 0.03, "nl": 0.03}  # of the layouts print them
UNITS = {  # per language: what euros, pounds, dollars and the like are called
    "nl": {"EUR": "euro", "USD": "dollar", "GBP": "pond", "PLN": "zloty"},
    "de": {"EUR": "Euro", "USD": "Dollar", "GBP": "Pfund", "PLN": "Zloty"},
    "fr": {"EUR": "euros", "USD": "dollars", "GBP": "livres", "PLN": "zlotys"},
    "en": {"EUR": "euros", "USD": "dollars", "GBP": "pounds", "PLN": "zloty"},
    "es": {"EUR": "euros", "USD": "dólares", "GBP": "libras", "PLN": "zlotys"},
    "pl": {"EUR": "euro", "USD": "dolarów", "GBP": "funtów", "PLN": "złotych"},
}
CENTS = {"nl": "cent", "de": "Cent", "fr": "centimes", "en": "cents", "es": "céntimos", "pl": "groszy"}
JOINTS = {"nl": "en", "de": "und", "fr": "et", "en": "and", "es": "con", "pl": "i"}
NEGATIVE = {"nl": "min", "de": "minus", "fr": "moins", "en": "minus", "es": "menos", "pl": "minus"}


def spelled(amount: Decimal, language: str, currency: str, form: str) -> str:
    """The amount in words; the `form` says how cents stand: "fraction", "words", or "code" for a code and a fraction.

    >>> spelled(Decimal("120.50"), "pl", "PLN", "fraction"), spelled(Decimal("21.05"), "nl", "EUR", "words")
    ('sto dwadzieścia złotych 50/100', 'eenentwintig euro en vijf cent')
    """
    whole, cents = divmod(int(abs(amount) * 100), 100)
    unit = currency if form == "code" else UNITS[language].get(currency, currency)
    words = f"{num2words(whole, lang=language)} {unit}"
    if amount < 0:
        words = f"{NEGATIVE[language]} {words}"
    if form == "words":
        tail = f" {JOINTS[language]} {num2words(cents, lang=language)} {CENTS[language]}"
        return words + (tail if cents else "")
    return f"{words} {cents:02d}/100"


def amount_in_words(design: Design, content: Content) -> Block | None:
    """The total in words under its label, beside the figures; None where the layout has none."""
    if not design.chance.fork("in words").happens(SHARES[design.words.language]):
        return None
    return words_line(design, content)


def words_line(design: Design, content: Content) -> Block:
    """The total in words, with the label of this layout in front."""
    chance: Chance = design.chance.fork("words line")
    form = chance.weighted((("fraction", 5), ("words", 3), ("code", 2)))
    language = design.words.language
    text = spelled(sign(design, content) * content.totals.gross, language, design.formats.currency, form)
    text = chance.weighted(((text, 6), (text.capitalize(), 3), (text.upper(), 1)))
    text = chance.choice(("{}", "{}", "{}.", "*** {} ***", "## {} ##", "- {} -")).format(text)
    label = design.words.label("amount_in_words")
    return Lines((Text(f"{label}{chance.choice((':', ':', ' :', ''))} {text}".strip()),), design.pen)
