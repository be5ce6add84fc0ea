"""Documents as an OCR engine may misread them, without the minutes that one takes."""

from __future__ import annotations

from dataclasses import replace

from air.document import Document, Line, Word
from training.forms.head_words import LOOK_ALIKES
from training.synthesis.chance import Chance


def misread(document: Document, chance: Chance) -> Document:
    """As an OCR engine may read a photograph: wrong letters, lost spaces, unsure words."""
    rate = chance.choice((0.0, 0.01, 0.03))
    pages = tuple(
        replace(page, engine="both", lines=tuple(_misread(line, rate, chance) for line in page.lines))
        for page in document.pages
    )
    return replace(document, pages=pages, media="image")


def _misread(line: Line, rate: float, chance: Chance) -> Line:
    words: list[Word] = []
    for word in line.words:
        text = "".join(c.translate(LOOK_ALIKES) if chance.happens(rate) else c for c in word.text)
        if words and chance.happens(rate * 2) and words[-1].text.endswith((",", ".")):
            box = replace(words[-1].box, right=max(word.box.right, words[-1].box.right))
            words[-1] = Word(words[-1].text + text, box, words[-1].confidence)
        else:
            words.append(Word(text, word.box, round(chance.uniform(0.6, 0.99), 3)))
    return Line(tuple(words))
