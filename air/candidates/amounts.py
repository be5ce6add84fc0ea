"""Amounts of money and percentages.

Spaces inside a number are doubtful: "2 150,00" is two thousand or a quantity and a price, so both readings are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from air.candidate import Candidate
from air.candidates.lines import SearchLine
from air.numbers import parse_amount, plain_text

LARGEST = Decimal(10) ** 10  # beyond is a number of something

_SIGN = r"(?:US\$|CA\$|[ACS]\$|[€£$¥₹]|EUR|USD|GBP|PLN|CHF|RM|zł|zl)"
_BODY = r"(?:\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,4})?|\d+[.,]\d{1,4}|\d+|[.,]\d{2})"
_AMOUNT = re.compile(
    rf"(?<![\w.,/:-])(?P<number>[(\[]?[-+]? ?(?:{_SIGN}(?! \d+ ))? ?[-+]?{_BODY}(?:[.,]?--?|[.,](?=[ \t]|$))?[)\]]?)"
    rf"(?P<after> ?{_SIGN}\)?)?(?P<cr> CR\b)?(?![\w/:%]|[.,]\d|-\w| ?%)",
    re.IGNORECASE,
)
_SPACED = re.compile(
    rf"(?<![\w.,/:-])(?P<number>-?{_SIGN}? ?\d{{1,3}}(?: \d{{3}})+(?:[.,]\d{{1,2}})?-?)(?![\w/:%]|[.,]\d| ?%)",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    rf"(?<![\w.,/:-])(?P<number>-?{_SIGN}? ?(?:\d{{1,3}}(?:[.,]\d{{3}})*|\d+)(?: [.,]|[.,] )\d{{2}})"
    r"(?![\w/:%]|[.,]\d| ?%)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\w.,])(?P<number>\d{1,2}(?:[.,]\d{1,3})?) ?%")
_HAS_SIGN = re.compile(_SIGN, re.IGNORECASE)


def find_amounts(lines: Iterable[SearchLine], *, decimal_comma: bool | None) -> Iterator[Candidate]:
    """Every number that may be money; `is_proven` where a currency stands with it."""
    for line in lines:
        text = plain_text(line.text.replace("\t", "\v")).replace("\v", "\t")  # keep wide gaps apart
        line = replace(line, text=text)
        broken = [match.span() for match in line.matches(_BROKEN)]
        for pattern in (_BROKEN, _AMOUNT, _SPACED):
            for match in line.matches(pattern):
                if pattern is not _BROKEN and any(a < match.end() and match.start() < b for a, b in broken):
                    continue
                printed = match["number"]
                joined = re.sub(r" ?([.,]) ?", r"\1", printed) if pattern is _BROKEN else printed
                if joined.startswith(("(", "[")) != joined.endswith(
                    (")", "]")
                ):  # the sign stands between, or it is text
                    joined = joined.strip("()[]")
                value = parse_amount(
                    joined.rstrip(".,") if not joined.endswith("-") else joined, decimal_comma=decimal_comma
                )
                if value is None or abs(value) >= LARGEST:
                    continue
                if pattern is _AMOUNT and match["cr"]:
                    value = -abs(value)
                signed = bool(_HAS_SIGN.search(match[0])) or _sign_beside(text, match.start(), match.end())
                yield line.candidate("amount", match, value, group=match.re.groupindex["number"], proven=signed)


def printed_rates(lines: Iterable[SearchLine]) -> frozenset[Decimal]:
    """All printed percentages, as fractions (0.21)."""
    return frozenset(rate for line in lines for rate in rates_in(line.text))


def rates_in(text: str) -> frozenset[Decimal]:
    """The percentages in a text, as fractions.

    >>> rates_in("21% over 100,00"), rates_in("TAX 9.875%")
    (frozenset({Decimal('0.21')}), frozenset({Decimal('0.09875')}))
    """
    numbers = (match["number"] for match in _PERCENT.finditer(text))
    values = (parse_amount(number, decimal_comma="," in number) for number in numbers)
    return frozenset(value / 100 for value in values if value is not None)


def _sign_beside(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 4) : start].strip(), text[end : end + 4].strip()
    return bool(_HAS_SIGN.search(before) or _HAS_SIGN.match(after))
