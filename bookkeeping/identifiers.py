"""Numbers that identify a company, in the one form that is kept and compared; names as they are compared."""

from __future__ import annotations

import re
import unicodedata

LEGAL_FORMS = frozenset(  # and words that are in every other name
    """bv nv vof cv ltd limited plc llp llc inc gmbh ag kg ohg ug mbh co sa sarl sas srl sl spa sro sp zoo bvba sprl
    eenmanszaak stichting holding the de het der die das la le les van von en et and und y i""".split()  # noqa: SIM905
)
MIN_WORD = 2  # characters


def plain(text: str) -> str:
    """Capitals and digits only.

    >>> plain("NL02 abna 0123.4567 89")
    'NL02ABNA0123456789'
    """
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def folded(text: str) -> str:
    """Small letters without accents, punctuation as spaces.

    >>> folded("Café  d'Été B.V.")
    'cafe d ete bv'
    """
    letters = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"(?<=\b\w)\.(?=\w\b)", "", bare)).split())


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell companies apart, each once, in their order.

    >>> name_words("De Papierhandel Noord B.V.")
    ('papierhandel', 'noord')
    """
    words = [word[:64] for word in folded(name).split() if len(word) >= MIN_WORD and word not in LEGAL_FORMS]
    return tuple(dict.fromkeys(words))


def description_key(text: str) -> str:
    """What lines of a kind have in common: words without numbers.

    >>> description_key("Papier A4, 10 dozen (jan. 2025)")
    'papier dozen jan'
    """
    words = [word for word in folded(text).split() if not any(character.isdigit() for character in word)]
    return " ".join(words)[:256]
