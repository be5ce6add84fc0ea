"""Which words of the lexicon stand in a row: headings of columns, totals, units, carried-over sums."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from air import lexicon
from air.vocabulary import CULTURES

HEADING_CONCEPTS = lexicon.group("table_headings")
GROUPS: dict[str, tuple[str, ...]] = {  # name of a feature -> concepts of the lexicon
    "subtotal": ("subtotal",),
    "total_excl": ("total_excl_tax", "base_amount"),
    "total_tax": ("total_tax", "tax_word", "tax_rate_column", "taxable", "vat_summary_title"),
    "total_incl": ("total_incl_tax",),
    "amount_due": ("amount_due", "previous_balance"),
    "discount": ("discount", "cash_discount"),
    "shipping": ("shipping", "surcharge", "container_deposit"),
    "payment": ("already_paid", "prepayment", "tip", "change", "cash", "card", "rounding", "payment_method_value"),
    "item_count": ("item_count",),
    "header": tuple(c for c in lexicon.group("header") if c not in ("page_of", "service_period_value")),
    "greeting": ("greeting_opening", "greeting_thanks", "greeting_closing", "payment_request", "terms_footer"),
    "unit": lexicon.group("units"),
}
CARRIED_OVER = (  # what pages print above and below the break of a table
    "transport", "transporteren", "te transporteren", "overdracht", "over te dragen", "overgebracht", "report",
    "à reporter", "a reporter", "report à nouveau", "total à reporter", "sous-total à reporter", "montant reporté",
    "übertrag", "uebertrag", "vortrag", "seitensumme", "zwischensumme übertrag", "carried forward", "carry forward",
    "carried over", "brought forward", "balance carried forward", "c/f", "b/f", "page total", "suma y sigue",
    "suma anterior", "a trasladar", "traspaso", "do przeniesienia", "z przeniesienia", "przeniesienie",
)  # fmt: skip
GROUP_NAMES = (*GROUPS, "carried_over")
_LONGEST = 5  # words of a term


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The letters, digits and signs that count: small, without accents, spaces and punctuation.

    >>> plain("Art.-Nr."), plain("Désignation:"), plain("MwSt. %"), plain("Cena łączna")
    ('artnr', 'designation', 'mwst%', 'cenalaczna')
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return "".join(c for c in decomposed if c.isalnum() or c in "%#")


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """Term without spaces and punctuation -> the names of the groups and heading concepts it belongs to."""
    found: dict[str, set[str]] = {}
    for name in (*GROUP_NAMES, *HEADING_CONCEPTS):
        for text in _terms(name):
            found.setdefault(_key(text), set()).add(name)
    found.pop("", None)
    return {key: frozenset(names) for key, names in found.items()}


def _terms(name: str) -> list[str]:
    """The terms of a group or a heading concept in all languages."""
    if name == "carried_over":
        return list(CARRIED_OVER)
    concepts = GROUPS.get(name, (name,))
    return [term.text for concept in concepts for culture in CULTURES for term in lexicon.terms(concept, culture)]


def _key(text: str) -> str:
    return plain(re.sub(r"%[dps]\b", "", text))


def labels_in(words: Sequence[str]) -> list[tuple[int, int, frozenset[str]]]:
    """The terms among the words, longest first from the left: (first word, number of words, names)."""
    keys = [plain(word) for word in words]
    phrases, starts = _phrases(), _starts()
    found, at = [], 0
    while at < len(keys):
        step = 1
        for length in range(min(starts.get(keys[at], 1), len(keys) - at), 0, -1):
            names = phrases.get("".join(keys[at : at + length])) if keys[at] else None
            if names:
                found.append((at, length, names))
                step = length
                break
        at += step
    return found


@cache
def _starts() -> dict[str, int]:
    """First word of a term -> how many words the longest such term has."""
    longest: dict[str, int] = {}
    for name in (*GROUP_NAMES, *HEADING_CONCEPTS):
        for text in _terms(name):
            words = [key for word in text.split() if (key := plain(word))]
            for word in words[:1]:
                longest[word] = max(longest.get(word, 1), min(len(words), _LONGEST))
    return longest


@cache
def _heading_terms() -> tuple[list[str], NDArray[np.int64]]:
    """All heading terms and the position of each one's concept in `HEADING_CONCEPTS`."""
    pairs = {
        (_key(term.text), index)
        for index, concept in enumerate(HEADING_CONCEPTS)
        for culture in CULTURES
        for term in lexicon.terms(concept, culture)
    }
    ordered = sorted(pair for pair in pairs if pair[0])
    return [text for text, _ in ordered], np.array([index for _, index in ordered])


@lru_cache(maxsize=5_000)
def heading_scores(text: str) -> tuple[float, ...]:
    """How much the heading looks like each of `HEADING_CONCEPTS`: 1 is the same, less than 0.5 counts as 0.

    A term that is only part of the heading counts by the share of its letters, from 0.5.
    """
    terms, concepts = _heading_terms()
    key = plain(text)
    scores = np.zeros(len(HEADING_CONCEPTS))
    if key:
        words = text.split()
        for at, length, names in labels_in(words):
            share = len(plain(" ".join(words[at : at + length]))) / len(key)
            for name in names.intersection(HEADING_CONCEPTS):
                index = HEADING_CONCEPTS.index(name)
                scores[index] = max(scores[index], 0.5 + 0.45 * min(share, 1.0))
        likeness = process.cdist([key], terms, scorer=fuzz.ratio, score_cutoff=60, dtype=np.float32)[0] / 100
        np.maximum.at(scores, concepts, likeness)
    return tuple(float(score) for score in scores)
