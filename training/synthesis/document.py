"""A synthetic document: its PDF and everything that is true about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from training.sample import Truth
from training.synthesis.chance import Chance
from training.synthesis.content import Content, Supplier, draw_content, draw_supplier
from training.synthesis.design import Design, draw_design
from training.synthesis.layout import draw_invoice
from training.synthesis.letter import draw_letter
from training.synthesis.listing import draw_listing
from training.synthesis.receipt import draw_receipt
from training.synthesis.sheet import MANY, TAX_SUM, Note, Sheet
from training.synthesis.wording import CURRENCY_WORDS


@dataclass(frozen=True, slots=True)
class SyntheticDocument:
    """A drawn document with its truth."""

    pdf: bytes
    truth: Truth
    template: str  # documents of one layout share it
    seed: str

    @property
    def legislation(self) -> str:
        return self.truth.legislation


def make_document(layout_seed: int, content_seed: int = 0) -> SyntheticDocument:
    """Draw a document; the layout seed decides supplier and look, the content seed what is sold to whom.

    The same seeds give the same bytes.
    """
    supplier, design = _layout(layout_seed)
    chance = Chance(f"layout {layout_seed}/content {content_seed}")
    content = draw_content(supplier, chance)
    sheet = _drawing(design, content)(design, content, chance.fork("drawing"))
    pdf = sheet.pdf()
    return SyntheticDocument(
        pdf,
        _truth(sheet, content, design.formats.currency),
        f"synthetic-{layout_seed}",
        f"{layout_seed}-{content_seed}",
    )


def _drawing(design: Design, content: Content) -> Callable[[Design, Content, Chance], Sheet]:
    """How this layout prints: few are letters or listings of data."""
    if content.kind == "receipt":
        return draw_receipt
    return design.chance.fork("form").weighted(((draw_invoice, 88), (draw_letter, 6), (draw_listing, 6)))


@lru_cache(maxsize=64)
def _layout(seed: int) -> tuple[Supplier, Design]:
    chance = Chance(f"layout {seed}")
    supplier = draw_supplier(chance.fork("supplier"))
    return supplier, draw_design(supplier, chance.fork("design"))


def _truth(sheet: Sheet, content: Content, currency: str) -> Truth:
    fields = _fields(sheet.notes)
    if any(CURRENCY_WORDS[currency].search(text) for text in sheet.texts):  # label words name it too: "Total EUR"
        fields.setdefault("Currency", currency)
    if content.supplier.abroad:
        fields.pop("TaxLines", None)  # rates that the legislation doesn't have are no answers
    taxes = fields.get("TaxLines", [])
    if len(taxes) == 1 and "base" not in taxes[0] and "TotalAmountExclTax" in fields:
        taxes[0]["base"] = fields["TotalAmountExclTax"]
    elif len(taxes) == len(content.totals.taxes) == 1 and "base" in taxes[0]:  # of the only rate: it is all there is
        fields.setdefault("TotalAmountExclTax", taxes[0]["base"])
    return Truth(
        legislation=content.supplier.legislation, language=content.supplier.language, kind=content.kind, fields=fields,
        line_items=tuple(sheet.line_items) if sheet.tables else None, tables=tuple(sheet.tables), is_complete=True,
    )  # fmt: skip


def _fields(notes: list[Note]) -> dict[str, Any]:
    """What the notes answer: the first of a single field, all different ones of a list field."""
    fields: dict[str, Any] = {}
    taxes: dict[int, dict[str, str]] = {}
    for note in notes:
        if note.field == "TaxLines":
            index, parts = note.value
            taxes.setdefault(index, {}).update(parts)
        elif note.field in MANY:
            values = fields.setdefault(note.field, [])
            if note.value not in values:
                values.append(note.value)
        else:
            fields.setdefault(note.field, note.value)
    if (tax_sum := fields.pop(TAX_SUM, None)) is not None and not taxes:
        taxes[0] = {"amount": tax_sum}
    return fields | ({"TaxLines": [taxes[index] for index in sorted(taxes)]} if taxes else {})
