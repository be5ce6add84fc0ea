"""The phrases of the lexicon as pieces of text, and the pieces of a printed word, also of one that OCR misread."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from air import lexicon
from air.label import LABELS
from air.vocabulary import CULTURES

LONGEST_PHRASE = 7  # words
SHORTEST_MISREAD, LONG_MISREAD = 5, 9  # letters of words that may be misread by one letter, by two
SHORTEST_GLUED = 6  # letters
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_][a-zà-öø-ÿ])(?=[A-ZÀ-Þ])")
_PREFIX = re.compile(r"[^\d:#]+[:#.°]+(?=\d|\w*\d)")
_PIECES = re.compile(r"[^\W\d_]+|%|\d+(?:[.,]\d+)?%?")

Entry = tuple[str, str, int]  # concept, culture, weight


@dataclass(slots=True)
class Node:
    """A node of the tree of phrases."""

    children: dict[str, Node]
    entries: list[Entry]


def normal(text: str) -> str:
    """Lower case without accents, as label words are compared.

    >>> normal("N° de Réf.")
    'n° de ref.'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("ł", "l").replace("ß", "ss"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def pieces(text: str) -> list[str]:
    """The words of a phrase, without punctuation and numbers.

    >>> pieces("Fact.nr.: 12"), pieces("BTW-bedrag 21%")
    (['fact', 'nr'], ['btw', 'bedrag', '%'])
    """
    found = (piece.lstrip("0123456789.,") for piece in _PIECES.findall(normal(text)))
    return [piece for piece in found if piece]


@lru_cache(maxsize=50_000)
def word_pieces(word: str, fuzzy: bool) -> tuple[str, ...]:
    """The pieces of a word; of an address or a code (DE199952957) none, of Nr:4711 what stands before the sign."""
    if "@" in word or word.startswith(("www.", "http")):
        return ()
    if any(c.isdigit() for c in word):
        prefix = _PREFIX.match(word)
        word = prefix[0] if prefix else "%" if word.endswith("%") else ""
    if not fuzzy:
        return tuple(pieces(word))
    found = pieces(_INNER_CAPITAL.sub(" ", word))
    return tuple(part for piece in found for part in _glued().get(piece) or (_nearest(piece),))


@cache
def phrase_tree() -> Node:
    """The root of the tree of all phrases, a piece per level."""
    root = Node({}, [])
    for phrase, entries in phrases().items():
        node = root
        for piece in phrase:
            node = node.children.setdefault(piece, Node({}, []))
        node.entries.extend(entries)
    return root


@cache
def phrases() -> dict[tuple[str, ...], list[Entry]]:
    """All phrases as pieces, with what they mean: concept, culture, weight."""
    found: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    wanted = names_of_concepts()
    for concept in lexicon.concepts():
        if concept not in wanted:
            continue
        for culture in CULTURES:
            for term in lexicon.terms(concept, culture):
                phrase = tuple(pieces(re.sub(r"%[dps]", " ", term.text))[:LONGEST_PHRASE])
                if phrase and (len(phrase) > 1 or len(phrase[0]) > 1):
                    found[phrase].append((concept, culture, term.weight))
    return dict(found)


@cache
def names_of_concepts() -> dict[str, str]:
    """Concept of the lexicon -> the name of its labels."""
    return {concept: name for name, concepts in LABELS.items() for concept in concepts}


@lru_cache(maxsize=50_000)
def _nearest(piece: str) -> str:
    """The known word that an OCR engine may have misread as `piece`: one letter off, two in long words."""
    known = _known_words()
    if len(piece) < SHORTEST_MISREAD or piece in known:
        return piece
    limit = 1 if len(piece) < LONG_MISREAD else 2
    match = process.extractOne(piece, known, scorer=OSA.distance, score_cutoff=limit)
    return match[0] if match else piece


@cache
def _known_words() -> tuple[str, ...]:
    return tuple(sorted({word for phrase in phrases() for word in phrase if len(word) >= SHORTEST_MISREAD}))


@cache
def _glued() -> dict[str, tuple[str, ...]]:
    """Phrases as an OCR engine may read them, without their spaces: "netapayer" is net, a, payer."""
    return {
        "".join(phrase): phrase for phrase in phrases() if len(phrase) > 1 and len("".join(phrase)) >= SHORTEST_GLUED
    }
