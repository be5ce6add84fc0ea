"""Samples varied a little for training, so that tables are learnt by their order and not by their place on the page.

The same sample is always varied in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zlib import crc32

import numpy as np

from air.document import Box, Document, Line, Page, Word
from training.sample import Sample, TrueColumn, TrueTable

_SQUEEZED = 0.4  # share of the samples whose print fills only part of the page
_LEAST, _LEAST_RECEIPT = 0.6, 0.35  # the smallest part, across and down; receipts are scanned on large sheets
_PLAIN = 0.12  # share of the samples whose tables lose columns
_KEPT = ("HeaderDescription", "HeaderTotalPrice")
_KEYS = {"HeaderQuantity": "Quantity", "HeaderBasePrice": "Price", "HeaderProductCode": "ProductCode"}
_EDGE = 0.004  # page heights


def varied(sample: Sample) -> Sample:
    """The sample as it is, smaller on its pages, or with fewer columns in its tables."""
    chance = np.random.default_rng(crc32(f"variation {sample.name}".encode()))
    if sample.truth.tables and chance.random() < _PLAIN:
        sample = with_fewer_columns(sample, float(chance.uniform(0.3, 1.0)), chance)
    if chance.random() < _SQUEEZED:
        least = _LEAST_RECEIPT if sample.truth.kind == "receipt" else _LEAST
        width, height = chance.uniform(least, 1), chance.uniform(least, 1)
        left, top = chance.uniform(0, 1 - width), chance.uniform(0, 1 - height)
        sample = squeezed(sample, float(width), float(height), float(left), float(top))
    return sample


def squeezed(sample: Sample, width: float, height: float, left: float, top: float) -> Sample:
    """The sample with everything in a part of its pages (fractions)."""

    def moved(box: Box) -> Box:
        return Box.clipped(
            left + width * box.left, top + height * box.top, left + width * box.right, top + height * box.bottom
        )

    tables = None
    if sample.truth.tables is not None:
        tables = tuple(
            replace(
                table,
                box=moved(table.box),
                columns=tuple(
                    replace(c, left=left + width * c.left, right=left + width * c.right) for c in table.columns
                ),
                row_tops=tuple(top + height * row for row in table.row_tops),
            )
            for table in sample.truth.tables
        )
    document = _with_words(sample.document, lambda page, word: replace(word, box=moved(word.box)))
    return replace(sample, document=document, truth=replace(sample.truth, tables=tables))


def with_fewer_columns(sample: Sample, share: float, chance: np.random.Generator) -> Sample:
    """The sample with that share of its columns gone, headings and all; description and amount stay."""
    tables = sample.truth.tables or ()
    headers = sorted({c.header for table in tables for c in table.columns if c.header not in _KEPT})
    gone = {header for header in headers if chance.random() < share}
    lost = [(table, column) for table in tables for column in table.columns if column.header in gone]

    def kept(page: Page, word: Word) -> Word | None:
        return None if any(_is_in(page, word, table, column) for table, column in lost) else word

    keys = {_KEYS[header] for header in gone if header in _KEYS}
    truth = replace(
        sample.truth,
        tables=tuple(replace(t, columns=tuple(c for c in t.columns if c.header not in gone)) for t in tables),
        line_items=tuple(
            {key: value for key, value in line.items() if key not in keys} for line in sample.truth.line_items or ()
        ),
    )
    return replace(sample, document=_with_words(sample.document, kept), truth=truth)


def _is_in(page: Page, word: Word, table: TrueTable, column: TrueColumn) -> bool:
    """True if the word stands in that column of the table."""
    box = word.box
    if page.index != table.page_index or not table.box.top - _EDGE <= box.middle <= table.box.bottom + _EDGE:
        return False
    return column.left <= (box.left + box.right) / 2 <= column.right


def _with_words(document: Document, change: Callable[[Page, Word], Word | None]) -> Document:
    """The document with each word changed, or gone where the change is None."""
    pages = []
    for page in document.pages:
        lines = [[new for word in line.words if (new := change(page, word)) is not None] for line in page.lines]
        pages.append(replace(page, lines=tuple(Line(tuple(words)) for words in lines if words)))
    return replace(document, pages=tuple(pages))
