"""E-mail addresses, telephone numbers and websites that no words announce: they are known by how they are written.

Only for fields that ask for those of the sender ("email", "company phone"), not of somebody else ("customer email").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from air.candidate import Candidate
from air.candidates import search_lines
from air.candidates.contact import EMAIL
from air.document import Document
from air.schema.generic import canonical
from air.schema.phrases import words_of
from air.schema.result import Answer, Answers
from air.schema.wanted import Wanted

PATTERNS = {
    "email": EMAIL,
    "phone": re.compile(r"(?<![\w.,/@-])(?:\+\d{1,3}|\(0\d{1,4}\)|00[1-9]\d)(?:[ ()./-]{0,2}\d){6,12}(?![\w@-])"),
    "website": re.compile(r"(?<![\w.@-])(?:https?://|www\.)[\w-]+(?:\.[\w-]+)+(?:/[\w./-]*)?(?<![.-])", re.IGNORECASE),
}
WEBSITES = frozenset("website web site url internet homepage webseite strona witryna sitio".split())  # noqa: SIM905
_OWN = (  # words that a field, or what stands before a value, may have beside those of its kind
    "number name address contact company vendor supplier seller sender merchant store shop business office general "
    "main our page e mail fax info kontakt contacto leverancier bedrijf afzender winkel lieferant firma absender "
    "fournisseur entreprise magasin proveedor empresa tienda dostawca sprzedawca sklep t m f"
)
OF_SENDER = frozenset(_OWN.split())


def contact_answers(
    fields: Sequence[Wanted], document: Document, answers: Answers, shares: Mapping[str, float]
) -> Answers:
    """Path -> answer, for fields that `answers` lack; what serves another field is left to that.

    `shares` says of each kind how often such an answer is right.
    """
    found: Answers = {}
    for one in fields:
        kind = _kind(one) if one.path not in answers and one.field.type == "string" else None
        if kind is not None:
            candidates = (c for c in _candidates(kind, document) if not _is_taken(c, answers))
            first = next(candidates, None)
            if first is not None:
                found[one.path] = Answer(first.value, shares[kind], first.text, first.page.index, first.box)  # type: ignore[arg-type]
    return found


def _kind(one: Wanted) -> str | None:
    """The kind of contact of the sender that a field asks for."""
    parents = {canonical(word) for part in one.path.split(".")[:-1] for word in words_of(part)}
    if not parents <= OF_SENDER:
        return None
    for phrase in one.field.phrases:
        words = {_word(word) for word in words_of(phrase)}
        kinds = words & PATTERNS.keys()
        if len(kinds) == 1 and words <= kinds | OF_SENDER:
            return kinds.pop()
    return None


def _word(word: str) -> str:
    return "website" if word in WEBSITES else canonical(word)


def _candidates(kind: str, document: Document) -> Iterator[Candidate]:
    """In the order of reading, without those behind words that speak of somebody else."""
    for page in document.pages:
        for line in search_lines(page):
            for match in line.matches(PATTERNS[kind]):
                before = re.split(r"[\t:]", line.text[: match.start()].rstrip(": "))[-1]
                words = [_word(word) for word in words_of(before)]
                if all(word in OF_SENDER or word in PATTERNS for word in words if not word.isdigit()):
                    yield line.candidate(kind, match, match[0])


def _is_taken(candidate: Candidate, answers: Answers) -> bool:
    box = candidate.box
    for answer in answers.values():
        other = answer.box
        if other is None or answer.page_index != candidate.page.index:
            continue
        if other.left < box.right and box.left < other.right and other.top < box.bottom and box.top < other.bottom:
            return True
    return False
