"""Is the text layer of a page to be trusted, or is the page to be read by OCR?"""

from __future__ import annotations

import re
from collections.abc import Sequence

MIN_LETTERS_ON_IMAGE = 250  # a page that is mostly image and has fewer letters and digits is a scan with a stamp
IMAGE_PAGE = 0.5  # of the page under images: it may be a scan
MIN_LETTERS = 20  # fewer on a page with drawings: its text may be drawn as outlines
MAX_BROKEN = 0.1  # of the characters without meaning: replacement, private use, control
MIN_PLAUSIBLE = 0.45  # of the long words have a vowel and no capitals in the middle
SAMPLE = 150  # long words that are judged
ENOUGH_LETTERS = 40  # for judging how many of them are vowels
MIN_VOWELS, MAX_VOWELS = 0.22, 0.7

BROKEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ue000-\\uf8ff\\ufffd\\uffff\\U000f0000-\\U0010ffff]")
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
    if len(BROKEN.findall(text)) > MAX_BROKEN * len(text):
        return False
    if not _has_vowels(text):
        return False
    long_words = WORD.findall(" ".join(words))[:SAMPLE]
    plausible = sum(map(_is_plausible, long_words))
    return len(long_words) < 8 or plausible >= MIN_PLAUSIBLE * len(long_words)


def letters(words: Sequence[str]) -> int:
    """How many letters and digits the words have."""
    return sum(map(str.isalnum, "".join(words)))


def _has_vowels(text: str) -> bool:
    """False if there are far fewer (or more) vowels than in any language, as in text with shifted character codes."""
    count = sum(map(str.isalpha, text))
    return count < ENOUGH_LETTERS or MIN_VOWELS <= len(VOWEL.findall(text)) / count <= MAX_VOWELS


def _is_plausible(word: str) -> bool:
    if word.isupper() and len(word) <= 5:  # BTW, GMBH, KVK
        return True
    if word.islower() or word.istitle():
        return VOWEL.search(word) is not None
    return VOWEL.search(word) is not None and not UNLIKELY_CASE.search(word)
