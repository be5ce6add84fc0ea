"""The language of a document, by its frequent short words and the label words of the lexicon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import exp

from air import lexicon
from air.document import Document
from air.phrases import pieces
from air.recognition import Language
from air.vocabulary import CULTURES
from air.wordlists import FREQUENT

SURE = 7.0  # weight of words from which on the leading language is nearly certain


def identify_languages(document: Document) -> tuple[Language, ...]:
    """The languages with their share of the evidence, most likely first; English, unsure, without any."""
    scores = _scores(word.text for page in document.pages[:3] for word in page.words())
    total = sum(scores.values())
    if not total:
        return (Language("en", 0.2),)
    known = 1 - exp(-total / SURE)
    shares = {c: (scores[c] / total) ** 2 for c in CULTURES}
    norm = sum(shares.values())
    ranked = sorted(CULTURES, key=lambda c: (-shares[c], c))
    return tuple(
        Language(c, round(known * shares[c] / norm + (1 - known) / len(CULTURES), 4))
        for c in ranked
        if shares[c] / norm >= 0.02
    )


def _scores(texts: Iterable[str]) -> Counter[str]:
    scores: Counter[str] = Counter()
    table = _weights()
    for text in texts:
        for piece in pieces(text):
            for culture, weight in table.get(piece, ()):
                scores[culture] += weight  # type: ignore[assignment]
    return scores


@cache
def _weights() -> dict[str, tuple[tuple[str, float], ...]]:
    users: dict[str, set[str]] = {}
    for culture, words in FREQUENT.items():
        for word in words.split():
            for piece in pieces(word):
                users.setdefault(piece, set()).add(culture)
    for concept in lexicon.concepts():
        for culture in CULTURES:
            for term in lexicon.terms(concept, culture):
                for piece in pieces(term.text) if term.weight >= 3 else ():
                    if len(piece) >= 4:
                        users.setdefault(piece, set()).add(culture)
    return {word: tuple((c, 1 / len(cs) ** 2) for c in sorted(cs)) for word, cs in users.items() if len(cs) <= 4}
