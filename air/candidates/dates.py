"""Dates as they are printed in six languages.

Month names come from the Unicode locale data (Babel). Whether 3/4 is March or April is decided for the whole document:
by a date that allows only one reading, else by the legislation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from babel.dates import get_month_names

from air.candidate import Candidate
from air.candidates.lines import SearchLine, cell_below

FIRST_YEAR, LAST_YEAR = 1990, 2049  # of dates on documents that somebody still books
LONGEST_TERM = 180  # days
_LOOKALIKES = str.maketrans("01i", "oll")
SPELLINGS = {
    "sept": 9,
    "mrt": 3,
    "maa": 3,
    "fevr": 2,
    "juil": 7,
    "mär": 3,
    "mrz": 3,
    "jän": 1,
    "agos": 8,
    "gru": 12,
    "wrz": 9,
}

_TIME = r"(?=\d{1,2}:\d{2})"  # OCR glues the time of receipts to the date: 20/03/201813:01
_AFTER_TIME = r"(?<=\d:\d\d)"
_LONG_YEAR = r"(?:19|20)\d\d(?!:\d\d)"  # 23.03.2015:32 is in 2020, at 15:32
_NUMERIC = re.compile(
    rf"(?:(?<![\d/-])(?<!\d[.,])|{_AFTER_TIME})"
    r"(?:(?P<y1>(?:19|20)\d\d) ?(?P<s1>[-/.]) ?(?P<m1>\d{1,2}) ?(?P=s1) ?(?P<d1>\d{1,2})"
    rf"|(?P<a>\d{{1,2}}) ?(?P<s2>[-/.]) ?(?P<b>\d{{1,2}}) ?(?P=s2) ?(?P<y2>{_LONG_YEAR}|\d\d)"
    rf"|(?P<a3>\d{{1,2}}) (?P<b3>\d{{1,2}}) (?P<y3>20\d\d))(?:(?![\d/-]|[.,]\d)|{_TIME})"
)
_COMPACT = re.compile(r"(?<!\w)(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\w)")
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|e|º|\.)?"
_YEAR = rf"(?P<y>{_LONG_YEAR}|['’]?\d\d(?:(?!\w)|{_TIME}))"
_BEGINS_DATE = re.compile(r"(?<![\d.,/])\d{1,2}\.?(?: [^\W\d]{3,12}\.?)?$")  # a day, or day and month
TAIL, HEAD = 3, 2  # words of a date on either line
_TERM = re.compile(r"(?<![\d.,/])(\d{1,3}) ?(?:days?|dagen|dgn|tage[n]?|jours?|d[ií]as|dni|t\.)", re.IGNORECASE)
_GLUE = r"(?:[ \-/.,]*|[ ]+(?:de|of|van|den)[ ]+)"


def find_dates(lines: Iterable[SearchLine], *, month_first: bool) -> Iterator[Candidate]:
    """Every date; `month_first` reads 3/4/2025 as March 4, unless a date in the document proves the other order."""
    lines = list(lines)
    month_first = _proven_order(lines, month_first)
    day_second = any(m["y1"] and int(m["m1"]) > 12 for line in lines for m in line.matches(_NUMERIC))  # 2025-29-01
    for line in lines:
        for match in line.matches(_NUMERIC):
            day = _numeric_date(match, month_first, day_second)
            if day:
                yield line.candidate("date", match, day)
        for match in line.matches(_COMPACT):
            day = _day(match["y"], match["m"], match["d"])
            if day:
                yield line.candidate("date", match, day)
        if any(c.isalpha() for c in line.text):
            for pattern in _named():
                for match in line.matches(pattern):
                    if day := _named_date(match):
                        yield line.candidate("date", match, day)
    yield from _over_two_lines(lines)


def _over_two_lines(lines: list[SearchLine]) -> Iterator[Candidate]:
    """Dates that begin at the end of a cell and end in the cell below it; as a candidate they are their beginning."""
    for at, line in enumerate(lines):
        for first, last in line.cells():
            words = line.line.words[max(first, last - TAIL + 1) : last + 1]
            tail = " ".join(word.text for word in words)
            if not _BEGINS_DATE.search(tail):
                continue
            below = " ".join(word.text for word in cell_below(lines, at, first)[:HEAD])
            match = next((m for p in _named() if (m := p.search(f"{tail} {below}")) and m.end() > len(tail)), None)
            if match and match.start() < len(tail) and (day := _named_date(match)):
                start = last - tail[match.start() :].count(" ")
                text = tail[match.start() :]
                yield Candidate(
                    "date", text, day, line.line.words[start : last + 1], line.page, line.index, start, last
                )


def _named_date(match: re.Match[str]) -> date | None:
    return _day(match["y"], str(_month_number(match["m"])), match["d"])


def payment_terms(lines: Iterable[SearchLine]) -> frozenset[int]:
    """The numbers of days that are printed, each of which may be the payment term."""
    days = (int(match[1]) for line in lines for match in line.matches(_TERM))
    return frozenset(count for count in days if 0 < count <= LONGEST_TERM)


def _proven_order(lines: list[SearchLine], month_first: bool) -> bool:
    day_leads = month_leads = 0
    for line in lines:
        for match in line.matches(_NUMERIC):
            if match["a"] is None:
                continue
            first, second = int(match["a"]), int(match["b"])
            day_leads += 12 < first <= 31 and second <= 12
            month_leads += 12 < second <= 31 and first <= 12
    return month_first if day_leads == month_leads else month_leads > day_leads


def _numeric_date(match: re.Match[str], month_first: bool, day_second: bool) -> date | None:
    if match["y1"]:
        month, day = (match["d1"], match["m1"]) if day_second else (match["m1"], match["d1"])
        return _day(match["y1"], month, day) or _day(match["y1"], day, month)
    if match["y3"]:
        return _day(match["y3"], match["b3"], match["a3"])
    first, second, year = match["a"], match["b"], match["y2"]
    month, day = (first, second) if month_first else (second, first)
    if int(month) > 12:  # a line may still prove the other order
        month, day = day, month
    return _day(year, month, day) or _day(first, second, year)  # 25-01-29 is a year in front


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year.lstrip("'’"))
    if number < 100:
        number += 2000 if number < 60 else 1900
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= number <= LAST_YEAR else None


def plain(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c)).replace(
        "ł", "l"
    )


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in ("en", "nl", "de", "fr", "es", "pl"):
        for width in ("abbreviated", "wide"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    names[plain(name).rstrip(".")] = number
    names.update({plain(name): number for name, number in SPELLINGS.items()})
    return {name: number for name, number in names.items() if len(name) >= 3}


def _month_number(name: str) -> int:
    return _as_read().get(_lookalike(plain(name).rstrip(".")), 0)


@cache
def _as_read() -> dict[str, int]:
    return {_lookalike(name): number for name, number in _months().items()}


def _lookalike(name: str) -> str:
    return name.translate(_LOOKALIKES)


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    accents = str.maketrans({"e": "[eéèêÉ]", "u": "[uû]", "a": "[aä]", "z": "[zź]", "n": "[nń]", "s": "[sś]"})
    accents |= str.maketrans({"o": "[o0]", "i": "[i1l]", "l": "[l1i]"})  # 0ktober and Apri1, as OCR reads them
    names = "|".join(name.translate(accents) for name in sorted(_months(), key=len, reverse=True))
    month = rf"(?P<m>{names})\.?"
    day_month = rf"(?:(?<![\w.,])|{_AFTER_TIME}){_DAY}{_GLUE}{month}{_GLUE}{_YEAR}(?:(?!\d)|{_TIME})"
    month_day = rf"(?<!\w){month}[ \-/.]*{_DAY}(?:[ ]*,[ ]*|[ \-/.]+){_YEAR}(?:(?!\d)|{_TIME})"
    year_month = rf"(?<!\d)(?P<y>(?:19|20)\d\d)[ \-/.]+{month}[ \-/.]+(?P<d>\d{{1,2}})(?!\d)"
    return tuple(re.compile(p, re.IGNORECASE) for p in (day_month, month_day, year_month))
