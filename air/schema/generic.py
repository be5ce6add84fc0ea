"""Words that many labels share, in six languages: "number", "date", "name". They say of which kind a value is."""

from __future__ import annotations

from functools import cache

KINDS = {  # kind of value -> words for it, without accents
    "number": "number no nr num nummer numero n numer ref reference referentie referenz referencia referencja id code "
    "kod codigo kode kennung",
    "date": "date datum fecha data day dag tag jour dia dzien",
    "name": "name naam nom nombre nazwa imie nazwisko",
    "amount": "amount bedrag betrag montant importe kwota sum suma summe total totaal wert value waarde valeur valor "
    "price prijs preis prix precio cena cost kosten costs frais coste koszt",
    "time": "time tijd zeit uhrzeit heure hora godzina",
    "address": "address adres adresse anschrift direccion",
    "phone": "phone tel telephone telefoon telefon telefono fono tfno mobile mobiel handy portable movil komorka",
    "count": "count aantal anzahl quantity qty menge quantite cantidad ilosc liczba",
    "type": "type soort art typ tipo rodzaj kind category",
    "email": "email mail courriel correo",
}
BY = frozenset("by door von vom par por przez".split())  # a person follows  # noqa: SIM905


@cache
def _kind_of_word() -> dict[str, str]:
    return {word: kind for kind, words in KINDS.items() for word in words.split()}


def canonical(word: str) -> str:
    """The word, or for number and date words the one that stands for all of them.

    >>> canonical("nr"), canonical("datum"), canonical("room")
    ('number', 'date', 'room')
    """
    kind = _kind_of_word().get(word)
    return kind if kind in ("number", "date", "name", "phone", "address", "email") else word


def is_generic(word: str) -> bool:
    """True for words that many labels share."""
    return word in _kind_of_word()


def kinds_of(words: tuple[str, ...]) -> frozenset[str]:
    """The kinds of value that the words of a phrase speak of.

    >>> sorted(kinds_of(("fecha", "nacimiento"))), sorted(kinds_of(("geburtsdatum",)))
    (['date'], ['date'])
    """
    known = _kind_of_word()
    found = {known[word] for word in words if word in known}
    for word in words:  # compounds: Geburtsdatum, polisnummer
        found |= {known[tail] for tail in _TAILS if len(word) > len(tail) + 2 and word.endswith(tail)}
    return frozenset(found | ({"name"} if set(words) & BY else set()))


_TAILS = ("nummer", "datum", "naam", "name", "bedrag", "betrag", "adres", "adresse", "anschrift", "zeit", "tijd")
