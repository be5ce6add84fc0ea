"""The lexicon: words, tax rates, formats and identifiers as invoices and receipts print them.

164 concepts in six languages, each with many terms and how common they are. It serves two sides: recognition knows
label words by it, and training documents are drawn from it. The words are data (`lexicon.json`), not code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

__all__ = [
    "TaxRate", "Term", "concepts", "formats", "group", "identifiers", "legal_forms", "rates_on", "tax_rates", "terms",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """Words for a concept, without a colon; may hold %d (number), %p (rate) or %s (text)."""

    text: str
    weight: int  # 5 very common, 3 usual, 1 rare
    tags: frozenset[str] = frozenset()  # styles ("abbreviated", "receipt") and regions ("be", "us": used only there)


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A rate that the law knows or knew; a state's sales tax has the state as its note."""

    fraction: Decimal  # 0.21 is 21 %
    category: str
    start: date
    end: date | None  # last day; None: still in force
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """True if the rate is in force on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


def concepts() -> tuple[str, ...]:
    """The names of all concepts ("invoice_number", "col_quantity")."""
    return tuple(_lexicon()["concepts"])


def group(name: str) -> tuple[str, ...]:
    """The concepts of a group: header, document_titles, totals, table_headings, units, parties_and_greetings."""
    return tuple(_lexicon()["groups"][name])


@cache
def terms(concept: str, language: str) -> tuple[Term, ...]:
    """The terms of a concept, most common first; empty if the language has none.

    Raises:
        KeyError: no such concept.
    """
    rows = _lexicon()["concepts"][concept].get(language, ())
    return tuple(Term(text, weight, frozenset(tags[0].split(",") if tags else ())) for text, weight, *tags in rows)


@cache
def tax_rates(legislation: str) -> tuple[TaxRate, ...]:
    """Every known rate of a legislation ("nl", "usa"), past ones too; empty for an unknown legislation."""
    rows = _lexicon()["tax_rates"].get(legislation, ())
    return tuple(
        TaxRate(Decimal(rate), category, date.fromisoformat(start), date.fromisoformat(end) if end else None, note)
        for rate, category, start, end, note in rows
    )


def rates_on(legislation: str, day: date) -> tuple[TaxRate, ...]:
    """The rates in force on a day."""
    return tuple(rate for rate in tax_rates(legislation) if rate.holds_on(day))


def formats() -> dict[str, Any]:
    """How numbers, dates, phones, postal codes and invoice numbers are printed, with weights; `#` digit, `A` letter."""
    found: dict[str, Any] = _lexicon()["formats"]
    return found


def legal_forms(legislation: str) -> tuple[Term, ...]:
    """Company forms of the country ("B.V.", "GmbH") with weights."""
    return tuple(Term(text, weight) for text, weight in _lexicon()["legal_forms"].get(legislation, ()))


def identifiers(legislation: str) -> tuple[dict[str, Any], ...]:
    """Registration, bank and payment numbers of the country, or "international": name, printed shapes, check rule."""
    return tuple(_lexicon()["identifiers"].get(legislation, ()))


@cache
def _lexicon() -> dict[str, Any]:
    loaded: dict[str, Any] = msgspec.json.decode((Path(__file__).parent / "lexicon.json").read_bytes())
    return loaded
