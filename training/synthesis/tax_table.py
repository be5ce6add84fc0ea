"""The table of tax per rate: which columns, in which order, with codes and a sum or without."""

from __future__ import annotations

from decimal import Decimal

from training.synthesis.blocks import Block, Empty
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.formats import SIGNS
from training.synthesis.money import TaxSum, plain_rate
from training.synthesis.sheet import Note
from training.synthesis.sums import Matrix

COLUMNS = (
    (("rate", "base", "tax"), 6), (("base", "rate", "tax"), 3), (("rate", "base", "tax", "gross"), 3),
    (("tax", "rate", "base"), 1), (("code", "rate", "base", "tax"), 2), (("code", "base", "rate", "tax"), 1),
    (("rate", "tax", "base", "gross"), 1), (("word", "rate", "base", "tax", "gross"), 1.5),
    (("code", "base", "tax"), 0.7),
    (("base", "tax", "gross"), 1), (("word", "base", "tax"), 1), (("gross", "rate", "tax", "base"), 0.5),
)  # fmt: skip
UNIT_IN_HEADS = 0.12  # of the tables name the currency in their headings
BARE_SUMS = 0.3  # of the others have sums without a sign, whatever the totals have
CODES = ("ABC", "123", "STR", "HLN", "SRZ", ("V20", "V05", "V00"))


def tax_table(design: Design, content: Content) -> Block:
    """Tax per rate in columns; empty where the layout or the document has none."""
    chance = design.chance.fork("tax table")
    many = len(content.totals.taxes) > 1
    wants = chance.happens(0.28) or (many and not prints_tax_rows(design, content))
    if not wants or content.supplier.treatment != "taxed" or prints_tax_sum(design, content):
        return Empty()
    kinds = chance.weighted(COLUMNS)
    if many and "rate" not in kinds:
        kinds = ("rate", *kinds)
    codes = chance.choice(CODES)
    factor = sign(design, content)
    rows = [_cells(design, tax, factor, codes[index % 3]) for index, tax in enumerate(content.totals.taxes)]
    parts = [part for part, kind in (("rate", "rate"), ("base", "base"), ("amount", "tax")) if kind in kinds]
    notes = [tax_note(i, tax, factor, *parts) for i, tax in enumerate(content.totals.taxes)]
    if chance.happens(0.25):
        sums = _sum_cells(design, content)
        rows.append(sums)
        notes += _sum_notes(design, content, kinds)
    return Matrix(
        tuple(_heads(design)[kind] for kind in kinds),
        tuple(tuple(row[kind] for kind in kinds) for row in rows),
        tuple(notes),
        design.pen.scaled(0.9),
        chance.choice(("right", "right", "left")),
        chance.happens(0.5),
        chance.happens(0.6),
    )


def prints_tax_rows(design: Design, content: Content) -> bool:
    """True if the layout prints tax per rate in the totals block."""
    return design.chance.fork("tax rows").happens(0.85 if len(content.totals.taxes) == 1 else 0.6)


def prints_tax_sum(design: Design, content: Content) -> bool:
    """True if the taxes of several rates are printed in one sum only, as programs with "Taxes" do."""
    is_mixed = len(content.totals.taxes) > 1 and not prints_tax_rows(design, content)
    return is_mixed and design.chance.fork("tax sum").happens(0.4)


def tax_note(index: int, tax: TaxSum, sign: int, *parts: str) -> Note:
    """What a printed tax line answers."""
    known = {"rate": plain_rate(tax.rate), "base": f"{sign * tax.base:f}", "amount": f"{sign * tax.tax + 0:f}"}
    return Note("TaxLines", (index, {part: known[part] for part in parts}))


def sign(design: Design, content: Content) -> int:
    """Of the amounts: -1 where this layout prints credit notes so."""
    return design.credit_sign if content.kind == "credit_note" else 1


def _heads(design: Design) -> dict[str, str]:
    words, unit = design.words, _unit(design)
    return {
        "rate": words.label("tax_rate_column"),
        "base": words.label("base_amount") + unit,
        "tax": words.label("total_tax") + unit,
        "gross": words.label("total_incl_tax") + unit,
        "code": design.chance.fork("code head").choice(("", "Code", "Typ", "Cat.", "#")),
        "word": "",
    }


def _unit(design: Design) -> str:
    """The currency behind the headings, where the sums have no sign; mostly nothing."""
    chance, currency = design.chance.fork("tax unit"), design.formats.currency
    shape = chance.choice((" ({})", " [{}]", " {}", " w {}" if design.words.language == "pl" else " in {}"))
    return shape.format(chance.choice((SIGNS[currency], currency))) if chance.happens(UNIT_IN_HEADS) else ""


def _shown(design: Design, value: Decimal) -> str:
    """A sum of the table: as in other cells, or bare."""
    is_bare = _unit(design) or design.chance.fork("bare sums").happens(BARE_SUMS)
    return design.formats.number(value) if is_bare else design.formats.money(value)


def _cells(design: Design, tax: TaxSum, sign: int, code: str) -> dict[str, str]:
    return {
        "rate": design.formats.percent(tax.rate),
        "base": _shown(design, sign * tax.base),
        "tax": _shown(design, sign * tax.tax),
        "gross": _shown(design, sign * tax.gross),
        "code": code,
        "word": design.words.label("tax_word"),
    }


def _sum_cells(design: Design, content: Content) -> dict[str, str]:
    """The last row: what the rates add up to."""
    totals, s = content.totals, sign(design, content)
    sums = {"base": totals.net, "tax": totals.tax, "gross": totals.gross}
    return {"rate": "", "code": "", "word": "Total"} | {kind: _shown(design, s * value) for kind, value in sums.items()}


def _sum_notes(design: Design, content: Content, kinds: tuple[str, ...]) -> list[Note]:
    s, totals = sign(design, content), content.totals
    answers = (("base", "TotalAmountExclTax", totals.net), ("gross", "TotalAmountInclTax", totals.gross))
    return [Note(field, f"{s * value:f}") for kind, field, value in answers if kind in kinds]
