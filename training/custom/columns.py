"""The columns of validated tables: as they are read, and what a person said they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from air.document import Box, Document
from air.memory.feedback import Feedback, GivenTable
from air.memory.tables import SAME_PLACE, aligned, share
from air.numbers import decimal_comma_of
from air.tables import TableModels
from air.tables.columns import Span
from air.tables.find import Draft, find_drafts
from air.tables.headings import column_features, product_shares
from air.tables.layout import layouts_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one validated table, as they are read with memory of other documents."""

    spans: tuple[Span, ...]
    probabilities: Floats  # shape (columns, `TABLE_HEADERS`)
    products: Floats  # see `air.tables.headings.product_shares`
    headers: tuple[str | None, ...]  # that are right; None where nobody said

    @property
    def headings(self) -> list[str | None]:
        return [span.heading for span in self.spans]


def columns_of(document: Document, feedback: Feedback, models: TableModels) -> tuple[Columns, ...]:
    """The validated tables that are found on the pages; `models` may have memory."""
    if not feedback.tables:
        return ()
    habit = decimal_comma_of(document)
    drafts = find_drafts(layouts_of(document), models, habit)
    return tuple(
        _columns(draft, given, models, habit)
        for draft in drafts
        if (given := _given(draft, feedback.tables)) is not None
    )


def _columns(draft: Draft, given: GivenTable, models: TableModels, habit: bool | None) -> Columns:
    cells = [block for some in draft.cells for block in some]
    probabilities = models.headers_of(draft.spans, column_features(draft.spans, cells, habit))
    products = product_shares(cells, len(draft.spans), habit)
    return Columns(draft.spans, probabilities, products, tuple(aligned(given.headers, probabilities)))


def _given(draft: Draft, tables: Sequence[GivenTable]) -> GivenTable | None:
    """The table that a person drew where this one was found."""
    for outline in draft.outlines:
        box = Box.around(row.box for row in (*outline.headings, *(row for row, _ in outline.body)))
        for given in tables:
            if given.page_index == outline.page_index and share(box, given) >= SAME_PLACE:
                return given
    return None
