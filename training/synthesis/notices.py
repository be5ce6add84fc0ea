"""Running text below or around the figures: notices with dates, sums and numbers of their own, in dense paragraphs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from training.synthesis.blocks import Block, Lines
from training.synthesis.chance import Chance
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.money import cents
from training.synthesis.notice_words import NOTICES
from training.synthesis.phrases import LETTERS
from training.synthesis.references import draw_reference
from training.synthesis.sheet import Note, Text


def notices(design: Design, content: Content, style: Chance) -> Block:
    """Two to five paragraphs of one to four sentences; `style` is the layout's, figures are the document's."""
    own = Chance(f"{content.number} notices")
    sentences = (*NOTICES[design.words.language], *LETTERS[design.words.language])
    paragraphs = [
        _paragraph(style.sample(sentences, style.randint(1, 4)), design, content, own)
        for _ in range(style.randint(2, 5))
    ]
    pen = design.pen.scaled(style.choice((0.7, 0.8, 0.9, 1.0)))
    return Lines(tuple(paragraphs), pen)


def _paragraph(shapes: list[str], design: Design, content: Content, own: Chance) -> Text:
    """Sentences one after the other, filled in."""
    formats = design.formats
    filled = [
        shape.format(
            other=formats.short_day(content.day + timedelta(days=own.randint(-400, 400))),
            amount=formats.with_currency(cents(Decimal(own.uniform(2, 900)))),
            code=draw_reference(own.choice(("reference", "contract", "order")), own),
        )
        for shape in shapes
    ]
    names_money = any("{amount}" in shape for shape in shapes)
    return Text(" ".join(filled), (Note("Currency", formats.currency),) if names_money else ())
