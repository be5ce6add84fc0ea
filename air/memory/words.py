"""Words of a line as a value that no finder of candidates took them for."""

from __future__ import annotations

from air.candidate import Candidate
from air.candidates import SearchLine, compact

CODES = frozenset({"iban", "vat_number", "payment_reference"})
COUNTRY = 2  # letters in front of a VAT number that are often not printed


def literal(line: SearchLine, kind: str, first: int, last: int, *, skipped: int = 0) -> Candidate:
    """The words of a line as a value; the first `skipped` characters belong to something else."""
    words = line.line.words[first : last + 1]
    text = " ".join(word.text for word in words)[skipped:].strip(" ,;:()")
    value = compact(text).upper() if kind in CODES else text
    return Candidate(kind, text, value, words, line.page, line.index, first, last)
