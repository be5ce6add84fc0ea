"""Rows of a table: each line item with the further lines of its description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

import numpy as np

from air.document import Box
from air.numbers import parse_amount, plain_text
from air.tables.layout import Row
from air.tables.outline import Outline
from air.tables.roles import DETAIL, ITEM
from air.tables.tokens import AMOUNT, Token, is_mark, number_in

_TIMES = re.compile(
    r"(?P<quantity>\d+(?:[.,](?:\d{1,3}|-))?)\s*(?:[^\W\d]{1,4}\.?\s*)?[xX*×@]\s*"
    r"(?P<price>[€$£]?\s*-?\d{1,3}(?:[ .,']?\d{3})*[.,](?:\d{2,4}\b|-{1,2})).*"
)
_CLEAR = 1.35  # a gap this much wider than the other separates two line items


@dataclass(slots=True)
class Block:
    """A line item's own row and the rows of text that belong to it."""

    item: Row
    above: list[Row] = field(default_factory=list)
    below: list[Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [*self.above, self.item, *self.below]

    @property
    def box(self) -> Box:
        return Box.around(row.box for row in self.rows)


def quantity_and_price(row: Row) -> tuple[str, str] | None:
    """The two numbers of a receipt's `2 x 1,99`; None if the row is anything else."""
    match = _TIMES.fullmatch(plain_text(row.text).strip())
    return (match["quantity"], match["price"]) if match else None


def priced_tokens(row: Row) -> tuple[Token, ...]:
    """The tokens of a `2 x 1,99` up to the price; none if the row is anything else."""
    if quantity_and_price(row) is None:
        return ()
    mark = next((at for at, token in enumerate(row.tokens) if is_mark(token)), 0)
    price = next((at for at in range(mark + 1, len(row.tokens)) if row.tokens[at].kind == AMOUNT), mark)
    return row.tokens[: price + 1]


def blocks_of(outline: Outline) -> list[Block]:
    """The outline's line items, top to bottom, each with its text; breaks are left out."""
    blocks: list[Block] = []
    between: list[Row] = []
    is_above = _text_stands_above(outline)
    for row, role in outline.body:
        if role == DETAIL:
            between.append(row)
        elif role == ITEM:
            blocks.append(Block(row))
            _share(between, blocks, is_above)
            between = []
        else:
            if blocks:
                blocks[-1].below += between
            between = []
    if blocks:
        blocks[-1].below += between
    return blocks


def settle_prices(blocks: list[Block], decimal_comma: bool | None) -> list[Block]:
    """Move each `2 x 1,99` row to the neighbour whose amount it explains, if that is not its own item's."""
    for upper, lower in pairwise(blocks):
        if upper.below and _explains(upper.below[-1], lower, decimal_comma):
            if not _explains(upper.below[-1], upper, decimal_comma):
                lower.above.insert(0, upper.below.pop())
        elif lower.above and _explains(lower.above[0], upper, decimal_comma):
            upper.below.append(lower.above.pop(0))
    return blocks


def _explains(row: Row, block: Block, decimal_comma: bool | None) -> bool:
    """True if the row's quantity times its price is an amount of the block's item."""
    found = quantity_and_price(row)
    if found is None:
        return False
    quantity, price = (parse_amount(text, decimal_comma=decimal_comma) for text in found)
    amounts = [number_in(token.text, decimal_comma) for token in block.item.tokens if token.kind == AMOUNT]
    return (
        quantity is not None
        and price is not None
        and any(amount is not None and abs(quantity * price - amount) < Decimal("0.011") for amount in amounts)
    )


def _text_stands_above(outline: Outline) -> bool:
    """True if descriptions come before the row with the numbers: the table begins with text and does not end in it."""
    roles = [role for _, role in outline.body if role in (ITEM, DETAIL)]
    return bool(roles) and roles[0] == DETAIL and roles[-1] == ITEM


def _share(between: Sequence[Row], blocks: list[Block], is_above: bool) -> None:
    """Give the rows between the last two line items to the one or the other."""
    block = blocks[-1]
    if len(blocks) == 1 or not between:
        block.above += between
        return
    rows = [blocks[-2].item, *between, block.item]
    gaps = np.array([b.box.top - a.box.bottom for a, b in pairwise(rows)])
    widest = int(np.argmax(gaps))
    height = max(float(np.median([row.box.height for row in rows])), 1e-6)
    others = np.delete(gaps, widest)
    is_clear = gaps[widest] > _CLEAR * max(float(others.max()), 0.0) + 0.15 * height
    cut = widest if is_clear else 0 if is_above else len(between)
    blocks[-2].below += between[:cut]
    block.above += between[cut:]
