"""Letters that RapidOCR's model does not know (ö ß ç ê ł € …), from words that Tesseract read at the same place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from air.readers.lines import Piece

SURE = 0.5  # confidence of Tesseract's word
PLAIN = str.maketrans({"ß": "b", "ł": "l", "Ł": "L", "€": "e", "ø": "o", "æ": "ae", "œ": "oe"})


def with_accents(pieces: Sequence[Piece], others: Sequence[Piece]) -> list[Piece]:
    """The words; where a word of `others` stands in the same place and differs in accents only, its text is taken."""
    accented = [other for other in others if other.confidence >= SURE and not other.text.isascii()]
    return [_corrected(piece, accented) for piece in pieces]


def plain(text: str) -> str:
    """Letters without accents and case.

    >>> plain("Größe"), plain("GroBe"), plain("Łódź")
    ('grobe', 'grobe', 'lodz')
    """
    letters = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold()


def _corrected(piece: Piece, accented: Sequence[Piece]) -> Piece:
    for other in accented:
        if _is_same_place(piece, other) and plain(piece.text) == plain(other.text):
            return replace(piece, text=other.text)
    return piece


def _is_same_place(piece: Piece, other: Piece) -> bool:
    x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
    return piece.left <= x <= piece.right and piece.top <= y <= piece.bottom
