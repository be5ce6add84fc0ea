"""Letters and digits that an OCR engine took for each other, put right where the rest of the word tells which."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?<!\w)(?!\d{4}OO(?!\w))\d(?=\w*\d)(?=\w*[Oo])[\dOo]+(?!\w)")  # "1234OO" is a Dutch postal code
_WORD = re.compile(r"(?<!\w)[^\W\d_]+[05][^\W\d_]+(?!\w)")
SHORTEST = 4  # characters of a word; shorter ones are codes
_ZEROS, _CAPITALS, _SMALL = str.maketrans("Oo", "00"), str.maketrans("05", "OS"), str.maketrans("05", "os")


def mended(text: str) -> str:
    """The text with O for 0 in words, 0 for O in numbers, S for 5 in words.

    >>> mended("GROUND FLO0R, Ang5ana"), mended("531O0 SETAPAK, 1O5"), mended("SW1A 1AA, U5/13, 1234OO, 3O")
    ('GROUND FLOOR, Angsana', '53100 SETAPAK, 105', 'SW1A 1AA, U5/13, 1234OO, 3O')
    """
    return _WORD.sub(lambda word: _word(word[0]), _NUMBER.sub(lambda number: number[0].translate(_ZEROS), text))


def _word(text: str) -> str:
    if len(text) < SHORTEST:
        return text
    return text.translate(_SMALL if any(c.islower() for c in text[1:]) else _CAPITALS)
