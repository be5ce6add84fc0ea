"""Is a value printed in the documents, and where? For answers of a reader that may make things up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property, partial
from itertools import accumulate
from typing import Any

from air.candidate import Candidate
from air.candidates import SearchLine, compact, search_lines
from air.candidates.amounts import find_amounts
from air.candidates.currencies import find_currencies
from air.candidates.dates import find_dates
from air.document import Box, Document, Page, Word
from air.numbers import decimal_comma_in
from air.schema import SchemaField

AROUND = " ,;:"  # what stands beside a text is not part of it
NUMBERS = ("number", "integer")
LARGEST_EXPONENT = 12  # of a number that may be looked for


Finds = list[tuple[int, Candidate]]  # with the index of its file


@dataclass(frozen=True, slots=True)
class Printed:
    """A value in the type of its field, with the first words that say it."""

    value: str | int | float
    file_index: int
    page_index: int  # of the file
    box: Box
    text: str


class Grounds:
    """The words of some documents, ready to be searched for values."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._pages = [(at, page) for at, document in enumerate(documents) for page in document.pages]

    def find(self, value: Any, field: SchemaField) -> Printed | None:
        """Where the value stands; None if it stands nowhere, or is not of the field's type. A yes or no never does."""
        if field.type in NUMBERS:
            return self._number(_decimal(value), field.type)
        if field.type == "date":
            day = _day(value)
            return None if day is None else self._candidate(self._dates, day, day.isoformat())
        if not isinstance(value, str):
            return None
        if field.type == "currency":
            return self._candidate(self._currencies, value.upper(), value.upper()) or self._text(value, value)
        if field.type == "enum":
            return self._text(value, value) if value in field.enum else None
        return self._text(value, None) if field.type == "string" else None

    def _number(self, wanted: Decimal | None, kind: str) -> Printed | None:
        if wanted is None:
            return None
        if wanted != wanted.to_integral_value():
            return None if kind == "integer" else self._candidate(self._amounts, wanted, float(wanted))
        return self._candidate(self._amounts, wanted, int(wanted)) or self._whole(int(wanted))

    def _whole(self, wanted: int) -> Printed | None:
        """A number that is no amount: a percentage, or longer than money is."""
        alone = re.compile(rf"(?<![\w.,-]){wanted}(?!\w|[.,]\d)")
        found = ((at, line, match) for at, line in self._lines for match in line.matches(alone))
        return next((_at(at, line.candidate("amount", match, wanted), wanted) for at, line, match in found), None)

    def _candidate(self, among: Finds, wanted: object, value: str | int | float) -> Printed | None:
        return next((_at(at, one, value) for at, one in among if one.value == wanted), None)

    def _text(self, wanted: str, value: str | None) -> Printed | None:
        """Without a value of its own it is given as it is printed, so that no other spelling comes in."""
        for file_index, page in self._pages:
            if words := _that_say(page, compact(wanted)):
                text = " ".join(word.text for word in words).strip(AROUND)
                return Printed(value or text, file_index, page.index, Box.around(word.box for word in words), text)
        return None

    @cached_property
    def _lines(self) -> list[tuple[int, SearchLine]]:
        return [(at, line) for at, page in self._pages for line in search_lines(page)]

    def _found(self, find: Callable[[list[SearchLine]], Iterable[Candidate]]) -> Finds:
        """What it finds in the lines of each file."""
        files = sorted({at for at, _ in self._lines})
        return [(at, one) for at in files for one in find([line for file, line in self._lines if file == at])]

    @cached_property
    def _amounts(self) -> Finds:
        comma = decimal_comma_in(word.text for _, page in self._pages for word in page.words())
        return self._found(partial(find_amounts, decimal_comma=comma))

    @cached_property
    def _dates(self) -> Finds:
        """In both orders of day and month; which one holds is not known."""
        return [one for first in (False, True) for one in self._found(partial(find_dates, month_first=first))]

    @cached_property
    def _currencies(self) -> Finds:
        return self._found(find_currencies)


def _that_say(page: Page, wanted: str) -> list[Word]:
    """The first words, one after another in reading order, whose letters and digits are these."""
    pairs = [(word, compact(word.text)) for word in page.words()]
    words = [word for word, key in pairs if key]
    ends = list(accumulate(len(key) for _, key in pairs if key))
    starts = {end: number for number, end in enumerate([0, *ends[:-1]])}
    lasts = {end: number for number, end in enumerate(ends)}
    for start in _all("".join(key for _, key in pairs), wanted):
        if start in starts and start + len(wanted) in lasts:
            return words[starts[start] : lasts[start + len(wanted)] + 1]
    return []


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _at(file_index: int, one: Candidate, value: str | int | float) -> Printed:
    return Printed(value, file_index, one.page.index, one.box, one.text)


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.adjusted() < LARGEST_EXPONENT else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
