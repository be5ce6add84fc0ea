"""Validated tables: their rows and columns as they are read, and what a person said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from air.document import Box, Document
from air.memory.feedback import Feedback, GivenTable
from air.memory.rows import row_features, words_of
from air.memory.tables import SAME_PLACE, aligned, share
from air.numbers import decimal_comma_of
from air.tables import TableModels
from air.tables.find import Draft, drafts_of
from air.tables.gutters import Span
from air.tables.headings import column_features, filled_shares, product_shares
from air.tables.layout import Layout, layouts_of
from air.tables.roles import role_features

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one validated table, as they are read with memory of other documents."""

    spans: tuple[Span, ...]
    probabilities: Floats  # shape (columns, `TABLE_HEADERS`)
    products: Floats  # see `air.tables.headings.product_shares`
    filled: Floats  # see `air.tables.headings.filled_shares`
    headers: tuple[str | None, ...]  # that are right; None where nobody said

    @property
    def headings(self) -> list[str | None]:
        return [span.heading for span in self.spans]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a document whose tables were validated, as they are read with memory of other documents."""

    probabilities: Floats  # shape (rows, roles)
    printed: Floats  # see `air.memory.rows.row_features`
    words: tuple[str, ...]
    inside: NDArray[np.bool_]  # which belong to a table


def tables_of(document: Document, feedback: Feedback, models: TableModels) -> tuple[Rows | None, tuple[Columns, ...]]:
    """The rows of the pages, and the columns of the validated tables that are found there; `models` may have memory."""
    layouts = layouts_of(document)
    if not feedback.tables or not any(layout.rows for layout in layouts):
        return None, ()
    habit = decimal_comma_of(document)
    features = [role_features(layout, habit) for layout in layouts]
    roles = [models.roles_of(layout, some) for layout, some in zip(layouts, features, strict=True)]
    columns = (
        _columns(draft, given, models, habit)
        for draft in drafts_of(layouts, features, roles, habit)
        if (given := _given(draft, feedback.tables)) is not None
    )
    return _rows(layouts, roles, feedback.tables), tuple(columns)


def _columns(draft: Draft, given: GivenTable, models: TableModels, habit: bool | None) -> Columns:
    cells = [block for some in draft.cells for block in some]
    probabilities = models.headers_of(draft.spans, column_features(draft.spans, cells, habit))
    products = product_shares(cells, len(draft.spans), habit)
    filled = filled_shares(cells, len(draft.spans))
    return Columns(draft.spans, probabilities, products, filled, tuple(aligned(given.headers, probabilities)))


def _given(draft: Draft, tables: Sequence[GivenTable]) -> GivenTable | None:
    """The table that a person drew where this one was found."""
    for outline in draft.outlines:
        box = Box.around(row.box for row in (*outline.headings, *(row for row, _ in outline.body)))
        for given in tables:
            if given.page_index == outline.page_index and share(box, given) >= SAME_PLACE:
                return given
    return None


def _rows(layouts: Sequence[Layout], probabilities: Sequence[Floats], tables: Sequence[GivenTable]) -> Rows:
    """All rows of the pages; `probabilities` as they are read, page by page."""
    pages = [page for page in zip(layouts, probabilities, strict=True) if page[0].rows]
    outlines = [
        [(given.top, given.bottom) for given in tables if given.page_index == layout.page.index] for layout, _ in pages
    ]
    return Rows(
        np.vstack([roles for _, roles in pages]),
        np.vstack([row_features(layout, roles) for layout, roles in pages]),
        tuple(words_of(row) for layout, _ in pages for row in layout.rows),
        np.array([
            any(top <= row.box.middle <= bottom for top, bottom in some)
            for (layout, _), some in zip(pages, outlines, strict=True)
            for row in layout.rows
        ], dtype=bool),
    )  # fmt: skip
