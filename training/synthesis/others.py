"""Other invoices on the page, open or paid: their numbers, dates and sums are no answers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from training.synthesis.blocks import Block, Lines, Stack
from training.synthesis.chance import Chance
from training.synthesis.content import Content, document_number
from training.synthesis.design import Design
from training.synthesis.money import ZERO, cents
from training.synthesis.other_words import HEADINGS, SENTENCES, SUMS, TITLES
from training.synthesis.sheet import Note, Text
from training.synthesis.sums import Matrix

SHARE = 0.06  # of the layouts list other invoices
COLUMNS = (
    (("number", "date", "amount"), 6), (("number", "date", "due", "amount"), 5), (("date", "number", "amount"), 3),
    (("number", "amount"), 2), (("number", "date", "amount", "paid", "open"), 3),
)  # fmt: skip


def other_invoices(design: Design, content: Content) -> Block | None:
    """A list of other invoices as a table or as sentences; None where the layout has none."""
    chance = design.chance.fork("other invoices")
    if content.kind != "invoice" or not chance.happens(SHARE):
        return None
    own = Chance(f"{content.number} others")
    rows = [_drawn(design, content, own, index) for index in range(own.randint(1, 4))]
    return _sentences(design, rows, chance) if chance.happens(0.3) else _list(design, rows, chance)


def _drawn(design: Design, content: Content, own: Chance, index: int) -> dict[str, Decimal | str]:
    """One invoice of the same supplier, some weeks before."""
    day = content.day - timedelta(days=own.randint(20, 60) * (index + 1))
    due = day + timedelta(days=content.supplier.term_days or 14)
    amount = cents(Decimal(own.uniform(15, 2500)))
    paid = own.choice((ZERO, ZERO, amount, cents(amount / 2)))
    number = document_number(content.supplier.number_shape, day, own)
    formats = design.formats
    return {"number": number, "date": formats.short_day(day), "due": formats.short_day(due),
            "amount": amount, "paid": paid, "open": amount - paid}  # fmt: skip


def _list(design: Design, rows: list[dict[str, Decimal | str]], chance: Chance) -> Block:
    """A small table under its title, in most layouts with its sum."""
    language, formats = design.words.language, design.formats
    kinds, has_signs = chance.weighted(COLUMNS), chance.happens(0.5)
    shown = formats.total if has_signs else formats.number
    cells = [tuple(c if isinstance(c := row[kind], str) else shown(c) for kind in kinds) for row in rows]
    if chance.happens(0.6):
        sums = {kind: sum((v for row in rows if isinstance(v := row[kind], Decimal)), ZERO) for kind in kinds}
        cells.append((chance.choice(SUMS[language]), *(shown(sums[k]) if sums[k] else "" for k in kinds[1:])))
    has_currency = has_signs and formats.total_money != "#"
    notes = (Note("Currency", formats.currency),) if has_currency else ()
    heads = tuple(chance.choice(HEADINGS[language][kind]) for kind in kinds)
    pen = design.pen.scaled(chance.choice((0.8, 0.9, 1.0)))
    table = Matrix(heads, tuple(cells), notes, pen, chance.choice(("left", "right")), chance.happens(0.5), True)
    title = Lines((Text(chance.choice(TITLES[language]), is_bold=chance.happens(0.6)),), design.pen)
    return Stack((title, table), 3) if chance.happens(0.85) else table


def _sentences(design: Design, rows: list[dict[str, Decimal | str]], chance: Chance) -> Block:
    """A line of text for each."""
    shape, formats = chance.choice(SENTENCES[design.words.language]), design.formats
    note = (Note("Currency", formats.currency),)
    shown = [row | {"amount": formats.with_currency(Decimal(row["amount"]))} for row in rows]
    return Lines(tuple(Text(shape.format(**row), note) for row in shown), design.pen)
