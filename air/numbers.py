"""Numbers as they are printed on invoices: `1.234,56`, `1,234.56`, `(12.00)`, `12,50-`, `€ 1'234.–`.

Which of point and comma separates the decimals is the document's habit: `decimal_comma_of` finds it, `parse_amount`
uses it where the number itself leaves it open (`1.234`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from air.document import Document

_MINUS = "\u2212\u2010\u2011\u2012\u2013\u2014"
_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\u2005\u2006\u2008\u200a\t"
_APOSTROPHES = "\u2019\u2018\u02bc\u00b4`"
_PLAIN = str.maketrans(
    {**dict.fromkeys(_MINUS, "-"), **dict.fromkeys(_SPACES, " "), **dict.fromkeys(_APOSTROPHES, "'")}
)

CURRENCY_SIGNS = {  # as printed, upper case -> ISO 4217; a sign of several currencies has the usual one
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "£": "GBP", "$": "USD", "US$": "USD", "USD$": "USD", "CA$": "CAD",
    "C$": "CAD", "A$": "AUD", "AU$": "AUD", "S$": "SGD", "HK$": "HKD", "NZ$": "NZD", "R$": "BRL", "¥": "JPY",
    "ZŁ": "PLN", "ZL": "PLN", "KČ": "CZK", "FT": "HUF", "KR": "SEK", "KR.": "DKK", "FR.": "CHF", "SFR.": "CHF",
    "RM": "MYR", "₹": "INR", "RS.": "INR", "RS": "INR", "₺": "TRY", "₽": "RUB", "₴": "UAH", "₩": "KRW", "₪": "ILS",
    "LEI": "RON", "ЛВ": "BGN",
}  # fmt: skip
CURRENCY_CODES = frozenset({
    "AED", "ARS", "AUD", "BGN", "BHD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP",
    "EUR", "GBP", "GHS", "HKD", "HRK", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KES", "KRW", "KWD",
    "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PEN", "PHP", "PLN", "QAR", "RON", "RUB", "SAR",
    "SEK", "SGD", "THB", "TND", "TRY", "TWD", "UAH", "USD", "UYU", "VND", "XAF", "XOF", "XPF", "ZAR",
})  # fmt: skip

_CURRENCY = "|".join(sorted((re.escape(c) for c in {*CURRENCY_SIGNS, *CURRENCY_CODES}), key=len, reverse=True))
_SHAPE = re.compile(
    rf"""
    (?P<open>[(\[])?\s*(?P<minus>[-+])?\s*
    (?:(?:{_CURRENCY})\s*)?
    (?P<minus_inside>[-+])?\s*
    (?P<body>\d[\d.,' ]*|[.,]\d+)
    (?P<dashes>-{{1,3}})?\s*
    (?:(?:{_CURRENCY})\s*)?
    (?P<minus_after>[-+])?\s*(?P<close>[)\]])?
    \s*(?P<credit>CR\.?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(
    r"(?P<whole>\d{1,3}(?P<group>[ .,'])\d{3}(?:(?P=group)\d{3})*)(?:(?P<point>[.,'])(?P<decimals>\d*))?"
)
_INDIAN = re.compile(r"(?P<whole>\d{1,2}(?:,\d{2})+,\d{3})(?:\.(?P<decimals>\d*))?")
_SIMPLE = re.compile(r"(?P<whole>\d*)(?P<point>[.,'])(?P<decimals>\d*)")
_COMMA_VOTE = re.compile(r"(?<![\w.,])\d{1,3}(?P<group>(?:[.']\d{3})+|\d*),\d{2}(?![\d.,])")
_POINT_VOTE = re.compile(r"(?<![\w.,])\d{1,3}(?P<group>(?:[,']\d{3})+|\d*)\.\d{2}(?![\d.,])")
_GROUPED_VOTES = 4  # a number with both separators proves more than 19.30, which may be a time


def plain_text(text: str) -> str:
    """The text with one kind of minus, space and apostrophe."""
    return text.translate(_PLAIN)


def parse_amount(text: str, *, decimal_comma: bool | None = None) -> Decimal | None:
    """The number that all of `text` stands for, with or without a currency; None if it is anything else.

    `decimal_comma` decides `1.234` and `1,234`; None takes the separator before three digits for thousands.

    >>> [str(parse_amount(t)) for t in ("1.234,56", "1,234.56", "1 234,56", "1'234.56", "1.234,-", "€ 1.234,--")]
    ['1234.56', '1234.56', '1234.56', '1234.56', '1234', '1234']
    >>> [str(parse_amount(t)) for t in ("(12.00)", "12.00-", "-12", "\u221212,5", "12.00 CR", "- € 3,00", "€-3,00")]
    ['-12.00', '-12.00', '-12', '-12.5', '-12.00', '-3.00', '-3.00']
    >>> [str(parse_amount("1.234", decimal_comma=habit)) for habit in (True, False, None)]
    ['1234', '1.234', '1234']
    >>> [str(parse_amount(t)) for t in ("EUR12.50", "12,50 zł", "1\u00a0234\u202f567,8", "41,1765", "0.125", ".50")]
    ['12.50', '12.50', '1234567.8', '41.1765', '0.125', '0.50']
    >>> [parse_amount(t) for t in ("12 %", "12.05.2020", "A12", "", "12/05", "1,2,3", "10-12", "12:30")]
    [None, None, None, None, None, None, None, None]
    """
    shape = _SHAPE.fullmatch(plain_text(text).strip()) if _DIGIT.search(text) else None
    if shape is None or bool(shape["open"]) != bool(shape["close"]):
        return None
    body = shape["body"].strip()
    dashes = shape["dashes"] or ""
    ends_in_dashes = bool(dashes) and body[-1] in ".,'"  # 12,- has no decimals; 12,50- is negative
    number = _number(body, decimal_comma) if body[-1] not in ".,'" or ends_in_dashes else None
    if number is None:
        return None
    signs = [shape["minus"], shape["minus_inside"], shape["minus_after"], "" if ends_in_dashes else dashes]
    is_negative = bool(shape["open"] or shape["credit"]) or any(sign and sign[0] == "-" for sign in signs)
    return -number if is_negative else number


def decimal_comma_of(document: Document) -> bool | None:
    """True if the document writes 1,50; False if 1.50; None if nothing shows it."""
    return decimal_comma_in(word.text for page in document.pages for word in page.words())


def decimal_comma_in(texts: Iterable[str]) -> bool | None:
    """True if most of the unambiguous numbers in `texts` write 1,50; None if none or as many write 1.50.

    >>> decimal_comma_in(["1.234,56", "12.50"]), decimal_comma_in(["$1,000.00"]), decimal_comma_in(["1.234"])
    (True, False, None)
    """
    balance = 0
    for text in texts:
        if len(text) >= 4 and ("," in text or "." in text):
            balance += _vote(_COMMA_VOTE, text) - _vote(_POINT_VOTE, text)
    return None if balance == 0 else balance > 0


def _vote(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text.translate(_PLAIN))
    if found is None:
        return 0
    return _GROUPED_VOTES if found["group"][:1] in (",", ".", "'") else 1


def _number(body: str, decimal_comma: bool | None) -> Decimal | None:
    """The value of digits with separators."""
    if body.isdecimal():
        return Decimal(body)
    grouped = _GROUPED.fullmatch(body)
    if grouped is not None and grouped["group"] != grouped["point"]:
        if grouped["point"] is None and _is_decimal(body, grouped["group"], decimal_comma):
            return Decimal(body.replace(",", ".").replace("'", "."))
        return _joined(grouped["whole"], grouped["decimals"])
    other = _INDIAN.fullmatch(body) or _SIMPLE.fullmatch(body)
    return None if other is None else _joined(other["whole"], other["decimals"])


def _is_decimal(body: str, separator: str, decimal_comma: bool | None) -> bool:
    """True if the only separator of 1.234 separates decimals."""
    if separator not in ".," or body.count(separator) > 1:
        return False
    return body.startswith("0") if decimal_comma is None else decimal_comma == (separator == ",")


def _joined(whole: str, decimals: str | None) -> Decimal:
    digits = re.sub(r"\D", "", whole) or "0"
    return Decimal(f"{digits}.{decimals}" if decimals else digits)
