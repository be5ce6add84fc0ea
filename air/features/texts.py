"""What is special about a number or code as text: its shape, and other things it may be."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.findings import Findings

NAMES = (
    "length", "digits", "letters", "words", "has_slash", "has_hyphen", "has_dot", "is_upper", "starts_with_letter",
    "leading_zeros",
    "has_year", "looks_like_invoice_prefix", "is_date_too", "is_amount_too", "is_identifier_too", "is_postal_code_too",
    "is_phone_like", "country", "share_of_line", "order", "distinct_values", "value_share", "previous_is_number",
    "next_is_number",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:20[0-4]\d|1[5-9]|2[0-9])(?=\d*[-/.]|$|\d{2,6}$)")
_INVOICE = re.compile(r"^(?:INV|FAC|FA|FV|RE|RG|RN|F|R|I|FT|VF|VK|FS|CN|CR|AV|GS|KOR|BILL|DOC)[-/ ]?\d", re.IGNORECASE)
_COUNTRIES = {name: float(i) for i, name in enumerate(("NL", "BE", "DE", "FR", "ES", "PL", "GB", "US"))}
_HOME = {"nl": "NL", "be": "BE", "de": "DE", "fr": "FR", "es": "ES", "pl": "PL", "gb": "GB", "usa": "US"}


def matrix(findings: Findings, candidates: tuple[Candidate, ...]) -> NDArray[np.float64]:
    """Return shape (n_candidates, len(NAMES))."""
    other = _other_kinds(findings)
    counts: dict[str, int] = {}
    for c in candidates:
        counts[str(c.value)] = counts.get(str(c.value), 0) + 1
    rows = np.empty((len(candidates), len(NAMES)))
    for i, c in enumerate(candidates):
        text = c.text
        digits = sum(ch.isdigit() for ch in text)
        letters = sum(ch.isalpha() for ch in text)
        line = c.page.lines[c.line_index]
        kinds = frozenset[str]().union(
            *(other.get((c.page.index, c.line_index, w), frozenset()) for w in range(c.first_word, c.last_word + 1))
        )
        before = line.words[c.first_word - 1].text if c.first_word else ""
        behind = line.words[c.last_word + 1].text if c.last_word + 1 < len(line.words) else ""
        prefix = str(c.value)[:2].upper()
        home = _HOME.get(findings.legislation)
        rows[i] = (
            len(text), digits, letters, c.last_word - c.first_word + 1, "/" in text, "-" in text, "." in text,
            text.isupper(),
            text[:1].isalpha(), len(text) - len(text.lstrip("0")), bool(_YEAR.search(text)), bool(_INVOICE.match(text)),
            "date" in kinds, "amount" in kinds, bool(kinds & {"iban", "payment_reference", "vat_number+"}),
            "postal_code" in kinds,
            digits >= 9 and text[:1] in "+0(", 50.0 if prefix == home else _COUNTRIES.get(prefix, np.nan),
            len(text) / max(1, len(line.text)), i, len(counts), counts[str(c.value)] / len(candidates),
            before[-1:].isdigit(), behind[:1].isdigit(),
        )  # fmt: skip
    return rows


def _other_kinds(findings: Findings) -> dict[tuple[int, int, int], frozenset[str]]:
    """(page, line, word) -> what else the word is part of; a proven VAT number is "vat_number+"."""
    kinds: dict[tuple[int, int, int], set[str]] = {}
    for c in findings.candidates:
        if c.kind in ("reference", "coc_number", "currency", "email"):
            continue
        name = f"{c.kind}+" if c.kind == "vat_number" and c.is_proven else c.kind
        for word in range(c.first_word, c.last_word + 1):
            kinds.setdefault((c.page.index, c.line_index, word), set()).add(name)
    return {place: frozenset(names) for place, names in kinds.items()}
