"""From the pages of a document to its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from air.document import Box, Document
from air.numbers import decimal_comma_of
from air.recognition import Column, Table
from air.tables.columns import cells_of, find_spans
from air.tables.gutters import Span, parted
from air.tables.headings import choose_headers, column_features, filled_shares, product_shares
from air.tables.layout import Layout, Row, layouts_of
from air.tables.misread import without_currency_digits
from air.tables.models import TableModels
from air.tables.outline import Outline, outlines_of
from air.tables.roles import closes_table, role_features
from air.tables.rows import Block, blocks_of, priced_tokens, quantity_and_price, settle_prices
from air.tables.tokens import Token

_SAME_HEADING = 75.0  # likeness of two headings, 0 to 100
_SAME_EDGE = 2.5  # character widths
_PRICED = ("HeaderQuantity", "HeaderBasePrice")  # what a `2 x 1,99` row holds
_WIDEST = 20  # columns; more is no table
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Draft:
    """A table over one or several pages before its columns have a meaning."""

    outlines: tuple[Outline, ...]
    blocks: tuple[tuple[Block, ...], ...]  # per outline
    spans: tuple[Span, ...]
    cells: tuple[tuple[list[list[Token]], ...], ...]  # per outline and block: tokens by column


def find_tables(document: Document, models: TableModels, *, decimal_comma: bool | None = None) -> tuple[Table, ...]:
    """The tables with line items, in reading order; one table per page and outline.

    `decimal_comma` is the document's habit (see `air.numbers`); None finds it.
    """
    habit = decimal_comma_of(document) if decimal_comma is None else decimal_comma
    drafts = find_drafts(layouts_of(document), models, habit)
    tables = (table for draft in drafts for table in _tables(draft, models, habit))
    return tuple(without_currency_digits(table, habit) if document.was_scanned else table for table in tables)


def find_drafts(layouts: Sequence[Layout], models: TableModels, decimal_comma: bool | None) -> list[Draft]:
    """The tables with rows and columns but without the columns' meaning."""
    features = [role_features(layout, decimal_comma) for layout in layouts]
    roles = [models.roles_of(layout, some) for layout, some in zip(layouts, features, strict=True)]
    return drafts_of(layouts, features, roles, decimal_comma)


def drafts_of(
    layouts: Sequence[Layout], features: Sequence[Floats], roles: Sequence[Floats], decimal_comma: bool | None
) -> list[Draft]:
    """The same from what the rows of each page are: their features and the probabilities of their roles."""
    outlines = []
    for layout, some, probabilities in zip(layouts, features, roles, strict=True):
        outlines += outlines_of(layout, probabilities, closes_table(some))
    character = max((layout.character for layout in layouts), default=0.0)
    drafts = [draft_of(chain, character, decimal_comma) for chain in _chains(outlines, character)]
    return [draft for draft in drafts if 2 <= len(draft.spans) <= _WIDEST]


def draft_of(outlines: Sequence[Outline], character: float, decimal_comma: bool | None) -> Draft:
    """The rows and columns of a table over its outlines."""
    blocks = tuple(tuple(settle_prices(blocks_of(outline), decimal_comma)) for outline in outlines)
    every = [block for some in blocks for block in some]
    items = parted([block.item for block in every], character)
    for block, item in zip(every, items, strict=True):
        block.item = item
    headings = next((outline.headings for outline in outlines if outline.headings), [])
    spans = tuple(find_spans(items, headings, character))
    cells = tuple(tuple(_cells(block, spans) for block in some) for some in blocks)
    return Draft(tuple(outlines), blocks, spans, cells)


def _cells(block: Block, spans: Sequence[Span]) -> list[list[Token]]:
    """The block's tokens by column, row after row; prices of a `2 x 1,99` row have columns of their own."""
    cells: list[list[Token]] = [[] for _ in spans]
    for row in block.rows:
        priced = priced_tokens(row)
        if priced and row is not block.item:
            continue
        for cell, tokens in zip(cells, cells_of(row, spans), strict=True):
            cell += [token for token in tokens if token not in priced]
    return cells


def _chains(outlines: Sequence[Outline], character: float) -> list[list[Outline]]:
    """Outlines that continue each other."""
    chains: list[list[Outline]] = [[outline] for outline in outlines[:1]]
    for last, outline in pairwise(outlines):
        if _continues(last, outline, chains[-1], character):
            chains[-1].append(outline)
        else:
            chains.append([outline])
    return chains


def _continues(last: Outline, outline: Outline, chain: Sequence[Outline], character: float) -> bool:
    """True if the outline is the next part of the chain's table."""
    if outline.page_index > last.page_index + 1:
        return False
    if outline.headings:
        first = next((known.headings for known in chain if known.headings), [])
        return outline.page_index > last.page_index and _are_alike(first, outline.headings)
    return not last.is_closed and _have_same_edge(last.items, outline.items, character)


def _are_alike(one: Sequence[Row], other: Sequence[Row]) -> bool:
    return fuzz.ratio(" ".join(row.text for row in one), " ".join(row.text for row in other)) >= _SAME_HEADING


def _have_same_edge(one: Sequence[Row], other: Sequence[Row], character: float) -> bool:
    """True if both end at the same right edge."""
    return abs(max(row.box.right for row in one) - max(row.box.right for row in other)) < _SAME_EDGE * character


def _tables(draft: Draft, models: TableModels, decimal_comma: bool | None) -> list[Table]:
    """One table per outline, all with the same columns."""
    cells = [block for some in draft.cells for block in some]
    probabilities = models.headers_of(draft.spans, column_features(draft.spans, cells, decimal_comma))
    count = len(draft.spans)
    chosen = choose_headers(probabilities, product_shares(cells, count, decimal_comma), filled_shares(cells, count))
    columns = [
        Column(span.left, span.right, span.heading, header, confidence)
        for span, (header, confidence) in zip(draft.spans, chosen, strict=True)
    ]
    extra = _price_columns(draft, columns)
    order = sorted(range(len(columns) + len(extra)), key=lambda at: [*columns, *extra][at].left)
    return [
        Table(
            page_index=outline.page_index,
            box=Box.around([*(row.box for row in outline.headings), *(block.box for block in blocks)]),
            is_continuation=outline is not draft.outlines[0],
            confidence=outline.confidence,
            columns=tuple([*columns, *extra][at] for at in order),
            rows=tuple(_texts(block, tokens, extra, order) for block, tokens in zip(blocks, cells, strict=True)),
            row_boxes=tuple(block.box for block in blocks),
        )
        for outline, blocks, cells in zip(draft.outlines, draft.blocks, draft.cells, strict=True)
    ]


def _texts(
    block: Block, cells: Sequence[Sequence[Token]], extra: Sequence[Column], order: Sequence[int]
) -> tuple[str, ...]:
    """The block's cells as text, those of its `2 x 1,99` row among them."""
    texts = [" ".join(token.text for token in cell) for cell in cells]
    prices = dict(zip(_PRICED, _prices(block) or ("", ""), strict=True))
    texts += [prices[column.header] for column in extra]
    return tuple(texts[at] for at in order)


def _prices(block: Block) -> tuple[str, str] | None:
    return next((found for row in block.rows if (found := quantity_and_price(row))), None)


def _price_columns(draft: Draft, columns: Sequence[Column]) -> list[Column]:
    """Columns for quantity and price where receipts print them on a row of their own."""
    rows = [row for some in draft.blocks for block in some for row in block.rows if quantity_and_price(row)]
    known = {column.header for column in columns}
    if not rows:
        return []
    left, right = min(row.box.left for row in rows), max(row.box.right for row in rows)
    edges = (left, (left + right) / 2, right)
    return [
        Column(edges[at], edges[at + 1], None, header, 1.0) for at, header in enumerate(_PRICED) if header not in known
    ]
