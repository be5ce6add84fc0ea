"""References: numbers and codes of invoices, orders, customers and contracts.

Any word with a digit may be one; so may two or three neighbouring words ("SO 2024 118"), and what stands behind a
colon or a number sign in the same word ("Nr:4711", "#1042").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from air.candidate import Candidate
from air.candidates.lines import SearchLine

LONGEST = 34
SHORTEST_LISTED = 4  # characters of a reference in a list without spaces; three may be thousands
WHOLE = 8  # characters; a part so long is a reference by itself
_WORD = re.compile(r"[^\s]+")
_PREFIX = re.compile(r"^(?:[^\d:#]*[:#]+|(?:No|Nr|N°|Nº|№)\.?(?=\d))", re.IGNORECASE)
_TRIM = "()[]{}<>,;:.#*|\"'“”„‘’=_!?°"
_AMOUNT = re.compile(r"^[-+(]?[€$£]?\d{1,3}(?:[.,' ]?\d{3})*[.,]\d{2}\)?[-€$£%]?$")
_DATE = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}$|^\d{1,2}[.:]\d{2}(?:[.:]\d{2})?$")
_CODE = re.compile(r"^[\w][\w/.\-+:&]*$")
_PART = r"[\w/.-]{0,12}\d[\w/.-]*"  # of a reference with spaces
_PAIR = re.compile(
    rf"(?<!\S)(?=\S{{0,12}}\d|\S+ \S{{0,12}}\d)"
    rf"([A-Z]{{1,5}}|[\w/.-]{{1,12}}\d[\w/.-]*|\d[\w/.-]*) ({_PART}(?: [\w/.-]{{0,8}}\d[\w/.-]*)?)(?!\S)"
)


def find_references(lines: Iterable[SearchLine]) -> Iterator[Candidate]:
    """Words with a digit that are neither amounts nor dates, and short runs of such words."""
    for line in lines:
        if not any(c.isdigit() for c in line.text):
            continue
        for match in line.matches(_WORD):
            for text in _listed(_inner(match[0])):
                first, last = line.words_of(match.start(), match.end())
                yield Candidate(
                    "reference", text, text, line.line.words[first : last + 1], line.page, line.index, first, last
                )
        for match in line.matches(_PAIR):
            text = match[0].strip(_TRIM)
            if len(text) <= LONGEST and _is_one(text.split()):
                yield line.candidate("reference", match, text)


def _is_one(parts: list[str]) -> bool:
    """False for neighbours in a row of values: a date among them, two whole references, or nothing but amounts."""
    is_row = any(_DATE.match(part) for part in parts) or sum(len(part) >= WHOLE for part in parts) > 1
    return not is_row and not all(_AMOUNT.match(part) for part in parts)


def _inner(word: str) -> str:
    text = word.strip(_TRIM)
    prefix = _PREFIX.match(text)
    return text[prefix.end() :].strip(_TRIM) if prefix else text


def _listed(text: str) -> list[str]:
    """The references in a word: itself, or several with commas between them and no space.

    >>> _listed("246274,952332"), _listed("1,234"), _listed("F-17")
    (['246274', '952332'], [], ['F-17'])
    """
    parts = text.split(",")
    if len(parts) > 1 and min(map(len, parts)) < SHORTEST_LISTED:
        return []
    return parts if all(map(_is_reference, parts)) else []


def _is_reference(text: str) -> bool:
    return (
        len(text) <= LONGEST
        and any(c.isdigit() for c in text)
        and bool(_CODE.match(text))
        and not _AMOUNT.match(text)
        and not _DATE.match(text)
    )
