"""The block of totals below the table: net, tax, gross, and what is paid, owed or kept beside them."""

from __future__ import annotations

import re
from decimal import Decimal

from training.synthesis.blocks import Block
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.money import TaxSum
from training.synthesis.settlement import settlement, total_row
from training.synthesis.sheet import TAX_SUM, Note
from training.synthesis.sums import Matrix, Row, TotalsBlock
from training.synthesis.tax_table import prints_tax_rows, prints_tax_sum, sign, tax_note

NET = "TotalAmountExclTax"
PLAIN_SUBTOTAL = 0.15  # of the layouts call the total without tax so
SAYS_NET = re.compile(r"\bex(cl|kl)?\b|\bnet|netto|ohne|hors|\bHT\b|H\.T|\bsin\b|bez|warenwert|imponible|taxable", re.I)


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
        has_cells=chance.happens(0.12),
        is_boxed_whole=chance.happens(0.5),
    )


def total_rows(design: Design, content: Content) -> list[Row]:
    """The rows of the totals block, top to bottom."""
    chance, words, totals = design.chance.fork("total rows"), design.words, content.totals
    factor, has_tax = sign(design, content), content.supplier.treatment == "taxed"
    shows_net = chance.happens(0.85 if has_tax else 0.3)
    is_tax_last = chance.happens(0.5)  # "of which VAT" below the total, where prices hold the tax
    shows_lines = bool(totals.discount or totals.shipping)
    if content.supplier.is_gross and SAYS_NET.search(words.label("subtotal")):
        shows_lines = False
    rows = [total_row(design, words.label("subtotal"), factor * totals.lines)] if shows_lines else []
    rows += _extras(design, content, factor)
    if has_tax and len(totals.taxes) > 1:
        rows += _net_rows(design, content, factor)
    if shows_net:
        rows.append(total_row(design, _net_label(design, has_subtotal=shows_lines), factor * totals.net, NET))
    taxes = _tax_rows(design, content, factor)
    ends = settlement(design, content, factor)
    if content.supplier.is_gross and is_tax_last:
        return [*rows, *ends, *taxes]
    return [*rows, *taxes, *ends]


def _net_rows(design: Design, content: Content, sign: int) -> list[Row]:
    """The base of each rate on a line of its own, before they are added up."""
    chance, words, formats = design.chance.fork("net rows"), design.words, design.formats
    if not chance.happens(0.12):
        return []
    label = words.label("total_excl_tax") if chance.happens(0.5) else words.label("base_amount")
    is_answer = not prints_tax_sum(design, content)  # bases without their taxes make no tax lines
    shape = chance.choice(("{label} {rate}", "{label} ({rate})", "{rate} {label}", "{label} {tax} {rate}"))
    rows = []
    for index, tax in enumerate(content.totals.taxes):
        text = shape.format(label=label, rate=formats.percent(tax.rate), tax=words.label("tax_word"))
        notes = (tax_note(index, tax, sign, "rate", "base"),) if is_answer else ()
        rows.append(Row(text.strip(), formats.total(sign * tax.base), notes))
    return rows


def _net_label(design: Design, *, has_subtotal: bool) -> str:
    """Words for the total without tax; here and there no more than "Subtotal"."""
    is_subtotal = not has_subtotal and not design.supplier.is_gross
    if is_subtotal and design.chance.fork("net label").happens(PLAIN_SUBTOTAL):
        return design.words.label("subtotal")
    return design.words.label("total_excl_tax")


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
    notes = (Note(TAX_SUM, f"{sign * totals.tax:f}"),)
    return [Row(words.label("tax_word") or words.label("total_tax"), design.formats.total(sign * totals.tax), notes)]


def _extras(design: Design, content: Content, sign: int) -> list[Row]:
    totals, rows = content.totals, []
    if totals.discount:
        rows.append(total_row(design, design.words.label("discount"), -sign * totals.discount))
    if totals.shipping:
        rows.append(total_row(design, design.words.label("shipping"), sign * totals.shipping))
    return rows


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
