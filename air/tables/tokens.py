"""Words joined to what they mean in a table: `€ 12,00`, `1 234,56` and `19 %` are one token each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from air.document import Word
from air.numbers import CURRENCY_CODES, CURRENCY_SIGNS, parse_amount, plain_text

TEXT, CODE, INTEGER, AMOUNT, PERCENT, CURRENCY, DATE, LETTER = range(8)  # kinds of token
NUMERIC = frozenset({INTEGER, AMOUNT, PERCENT})

_PERCENT = re.compile(r"[-+(]?\d{1,3}(?:[.,]\d{1,3})?%\)?-?")
_DATE = re.compile(r"\d{1,2}[-./]\d{1,2}[-./](?:\d{2}){1,2}|\d{4}[-./]\d{1,2}[-./]\d{1,2}")
_CODE = re.compile(r"(?=.*\d)[\w./#+-]{3,}")
_THOUSANDS = re.compile(r"\d{3}(?:[.,]\d{1,4})?(?:[-)]|€|\$|£)?")
_LEADING = re.compile(r"[-(+]? ?[€$£]?\d{1,3}")
_ONE_SEPARATOR = re.compile(r"(\D{0,2}\d{1,3}(?:([.,])\d{3})+)(\2)(\d{2}\D{0,2})")
_TAX_CLASS = re.compile(r"(.*\d)[ ]?([A-Z*#]{1,2})")
_MARKS = frozenset("xX*×@.:-+=|•·")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or a few that stand for one number."""

    text: str
    kind: int
    left: float  # page widths
    right: float
    confidence: float  # the lowest of its words
    parts: tuple[Token, ...] = ()  # that were joined

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC

    @property
    def apart(self) -> tuple[Token, ...]:
        """`2 108,53 €` as the `2` of one column and the `108,53 €` of the next; itself if it can't be both."""
        if len(self.parts) < 2 or self.parts[0].kind != INTEGER or not _THOUSANDS.fullmatch(self.parts[1].text):
            return (self,)
        rest: Token | None = self.parts[1]
        for part in self.parts[2:]:
            rest = rest and _join(rest, part)
        return (self,) if rest is None else (self.parts[0], rest)


@lru_cache(maxsize=20_000)
def kind_of(text: str) -> int:
    """What a single word looks like.

    >>> [kind_of(t) for t in ("12,50", "€12", "3", "19%", "EUR", "A-1042", "Stoel", "B", "01.02.2024")] == [
    ...     AMOUNT, AMOUNT, INTEGER, PERCENT, CURRENCY, CODE, TEXT, LETTER, DATE]
    True
    """
    plain = plain_text(text)
    if not any(c.isdigit() for c in plain):
        if plain.upper() in CURRENCY_SIGNS or plain.upper() in CURRENCY_CODES:
            return CURRENCY
        return LETTER if len(plain) == 1 else TEXT
    if _PERCENT.fullmatch(plain):
        return PERCENT
    if _DATE.fullmatch(plain):
        return DATE
    if parse_amount(plain) is not None:
        return INTEGER if plain.lstrip("+-").isdecimal() else AMOUNT
    return CODE if _CODE.fullmatch(plain) else TEXT


@lru_cache(maxsize=20_000)
def number_in(text: str, decimal_comma: bool | None) -> Decimal | None:
    """The number a cell starts with, unit, percent sign and tax class left away; None without one.

    >>> [str(number_in(t, True)) for t in ("2 pcs", "1,5 uur", "2 x", "3Stk", "€ 12,00", "19,00 %", "1,99 A")]
    ['2', '1.5', '2', '3', '12.00', '19.00', '1.99']
    >>> [number_in(t, True) for t in ("Stoel 2", "", "01.02.2024", "per uur")]
    [None, None, None, None]
    """
    plain = plain_text(text).strip()
    whole = parse_amount(plain, decimal_comma=decimal_comma)
    if whole is not None:
        return whole
    parts = plain.split()
    for end in range(len(parts), 0, -1):
        head = " ".join(parts[:end]).rstrip("%*xX×/ ")
        number = parse_amount(head, decimal_comma=decimal_comma)
        if number is not None:
            return number
    return _number_with_unit(parts[0], decimal_comma) if parts else None


def tokens_of(words: Sequence[Word], space: float, *, is_scanned: bool = False) -> list[Token]:
    """The tokens of a line; `space` is the widest gap inside a number, in page widths."""
    tokens: list[Token] = []
    for word in words:
        text = _other_point(word.text) if is_scanned else word.text
        for token in _split_tax_class(word, text):
            last = tokens[-1] if tokens else None
            joined = None if last is None or token.left - last.right > space else _join(last, token)
            if joined is None:
                tokens.append(token)
            else:
                tokens[-1] = joined
    return tokens


def is_mark(token: Token) -> bool:
    """True for signs between numbers, as in 2 x 1,99."""
    return token.text in _MARKS


def _other_point(text: str) -> str:
    """`1.307.38` as it was printed: OCR takes commas for points, and points for commas.

    >>> [_other_point(text) for text in ("1.307.38", "€1,154,88", "1.234.567", "12.05.20")]
    ['1.307,38', '€1,154.88', '1.234.567', '12.05.20']
    """
    match = _ONE_SEPARATOR.fullmatch(text)
    return text if match is None else f"{match[1]}{'.' if match[3] == ',' else ','}{match[4]}"


def _split_tax_class(word: Word, text: str) -> list[Token]:
    """`1,99A` of a receipt is an amount and a letter."""
    box = word.box
    kind = kind_of(text)
    match = _TAX_CLASS.fullmatch(text) if kind in (CODE, TEXT) else None
    if match is None or kind_of(match[1]) != AMOUNT:
        return [Token(text, kind, box.left, box.right, word.confidence)]
    cut = box.left + box.width * len(match[1]) / len(text)
    return [
        Token(match[1], AMOUNT, box.left, cut, word.confidence),
        Token(match[2], LETTER, cut, box.right, word.confidence),
    ]


def _join(last: Token, token: Token) -> Token | None:
    """Both as one token if together they are one number."""
    kind = _joined_kind(last, token)
    if kind is None:
        return None
    text = f"{last.text} {token.text}"
    parts = (*(last.parts or (last,)), *(token.parts or (token,)))
    return Token(text, kind, last.left, token.right, min(last.confidence, token.confidence), parts)


def _joined_kind(last: Token, token: Token) -> int | None:
    if token.text == "%" and last.kind in (INTEGER, AMOUNT):
        return PERCENT
    if (last.kind == CURRENCY or last.text in ("-", "+")) and token.kind in (INTEGER, AMOUNT):
        return AMOUNT if last.kind == CURRENCY else token.kind
    if last.kind in (INTEGER, AMOUNT) and token.kind == CURRENCY:
        return AMOUNT
    if token.text in ("-", "CR") and last.kind == AMOUNT:
        return AMOUNT
    if _LEADING.fullmatch(last.text) and _THOUSANDS.fullmatch(token.text) and token.kind == AMOUNT:
        return AMOUNT
    if last.kind == AMOUNT and " " in last.text and last.text[-3:].isdecimal() and _THOUSANDS.fullmatch(token.text):
        return AMOUNT if parse_amount(f"{last.text} {token.text}") is not None else None
    return None


def _number_with_unit(word: str, decimal_comma: bool | None) -> Decimal | None:
    """The number of `3Stk` or `2x`; None for codes, dates and fractions."""
    match = re.fullmatch(r"([-+]?\d[\d.,']*)([^\W\d]{1,8}\.?|[×])", word)
    return None if match is None else parse_amount(match[1], decimal_comma=decimal_comma)
