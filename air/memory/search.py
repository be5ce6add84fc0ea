"""Where a value that a person gave stands on the pages, in whatever format it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from air.candidate import Candidate
from air.candidates import compact
from air.fields import ROLES
from air.findings import Findings
from air.memory.dates import swapped
from air.memory.misread import said
from air.memory.words import CODES, COUNTRY, literal

LONGEST = 8  # words of a value
BEGINNING = 6  # characters of a number that runs on to the next line
NUMBERED = frozenset({"iban", "vat_number", "coc_number"})  # kinds that are known by their characters alone
FREE_KINDS = frozenset({"reference", "coc_number", *CODES})  # whose values are texts, so any words may be one


def comparable(kind: str, value: object) -> object:
    """Amounts without sign, dates as days, all else as letters and digits; None if it is no such value."""
    try:
        if kind == "amount":
            return abs(Decimal(str(value))).normalize()
        if kind == "date":
            return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    except (InvalidOperation, ValueError):
        return None
    return compact(str(value))


def find_value(findings: Findings, role: str, value: str) -> tuple[Candidate, ...]:
    """The candidates that say it, in the order of the document; words that no candidate covers where there are none."""
    kind = ROLES[role]
    wanted = comparable(kind, value)
    if wanted in (None, ""):
        return ()
    found = tuple(c for c in findings.of_kind(kind) if comparable(kind, c.value) == wanted)
    if kind == "date" and not found:
        others = (swapped(candidate) for candidate in findings.of_kind(kind))
        return tuple(c for c in others if c is not None and c.value == wanted)
    if found or kind not in FREE_KINDS:
        return found
    words = words_that_say(findings, kind, value)
    if not words and kind in NUMBERED and (hit := said(findings, kind, str(wanted))) is not None:
        words = (hit,)
    return tuple(replace(c, value=str(wanted)) if kind in CODES else c for c in words)


def words_that_say(findings: Findings, kind: str, value: str) -> tuple[Candidate, ...]:
    """The words of one line that say the text, whether they look like a value of that kind or not."""
    wanted = comparable(kind, value)
    return tuple(_words_that_say(findings, kind, _printed(kind, str(wanted)))) if wanted else ()


def _printed(kind: str, wanted: str) -> frozenset[str]:
    """What may stand on the page for it."""
    without_country = wanted[COUNTRY:] if kind == "vat_number" and wanted[:COUNTRY].isalpha() else wanted
    return frozenset({wanted, without_country})


def _words_that_say(findings: Findings, kind: str, wanted: frozenset[str]) -> Iterator[Candidate]:
    longest = max(map(len, wanted))
    for line in findings.lines:
        words = [compact(word.text) for word in line.line.words]
        for first in range(len(words)):
            joined = ""
            for last in range(first, min(first + LONGEST, len(words))):
                joined += words[last]
                if joined in wanted:
                    yield literal(line, kind, first, last)
                tail = next((w for w in wanted if first == last and joined.endswith(w) and len(w) < len(joined)), None)
                if tail is not None and (at := line.line.words[first].text.find(":") + 1):
                    yield literal(line, kind, first, last, skipped=at)
                if len(joined) > longest:
                    break
                runs_on = kind in CODES and len(joined) >= BEGINNING and line.ends_cell(last)
                if runs_on and any(w.startswith(joined) and len(joined) < len(w) for w in wanted):
                    yield literal(line, kind, first, last)
