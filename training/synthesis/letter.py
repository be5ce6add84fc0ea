"""An invoice as a letter: a subject that holds the reference, sentences with dates, and amounts set in the text.

Insurers, associations, authorities and professions write so; often there is no number and no table.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from training.synthesis.blocks import Beside, Block, Empty, Lines, Stack
from training.synthesis.chance import Chance
from training.synthesis.closing import closing, footer
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.flow import Flow
from training.synthesis.header import sender_block, title
from training.synthesis.in_words import words_line
from training.synthesis.letter_words import ACCOUNTS, BODIES, DUES, SUBJECTS
from training.synthesis.meta import meta_entry
from training.synthesis.notices import notices
from training.synthesis.phrases import LETTERS
from training.synthesis.placement import Placement, draw_placement
from training.synthesis.sheet import Note, Sheet, Text
from training.synthesis.sums import Row
from training.synthesis.totals import total_rows

FACTS = ("customer", "contract", "period", "number", "due", "your_reference", "order_number", "our_reference")
ONLY_WORDS = 0.08  # of the letters name their amount in words alone


def draw_letter(design: Design, content: Content, chance: Chance) -> Sheet:
    """Draw the letter; it has no table, so no line items are labelled."""
    sheet, style = Sheet(*design.page), design.chance.fork("letter")
    placement = replace(draw_placement(design), side="", has_sender=True)
    flow = _flow(sheet, design, content, placement)
    flow.on_new_page()
    for block in _top(design, content, placement, style):
        flow.place(block, gap=style.choice((10, 16, 28)))
    greeting = design.words.phrase("greeting_opening", text=content.buyer.person)
    texts = [Text(greeting), *_body(design, content, style)]
    for text in texts:
        flow.place(Lines((text,), design.pen), gap=8)
    if style.fork("only words").happens(ONLY_WORDS):
        flow.place(words_line(design, content))
        return sheet
    for row in _amounts(design, content):
        flow.place(_row_block(row, design), gap=1)
    flow.y += 12
    for block in closing(design, content, placement):
        flow.place(block, gap=10)
    if style.happens(0.5):
        flow.place(_aside(design, content, style))
    if style.fork("notices").happens(0.5):
        flow.place(notices(design, content, style.fork("notice texts")))
    return sheet


def _flow(sheet: Sheet, design: Design, content: Content, placement: Placement) -> Flow:
    left, top, right, bottom = design.margins
    foot = footer(design, content, placement)
    foot_top = sheet.height - bottom - (foot.height(sheet.width - left - right) if foot else 0.0)

    def begin() -> None:
        if foot:
            foot.draw(sheet, left, foot_top, sheet.width - left - right)

    return Flow(sheet, left, sheet.width - right, top, foot_top - 12, top, begin)


def _top(design: Design, content: Content, placement: Placement, style: Chance) -> list[Block]:
    """Sender at the right, buyer at the left, then the subject and the date, which needs no label."""
    sender = sender_block(design, content, placement, style.fork("sender"))
    buyer = Lines(tuple(Text(line) for line in (content.buyer.name, *content.buyer.address.lines)), design.pen)
    day = Text(design.formats.day(content.day), (Note("InvoiceDate", f"{content.day:%Y-%m-%d}"),))
    subject = _subject(design, content, style.fork("subject"))
    dated = Lines((day,), design.pen, "right")
    if style.happens(0.5):
        heading: list[Block] = [Beside((subject, dated), (0.75, 0.25))]
    else:
        heading = [dated, subject] if style.happens(0.7) else [subject, Lines((day,), design.pen)]
    return [Beside((buyer, sender) if style.happens(0.75) else (sender, buyer), (1.1, 0.9)), *heading]


def _subject(design: Design, content: Content, chance: Chance) -> Block:
    """What it is about: title, product and a number, in one line or two."""
    words, reference = design.words, content.your_references[0]
    label = words.label("your_reference") if any(c.isdigit() for c in reference) else ""
    account = chance.choice(ACCOUNTS[words.language])
    shape = chance.choice(SUBJECTS)
    values = {"title": title(design, content), "item": content.items[0].description, "number": content.number,
              "label": label or account, "reference": reference}  # fmt: skip
    answers = {"number": ("InvoiceNumber", content.number), "reference": ("YourReference", reference)}
    notes = tuple(Note(*answers[name]) for name in answers if f"{{{name}}}" in shape)
    lines = [Text(part.format(**values), is_bold=index == 0) for index, part in enumerate(shape.split("|"))]
    lines[-1] = replace(lines[-1], notes=notes)
    return Lines(tuple(lines), design.pen.scaled(chance.choice((1.0, 1.1, 1.2))))


def _body(design: Design, content: Content, style: Chance) -> list[Text]:
    """Why it is owed, for which time, and when to pay it."""
    language, formats = design.words.language, design.formats
    start, end = formats.short_day(content.day.replace(day=1)), formats.short_day(content.due + timedelta(days=330))
    sentences = [Text(style.choice(BODIES[language]).format(item=content.items[0].description, start=start, end=end))]
    if style.happens(0.8):
        shown = formats.day(content.due) if style.happens(0.6) else formats.short_day(content.due)
        text = style.choice(DUES[language]).format(due=shown)
        sentences.append(Text(text, (Note("DueDate", f"{content.due:%Y-%m-%d}"),)))
    names = style.sample(FACTS, style.randint(0, 4))
    entries = [found for name in names if (found := meta_entry(name, design, content))]
    return sentences + [Text(f"{e.label}{design.labels.colon or ':'} {e.value}", e.notes) for e in entries]


def _amounts(design: Design, content: Content) -> list[Row]:
    """Lines with their amounts, then the sums."""
    factor = design.credit_sign if content.kind == "credit_note" else 1
    items = [Row(item.description, design.formats.money(factor * item.amount)) for item in content.items[:6]]
    return [*(items if len(content.items) <= 6 else []), *total_rows(design, content)]


def _row_block(row: Row, design: Design) -> Block:
    pen = design.pen.bold(row.is_strong)
    left, right = (
        Lines((Text(row.label, is_bold=row.is_strong),), pen),
        Lines((Text(row.amount, row.notes),), pen, "right"),
    )
    return Beside((left, right, Empty()), (0.5, 0.22, 0.28))


def _aside(design: Design, content: Content, style: Chance) -> Block:
    """Paragraphs with dates and amounts of their own."""
    other, amount = design.formats.short_day(content.order_day), design.formats.with_currency(content.previous_balance)
    shapes = style.sample(LETTERS[design.words.language], 2)
    currency = (Note("Currency", design.formats.currency),)
    texts = (Text(s.format(other=other, amount=amount), currency if "{amount}" in s else ()) for s in shapes)
    return Stack(tuple(Lines((text,), design.pen) for text in texts), 6)
