"""Tables with memory: outlines and headings as they were validated in documents of the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from air.document import Document
from air.memory.entry import TableColumn, TablePlace
from air.memory.evidence import Known
from air.memory.feedback import GivenTable
from air.recognition import Table
from air.tables import TableModels
from air.tables.columns import Span
from air.tables.labels import plain
from air.tables.layout import Layout, Row, layout_of
from air.tables.roles import DETAIL, HEADING, ITEM, OTHER
from air.vocabulary import NO_PREDICTION, TABLE_HEADERS

SURE = 0.8  # of the layout
ALIKE = 88  # of two rows of words, 0 to 100
BESIDE = 0.03  # page widths that a column without heading may be off
INSIDE, OUTSIDE = 6.0, 0.05  # how much likelier an item is within a remembered outline, and without
CERTAIN = 0.97
MOSTLY = 0.6  # of the columns
SAME_PLACE = 0.5  # of the smaller of two outlines, for them to be one table
FEWEST_LETTERS = 4

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RecallingTables(TableModels):
    """Used in the place of `TableModels` for one document."""

    known: Sequence[Known] = ()

    @classmethod
    def on(cls, base: TableModels, known: Sequence[Known]) -> TableModels:
        """The models themselves, unless a table was validated in this layout."""
        telling = [one for one in known if one.match.sure >= SURE and one.entry.tables]
        return cls(base.rows, base.headings, base.line_items, telling) if telling else base

    def roles_of(self, layout: Layout, features: Floats) -> Floats:
        """Shape (rows, roles); rows between a remembered heading and what stood below the table are likelier items."""
        answer = self.role_probabilities(features)
        for place in _places(self.known):
            start = _row_like(layout.rows, place.heading, 0)
            if start is None:
                continue
            end = _row_like(layout.rows, place.below, start + 1) if place.below else None
            return _outlined(answer, layout, start, len(layout.rows) if end is None else end, place)
        return answer

    def headers_of(self, spans: Sequence[Span], features: Floats) -> Floats:
        """Shape (columns, headers); a column is what the remembered one with its heading, or at its place, was.

        Only where as many columns are found, and most of them again: else the page was cut up in another way.
        """
        answer = self.header_probabilities(features).copy()
        told = ([_header(span, one) for span in spans] for one in self.known if _are_as_many(spans, one))
        best = max(told, key=lambda headers: len(headers) - headers.count(None), default=[])
        if len(best) - best.count(None) < MOSTLY * len(spans):
            return answer
        for at, header in enumerate(best):
            if header is not None:
                answer[at] = (1 - CERTAIN) * answer[at]
                answer[at, TABLE_HEADERS.index(header)] += CERTAIN
        return answer


def places_of_tables(document: Document, given: Sequence[GivenTable], found: Sequence[Table]) -> tuple[TablePlace, ...]:
    """What is remembered of validated tables; `found` are the tables as they are read without memory."""
    return tuple(
        _place(layout_of(document.pages[table.page_index]), table, found)
        for table in given
        if table.page_index < len(document.pages)
    )


def _place(layout: Layout, given: GivenTable, found: Sequence[Table]) -> TablePlace:
    inside = [row for row in layout.rows if given.top <= row.box.middle <= given.bottom]
    below = [row for row in layout.rows if row.box.middle > given.bottom]
    heading = inside[0].text if inside and _is_text(inside[0]) and not given.is_continuation else ""
    return TablePlace(heading, _words(below[0]) if below else "", _columns(given, found))


def _columns(given: GivenTable, found: Sequence[Table]) -> tuple[TableColumn, ...]:
    """The columns of the table that was read there, with the meaning they should have; none if they are not as many."""
    near = [table for table in found if table.page_index == given.page_index and _share(table, given) >= SAME_PLACE]
    fitting = next((table for table in near if len(table.columns) == len(given.headers)), None)
    if fitting is None:
        return ()
    return tuple(
        TableColumn(header, round(column.left, 5), round(column.right, 5), plain(column.text or ""))
        for header, column in zip(given.headers, fitting.columns, strict=True)
    )


def _share(table: Table, given: GivenTable) -> float:
    """Of the height of the smaller outline that both have."""
    shared = min(table.box.bottom, given.bottom) - max(table.box.top, given.top)
    return shared / max(min(table.box.height, given.bottom - given.top), 1e-6)


def _places(known: Sequence[Known]) -> list[TablePlace]:
    return [place for one in known for place in one.entry.tables if place.heading]


def _row_like(rows: Sequence[Row], text: str, first: int) -> int | None:
    """The row that reads most like the text, if any does."""
    wanted = plain(text)
    scores = [fuzz.ratio(plain(_words(row)) if row.tokens else "", wanted) for row in rows[first:]]
    if not scores or max(scores) < ALIKE:
        return None
    return first + int(np.argmax(scores))


def _outlined(probabilities: Floats, layout: Layout, start: int, end: int, place: TablePlace) -> Floats:
    answer = probabilities.copy()
    answer[:start, ITEM] *= OUTSIDE
    answer[end:, ITEM] *= OUTSIDE
    answer[end:, HEADING] *= OUTSIDE
    answer[start + 1 : end, (ITEM, DETAIL)] *= INSIDE
    answer[start] *= 1 - CERTAIN
    answer[start, HEADING] += CERTAIN
    answer[end:, OTHER] += 1e-6
    return np.asarray(answer / answer.sum(axis=1, keepdims=True))


def _are_as_many(spans: Sequence[Span], one: Known) -> bool:
    return any(len(place.columns) == len(spans) for place in one.entry.tables)


def _header(span: Span, one: Known) -> str | None:
    """What the column was in a remembered document."""
    columns = [column for place in one.entry.tables for column in place.columns]
    text = plain(span.heading or "")
    if text:
        return next((column.header for column in columns if column.heading == text), None)
    for column in columns:
        moved, _, _ = one.match.moved(column.left, 0.5)
        shift = moved - column.left
        near = max(abs(moved - span.left), abs(column.right + shift - span.right)) < BESIDE
        if not column.heading and near and column.header != NO_PREDICTION:
            return column.header
    return None


def _is_text(row: Row) -> bool:
    return sum(c.isalpha() for c in row.text) >= FEWEST_LETTERS and not any(c.isdigit() for c in row.text)


def _words(row: Row) -> str:
    """The row without what changes from document to document."""
    return " ".join(word for word in row.words if not any(c.isdigit() for c in word))
