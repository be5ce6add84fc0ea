"""Words by which companies and addresses are known: legal forms and street words of many countries (data)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from air import lexicon
from air.phrases import normal
from air.vocabulary import LEGISLATIONS

WORLD_FORMS = (  # beside those of the lexicon
    "Pty Ltd", "Pte Ltd", "Pvt Ltd", "Sdn Bhd", "Bhd", "S/B", "PLT", "Tbk", "S.p.A.", "S.r.l.", "A/S", "ApS", "AB",
    "Oy", "AS", "Ltda", "Lda", "S.A. de C.V.", "K.K.", "s.r.o.", "d.o.o.", "Kft.", "LLP", "Inc", "Corp", "Co",
    "Company", "Corporation", "Enterprise", "Enterprises", "Trading", "Holdings", "Group", "Bros", "Sons",
)  # fmt: skip
STREETS = (  # as a word, or as the end of one
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|crescent|close|square|boulevard|blvd|way|highway|hwy|parade|"
    "terrace|unit|suite|lot|floor|level|block|building|mall|plaza|estate|park|centre|straat|weg|laan|plein|gracht|kade|"
    "singel|dijk|strasse|str|platz|allee|gasse|ring|ufer|damm|rue|chemin|impasse|quai|allee|route|place|zone|calle|"
    "avenida|avda|av|plaza|paseo|carrer|camino|poligono|urb|ulica|ul|aleja|al|plac|pl|osiedle|os|via|viale|piazza|corso|"
    "rua|travessa|praca|jalan|jln|jl|lorong|taman|gang|soi|marg|nagar|sector|gatan|vej|gade|vagen"
)
_ENDINGS = "straat strasse weg laan plein gracht kade platz allee gasse gatan vej"
ENDINGS = tuple(_ENDINGS.split())
_MISREAD_FORM = re.compile(r"(?<![\w-])(?=\w*\d)(?=\w*[^\W\d_])\w+\b")  # letters with digits among them
_CAPITALS, _SMALL = str.maketrans("0158", "OISB"), str.maketrans("0158", "oIsb")
_WORDS = re.compile(r"[^\W\d_]+(?:[./&]+[^\W\d_]+)*\.?")


@cache
def legal_forms() -> frozenset[str]:
    """All forms in plain letters: "gmbh", "sdnbhd"."""
    known = {term.text for legislation in LEGISLATIONS for term in lexicon.legal_forms(legislation)}
    return frozenset(_letters(form) for form in (*known, *WORLD_FORMS) if len(_letters(form)) > 1)


@cache
def _street_words() -> frozenset[str]:
    return frozenset(STREETS.split("|"))


def has_legal_form(text: str) -> bool:
    """True if one of the last words is a legal form.

    >>> has_legal_form("Corner Bakery Sdn. Bhd. (12345-X)"), has_legal_form("High Street 12")
    (True, False)
    """
    words = [_letters(word) for word in _WORDS.findall(text)]
    pairs = [one + other for one, other in pairwise(words)]
    return bool(legal_forms() & {*words[-4:], *pairs[-4:]})


def is_legal_form(text: str) -> bool:
    """True if it is nothing but a legal form, which is no name.

    >>> is_legal_form("SDN. BHD."), is_legal_form("Bakery Sdn Bhd")
    (True, False)
    """
    return _letters(text) in legal_forms()


def with_legal_forms(text: str) -> str:
    """The text with digits as letters in words that become a legal form so.

    >>> with_legal_forms("AEON C0. (M) 8HD"), with_legal_forms("C5 Bakery 1nc")
    ('AEON CO. (M) BHD', 'C5 Bakery Inc')
    """
    return _MISREAD_FORM.sub(lambda word: _form_of(word[0]), text)


def _form_of(word: str) -> str:
    is_unlike = len(word) > 2 or "0" in word  # "5A" and "A5" are seldom misread
    for read in (word.translate(_CAPITALS), word.translate(_SMALL)) if is_unlike else ():
        if _letters(read) in legal_forms() and len(_letters(read)) == sum(c.isalnum() for c in word):
            return read
    return word


def has_street_word(text: str) -> bool:
    """True if a word is one for streets or buildings, or ends in one.

    >>> has_street_word("Hauptstrasse 5"), has_street_word("12 High Street"), has_street_word("Total 5")
    (True, True, False)
    """
    words = [_letters(word) for word in _WORDS.findall(text)]
    return any(word in _street_words() or (len(word) > 6 and word.endswith(ENDINGS)) for word in words)


def _letters(text: str) -> str:
    return "".join(c for c in normal(text) if c.isalpha())
