"""The sums below the table: a block of totals, a table of tax per rate, or both."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from training.synthesis.blocks import Block, Empty
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.fonts import Pen
from training.synthesis.money import TaxSum, cents
from training.synthesis.sheet import GREY, Colour, Note, Sheet
from training.synthesis.table import plain_rate

SAYS_NET = re.compile(r"\bex(cl|kl)?\b|\bnet|netto|ohne|hors|\bHT\b|H\.T|\bsin\b|bez|warenwert|imponible|taxable", re.I)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the totals block."""

    label: str
    amount: str
    notes: tuple[Note, ...] = ()
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class TotalsBlock:
    """Labels and amounts in two columns."""

    rows: tuple[Row, ...]
    pen: Pen
    colon: str
    label_align: str
    strong_scale: float
    fill: Colour | None
    is_ruled: bool
    spread: float

    def height(self, width: float) -> float:
        return sum(self._step(row) for row in self.rows) + 4

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        amounts = max(self._pen(row).width(row.amount) for row in self.rows)
        for row in self.rows:
            pen = self._pen(row)
            if row.is_strong and self.fill:
                sheet.box(x - 3, y - 1, x + width + 3, y + self._step(row) - 1, fill=self.fill)
            if row.is_strong and self.is_ruled:
                sheet.rule(x, x + width, y - 1, thickness=0.7)
            label = row.label + self.colon
            fitting = pen.scaled(min(1.0, (width - amounts - 6) / max(1.0, pen.width(label))))
            sheet.write(
                x + width - amounts - 12 if self.label_align == "right" else x, y, label, fitting, self.label_align
            )
            sheet.write(x + width, y, row.amount, pen, "right")
            sheet.note(row.notes)
            y += self._step(row)

    def _pen(self, row: Row) -> Pen:
        return self.pen.scaled(self.strong_scale).bold() if row.is_strong else self.pen

    def _step(self, row: Row) -> float:
        return self._pen(row).leading * self.spread


@dataclass(frozen=True, slots=True)
class Matrix:
    """Headings over cells: the tax table, or totals beside each other under their labels."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Note, ...]
    pen: Pen
    align: str
    is_ruled: bool
    is_bold: bool

    def height(self, width: float) -> float:
        return self._step() * (len(self.rows) + 1) + 2

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        cell, step = width / len(self.headings), self._step()
        if self.is_ruled:
            sheet.box(x - 2, y - 1, x + width + 2, y + self.height(width), stroke=GREY)
            sheet.rule(x - 2, x + width + 2, y + step - 1, GREY)
        for number, row in enumerate((self.headings, *self.rows)):
            pen = self.pen.bold(number == 0 and self.is_bold)
            for index, text in enumerate(row):
                left = x + index * cell
                anchor = {"left": left, "right": left + cell - 4, "centre": left + cell / 2}[self.align]
                needed = pen.width(text)
                sheet.write(
                    anchor,
                    y + number * step,
                    text,
                    pen.scaled(min(1.0, (cell - 4) / needed)) if needed else pen,
                    self.align,
                )
        sheet.note(self.notes)

    def _step(self) -> float:
        return self.pen.leading * 1.15


def totals_block(design: Design, content: Content) -> Block:
    """The block of totals of this layout."""
    chance = design.chance.fork("totals block")
    rows = total_rows(design, content)
    if chance.happens(0.09) and 2 <= len(rows) <= 6:
        notes = tuple(note for row in rows for note in row.notes)
        return Matrix(
            tuple(r.label for r in rows),
            (tuple(r.amount for r in rows),),
            notes,
            design.pen,
            "right",
            chance.happens(0.6),
            True,
        )
    fill = chance.choice((None, None, None, (0.92, 0.92, 0.92)))
    return TotalsBlock(
        tuple(rows),
        design.pen,
        chance.choice(("", "", design.labels.colon)),
        chance.weighted((("left", 5), ("right", 3))),
        chance.choice((1.0, 1.0, 1.1, 1.25, 1.5)),
        fill,
        chance.happens(0.45),
        chance.choice((1.0, 1.1, 1.3, 1.5)),
    )


def tax_table(design: Design, content: Content) -> Block:
    """Rate, base and tax in columns; empty where the layout or the document has none."""
    chance = design.chance.fork("tax table")
    wants = chance.happens(0.25) or (len(content.totals.taxes) > 1 and not prints_tax_rows(design, content))
    if not wants or content.supplier.treatment != "taxed":
        return Empty()
    words, formats, sign = design.words, design.formats, _sign(design, content)
    kinds = chance.weighted(
        (
            (("rate", "base", "tax"), 6),
            (("base", "rate", "tax"), 3),
            (("rate", "base", "tax", "gross"), 2),
            (("tax", "rate", "base"), 1),
        )
    )
    heads = {
        "rate": words.label("tax_rate_column"),
        "base": words.label("base_amount"),
        "tax": words.label("total_tax"),
        "gross": words.label("total_incl_tax"),
    }
    rows, notes = [], []
    for index, tax in enumerate(content.totals.taxes):
        cells = {
            "rate": formats.percent(tax.rate),
            "base": formats.money(sign * tax.base),
            "tax": formats.money(sign * tax.tax),
            "gross": formats.money(sign * tax.gross),
        }
        rows.append(tuple(cells[kind] for kind in kinds))
        notes.append(tax_note(index, tax, sign, "rate", "base", "amount"))
    return Matrix(
        tuple(heads[kind] for kind in kinds),
        tuple(rows),
        tuple(notes),
        design.pen.scaled(0.9),
        chance.choice(("right", "right", "left")),
        chance.happens(0.5),
        chance.happens(0.6),
    )


def tax_note(index: int, tax: TaxSum, sign: int, *parts: str) -> Note:
    """What a printed tax line answers."""
    known = {"rate": plain_rate(tax.rate), "base": f"{sign * tax.base:f}", "amount": f"{sign * tax.tax:f}"}
    return Note("TaxLines", (index, {part: known[part] for part in parts}))


def prints_tax_rows(design: Design, content: Content) -> bool:
    """True if the layout prints tax per rate in the totals block."""
    return design.chance.fork("tax rows").happens(0.85 if len(content.totals.taxes) == 1 else 0.6)


def total_rows(design: Design, content: Content) -> list[Row]:
    """The rows of the totals block, top to bottom."""
    chance, words, totals = design.chance.fork("total rows"), design.words, content.totals
    sign, has_tax = _sign(design, content), content.supplier.treatment == "taxed"
    shows_net = chance.happens(0.85 if has_tax else 0.3)
    is_tax_last = chance.happens(0.5)  # "of which VAT" below the total, where prices hold the tax
    shows_lines = bool(totals.discount or totals.shipping)
    if content.supplier.is_gross and SAYS_NET.search(words.label("subtotal")):
        shows_lines = False
    rows = [_row(design, words.label("subtotal"), sign * totals.lines)] if shows_lines else []
    rows += _extras(design, content, sign)
    if shows_net:
        rows.append(_row(design, words.label("total_excl_tax"), sign * totals.net, "TotalAmountExclTax"))
    taxes = _tax_rows(design, content, sign)
    ends = _ends(design, content, sign)
    if content.supplier.is_gross and is_tax_last:
        return [*rows, *ends, *taxes]
    return [*rows, *taxes, *ends]


def _tax_rows(design: Design, content: Content, sign: int) -> list[Row]:
    """Tax per rate, in one sum, or as a zero."""
    words, totals = design.words, content.totals
    if content.supplier.treatment != "taxed":
        zero = TaxSum(Decimal(0), totals.net, Decimal("0.00"))
        return [_tax_row(design, 0, zero, sign)] if design.chance.fork("zero tax").happens(0.35) else []
    if prints_tax_rows(design, content):
        return [_tax_row(design, index, tax, sign) for index, tax in enumerate(totals.taxes)]
    if len(totals.taxes) == 1:
        note = tax_note(0, totals.taxes[0], sign, "amount")
        return [Row(words.label("total_tax"), design.formats.total(sign * totals.tax), (note,))]
    return [_row(design, words.label("tax_word"), sign * totals.tax)]


def _extras(design: Design, content: Content, sign: int) -> list[Row]:
    totals, rows = content.totals, []
    if totals.discount:
        rows.append(_row(design, design.words.label("discount"), -sign * totals.discount))
    if totals.shipping:
        rows.append(_row(design, design.words.label("shipping"), sign * totals.shipping))
    return rows


def _ends(design: Design, content: Content, sign: int) -> list[Row]:
    """The total and what is left to pay."""
    chance, words, totals = design.chance.fork("total ends"), design.words, content.totals
    says_due, is_repeated, is_strong, is_negative = (chance.happens(p) for p in (0.2, 0.12, 0.5, 0.6))
    concept = "amount_due" if says_due and not totals.paid else "total_incl_tax"
    last = _row(design, words.label(concept), sign * totals.gross, "TotalAmountInclTax")
    rows = [replace(last, is_strong=not totals.paid or is_strong)]
    if totals.paid:
        paid = -sign * totals.paid if is_negative else sign * totals.paid
        rows.append(_row(design, words.label("already_paid"), paid))
        rows.append(replace(_row(design, words.label("amount_due"), sign * totals.due), is_strong=True))
    elif concept == "total_incl_tax" and is_repeated:
        due = _row(design, words.label("amount_due"), sign * totals.due, "TotalAmountInclTax")
        rows.append(replace(due, is_strong=True))
    return rows + _abroad(design, content, sign)


def _abroad(design: Design, content: Content, sign: int) -> list[Row]:
    """The total in another currency, which is no answer."""
    chance = design.chance.fork("abroad")
    if not chance.happens(0.03):
        return []
    other = chance.choice([code for code in ("USD", "GBP", "CHF", "EUR") if code != design.formats.currency])
    rate = Decimal(chance.randint(7800, 12900)) / 10000
    label = f"{design.words.label('exchange_rate')} {design.formats.number(rate, 4)}"
    return [Row(label, f"{other} {design.formats.number(sign * cents(content.totals.gross * rate))}")]


def _row(design: Design, label: str, value: Decimal, field: str = "") -> Row:
    notes = design.amount_notes(field, value) if field else ()
    return Row(label or "Total", design.formats.total(value), notes)


def _tax_row(design: Design, index: int, tax: TaxSum, sign: int) -> Row:
    """A line of tax with its rate; the label says the base too in some layouts."""
    chance, words, formats = design.chance.fork("tax row"), design.words, design.formats
    shape = chance.weighted((("phrase", 6), ("after", 4), ("base", 3), ("bare", 1)))
    rate = formats.percent(tax.rate, sign=False)
    if shape == "phrase" and rate in (label := words.phrase("total_tax", rate=rate)):
        return Row(label, formats.total(sign * tax.tax), (tax_note(index, tax, sign, "rate", "amount"),))
    label = words.label("tax_word") or words.label("total_tax")
    if shape == "bare" and index == 0 and tax.rate:
        return Row(label, formats.total(sign * tax.tax), (tax_note(index, tax, sign, "amount"),))
    if shape == "base":
        base = formats.total(sign * tax.base) if chance.happens(0.5) else formats.number(sign * tax.base)
        joint = {"nl": "over", "de": "auf", "fr": "sur", "en": "on", "es": "s/", "pl": "od"}[words.language]
        return Row(
            f"{label} {rate}% {joint} {base}",
            formats.total(sign * tax.tax),
            (tax_note(index, tax, sign, "rate", "base", "amount"),),
        )
    text = (
        f"{label} ({rate}%)"
        if chance.happens(0.3)
        else f"{label} {rate}%"
        if chance.happens(0.7)
        else f"{rate}% {label}"
    )
    return Row(text, formats.total(sign * tax.tax), (tax_note(index, tax, sign, "rate", "amount"),))


def _sign(design: Design, content: Content) -> int:
    return design.credit_sign if content.kind == "credit_note" else 1
