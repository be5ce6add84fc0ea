"""A known number on pages that OCR read: among other characters without a gap, or with one that is another."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming

from air.candidate import Candidate
from air.candidates import SearchLine, compact
from air.findings import Findings
from air.memory.words import COUNTRY, literal

SHORTEST = 8  # characters of a number that can be told from others by itself
MOST_WRONG = 1  # characters that may be others
LOOKALIKES = str.maketrans("OILZSBGQ", "01125899")  # letters that OCR takes for digits, and digits for them


def said(findings: Findings, kind: str, value: str) -> Candidate | None:
    """The words that say the number (in the form of `compact`), if there are any; the likest of several.

    Text that was not read by OCR must have it as it is; beside it there may stand letters, but no digits.
    """
    wanted = {value, value[COUNTRY:]} if kind == "vat_number" and value[:COUNTRY].isalpha() else {value}
    found = [
        hit for line in findings.lines for text in sorted(wanted) if len(text) >= SHORTEST and (hit := _in(line, text))
    ]
    if not found:
        return None
    _, line, first, last = min(found, key=lambda hit: hit[0])
    return replace(literal(line, kind, first, last), value=value.upper())


def _in(line: SearchLine, wanted: str) -> tuple[int, SearchLine, int, int] | None:
    """How many characters are wrong, the line, its first and last word that say it; None if it doesn't."""
    parts = [compact(word.text) for word in line.line.words]
    printed = text = "".join(parts)
    is_scan = any(word.confidence < 1 for word in line.line.words)
    most_wrong = MOST_WRONG if is_scan else 0
    if is_scan:
        text, wanted = text.translate(LOOKALIKES), wanted.translate(LOOKALIKES)
    if len(text) < len(wanted):
        return None
    place = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=100 * (1 - 2 * most_wrong / len(wanted)) - 0.1)
    if place is None:
        return None
    starts = range(max(place.dest_start - 1, 0), min(place.dest_start + 1, len(text) - len(wanted)) + 1)
    pieces = [
        (Hamming.distance(wanted, text[start : start + len(wanted)]), start)
        for start in starts  # the alignment leaves out what is wrong at an end
        if not _runs_on(printed, start, start + len(wanted))
    ]
    wrong, start = min(pieces, default=(most_wrong + 1, 0))
    if wrong > most_wrong:
        return None
    return wrong, line, _word_at(parts, start), _word_at(parts, start + len(wanted) - 1)


def _runs_on(text: str, start: int, end: int) -> bool:
    """True if the piece is cut out of a longer number."""
    before = start > 0 and text[start - 1].isdigit() and text[start].isdigit()
    return before or (end < len(text) and text[end].isdigit() and text[end - 1].isdigit())


def _word_at(parts: list[str], at: int) -> int:
    """The word in which the character stands."""
    for index, part in enumerate(parts):
        at -= len(part)
        if at < 0:
            return index
    raise IndexError(at)
