"""Words read as a value of a type: a number with its unit, a date, yes or no, one of some answers, plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapidfuzz.distance import OSA

from air.candidate import Candidate
from air.numbers import parse_amount, plain_text
from air.phrases import normal
from air.schema.definition import SchemaField
from air.schema.grid import Spot
from air.schema.values import Json, as_json

YES = frozenset("yes y ja j oui o si s tak t true waar wahr vrai x v".split())  # noqa: SIM905
NO = frozenset("no n nee nein non nie false onwaar falsch faux none geen keine".split())  # noqa: SIM905
_CHECKED = re.compile(r"[\[(]\s*[xX✓✔]\s*[\])]|[☒☑✓✔]")
_UNCHECKED = re.compile(r"[\[(]\s*[\])]|[☐□]")
_NUMBER = re.compile(
    r"(?<![\w.,/:])(?<!\d-)[-+(]?\s?(?:[€$£¥]|EUR|USD|GBP|PLN|CHF|RM)?\s?-?"
    r"(?P<number>\d{1,3}(?:[ '.,]\d{3})+(?:[.,]\d{1,4})?(?!\d)|\d+[.,]\d+|\d+)(?P<dashes>,-{1,2}|\.-{1,2})?"
    r"(?![\d/:]|[.,]\d|-\d)"
)
_EDGES = " \t:;,|*•·–—=_"
_SENTENCE_ENDS = ".!?"
_ENDS_SENTENCE = re.compile(rf"(?:\d|@)\S*[{_SENTENCE_ENDS}]$")  # behind a number, a code, an e-mail address
SHORTEST_MISREAD = 5  # letters of an answer that may be misread by one letter


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value and the words that it was read from."""

    value: Json
    text: str
    spots: tuple[Spot, ...]


Dates = Mapping[tuple[int, int, int], Candidate]  # first word -> the date that starts there


def parse(spots: Sequence[Spot], field: SchemaField, dates: Dates, *, decimal_comma: bool | None) -> Parsed | None:
    """The first value of the field's type in the words; None if there is none."""
    if not spots:
        return None
    match field.type:
        case "date":
            return _date(spots, dates)
        case "number" | "integer" | "currency":
            return _number(spots, field.type, decimal_comma)
        case "boolean":
            return _boolean(spots)
        case "enum":
            return _choice(spots, field.enum)
        case _:
            return plain(spots)


def plain(spots: Sequence[Spot]) -> Parsed | None:
    """The words as text, without punctuation around them; a point belongs to "Ltd.", but not to "1234."."""
    text = " ".join(spot.word.text for spot in spots).strip(_EDGES)
    if _ENDS_SENTENCE.search(text):
        text = text.rstrip(_SENTENCE_ENDS + _EDGES)
    return Parsed(text, text, tuple(spots)) if any(c.isalnum() for c in text) else None


def _date(spots: Sequence[Spot], dates: Dates) -> Parsed | None:
    keys = {spot.key for spot in spots}
    for at, spot in enumerate(spots):
        found = dates.get(spot.key)
        if found is None or not isinstance(found.value, date):
            continue
        count = found.last_word - found.first_word + 1
        last = (spot.page_index, spot.line_index, found.last_word)
        if last in keys:
            return Parsed(found.value.isoformat(), found.text, tuple(spots[at : at + count]))
    return None


def _number(spots: Sequence[Spot], kind: str, decimal_comma: bool | None) -> Parsed | None:
    text = plain_text(" ".join(spot.word.text for spot in spots))
    for match in _NUMBER.finditer(text):
        printed = match[0].strip()
        value = parse_amount(match["number"], decimal_comma=decimal_comma)
        if value is None or abs(value) >= Decimal(10) ** 15:
            continue
        if printed.startswith(("-", "(")) or "-" in printed[: max(printed.find(match["number"]), 0)]:
            value = -value
        answer = as_json(value, printed, kind)
        if answer is not None:
            return Parsed(answer, printed, _touched(spots, match.start("number"), match.end()))
    return None


def _boolean(spots: Sequence[Spot]) -> Parsed | None:
    """A mark in a box; else the first yes or no; with boxes before both words, the word of the marked one."""
    text = " ".join(spot.word.text for spot in spots)
    marked = re.search(rf"(?:{_CHECKED.pattern})\s*(\w+)?", text)
    word = normal(marked[1]) if marked and marked[1] else ""
    if marked is not None:
        return Parsed(word not in NO, text, tuple(spots))
    if _UNCHECKED.search(text):
        return Parsed(False, text, tuple(spots))
    for spot in spots[:3]:
        said = normal(spot.word.text).strip(".,:;()[]")
        if said in YES | NO:
            return Parsed(said in YES, spot.word.text, (spot,))
    return None


def _choice(spots: Sequence[Spot], choices: Sequence[str]) -> Parsed | None:
    """The choice that stands marked or first; misread by a letter at most."""
    text = " ".join(spot.word.text for spot in spots)
    marked = re.search(rf"(?:{_CHECKED.pattern})\s*(.+)", text)
    searched = normal(marked[1] if marked else text)
    found: list[tuple[int, int, str]] = []
    for choice in choices:
        wanted = normal(choice)
        at = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", searched)
        if at is not None:
            found.append((at.start(), -len(wanted), choice))
        elif len(wanted) >= SHORTEST_MISREAD and OSA.distance(wanted, searched[: len(wanted)]) <= 1:
            found.append((0, -len(wanted), choice))
    if not found:
        return None
    at_, length, choice = min(found)
    if marked is not None:
        return Parsed(choice, text, tuple(spots))
    return Parsed(choice, text[at_ : at_ - length], _touched(spots, at_, at_ - length))


def _touched(spots: Sequence[Spot], start: int, end: int) -> tuple[Spot, ...]:
    """The words that a span of their text touches."""
    found, position = [], 0
    for spot in spots:
        stop = position + len(spot.word.text)
        if position < end and stop > start:
            found.append(spot)
        position = stop + 1
    return tuple(found) or tuple(spots)
