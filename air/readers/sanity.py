"""Is the text layer of a page to be trusted, or is the page to be read by OCR?"""

from __future__ import annotations

import re
from collections.abc import Sequence

MIN_LETTERS_ON_IMAGE = 250  # a page that is mostly image and has fewer letters and digits is a scan with a stamp
IMAGE_PAGE = 0.5  # of the page under images: it may be a scan
MIN_LETTERS = 20  # fewer on a page with drawings: its text may be drawn as outlines
MAX_BROKEN = 0.1  # of the characters without meaning: replacement, private use, control
MIN_PLAUSIBLE = 0.45  # of the long words have a vowel and no capitals in the middle

WORD = re.compile(r"[^\W\d_]{4,}")
VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœąęóıаеиоуыэюяієαεηιουω]", re.IGNORECASE)
UNLIKELY_CASE = re.compile(r"[^\W\d_][a-zß-ÿ][A-ZÀ-Þ]{1,2}[a-zß-ÿ]|[a-zß-ÿ][A-ZÀ-Þ][a-zß-ÿ][A-ZÀ-Þ]")


def is_sane(words: Sequence[str]) -> bool:
    """True if the words look like text that a person can read.

    >>> is_sane(["Factuur", "F25-0042", "Totaal", "302,50"])
    True
    >>> is_sane(["\\ufffd\\ufffd\\ufffd", "\\ue012\\ue013", "12"])
    False
    >>> is_sane(["Gdfwxxu", "Qxpphu", "Ehwudlq", "Wrwddo", "Ewz", "Nlm", "Sdslhu", "Zhjlvwhu", "Vwxn", "Plqhw"])
    False
    """
    text = "".join(words)
    if not text:
        return False
    if sum(map(_is_broken, text)) > MAX_BROKEN * len(text):
        return False
    long_words = WORD.findall(" ".join(words))
    plausible = sum(map(_is_plausible, long_words))
    return len(long_words) < 8 or plausible >= MIN_PLAUSIBLE * len(long_words)


def letters(words: Sequence[str]) -> int:
    """How many letters and digits the words have."""
    return sum(map(str.isalnum, "".join(words)))


def _is_broken(char: str) -> bool:
    code = ord(char)
    return code < 32 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFF) or code >= 0xF0000


def _is_plausible(word: str) -> bool:
    if word.isupper() and len(word) <= 5:  # BTW, GMBH, KVK
        return True
    vowels = len(VOWEL.findall(word))
    return vowels * 6 >= len(word) and not UNLIKELY_CASE.search(word)
