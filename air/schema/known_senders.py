"""Senders that checked answers named: recognised by their text, however it was misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from air.document import Box
from air.phrases import normal
from air.schema.grid import Segment
from air.schema.result import Answer
from air.schema.sender import SenderLines, company_text

KNOWN_NAME, KNOWN_ADDRESS = 86.0, 88.0  # likeness, 0 to 100
SUREST = 0.98  # nothing is certain
_MISREAD = str.maketrans("oilszb", "011528")  # letters that an OCR engine takes for digits


def letters(text: str) -> str:
    """Letters and digits in lower case, without accents."""
    return "".join(c for c in normal(text) if c.isalnum())


def known_name(texts: Sequence[str], sender: SenderLines) -> Answer | None:
    """The known name that a line at the head says, or two lines one under the other."""
    best: tuple[float, str, list[Segment]] = (KNOWN_NAME, "", [])
    head = sender.head
    for segment in head.segments[:20]:
        below = head.grid.below(segment)
        for some in ([segment], [segment, below] if below is not None else []):
            said = letters(company_text(some)) if some else ""
            for text in texts if len(said) > 3 else ():
                likeness = fuzz.ratio(said.translate(_MISREAD), letters(text).translate(_MISREAD))
                if likeness > best[0]:
                    best = (likeness, text, list(some))
    likeness, text, some = best
    if not some:
        return None
    box = Box.around(segment.box for segment in some)
    shown = " ".join(segment.text for segment in some)
    return Answer(text, min(SUREST, likeness / 100), shown, some[0].page_index, box)


def known_address(texts: Sequence[str], answer: Answer | None) -> Answer | None:
    """The known address that the answer is, but for misread letters."""
    if answer is None or not isinstance(answer.value, str):
        return None
    said = letters(answer.value)
    for text in texts:
        if fuzz.ratio(said, letters(text)) >= KNOWN_ADDRESS and _numbers(said) == _numbers(letters(text)):
            return replace(answer, value=text)
    return None


def _numbers(text: str) -> list[str]:
    """The numbers in letters and digits, as an OCR engine may confuse them."""
    return re.findall(r"\d+", text.translate(_MISREAD))
