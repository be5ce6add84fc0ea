"""Tables with memory: outlines and headings as they were validated in documents of the layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from air.document import Box, Document
from air.memory.entry import TableColumn, TablePlace
from air.memory.evidence import Known
from air.memory.feedback import GivenTable
from air.memory.headings import HeadingCorrection
from air.recognition import Column, Table
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
LEAST = 0.002  # no probability is taken for less
EASILY = 0.5  # what it costs that a given column without meaning was not found

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RecallingTables(TableModels):
    """Used in the place of `TableModels` for one document."""

    known: Sequence[Known] = ()
    trained: HeadingCorrection | None = None

    @classmethod
    def on(cls, base: TableModels, known: Sequence[Known], trained: HeadingCorrection | None = None) -> TableModels:
        """The models themselves, unless a table was validated in this layout, or training learnt from tables."""
        telling = [one for one in known if one.match.sure >= SURE and one.entry.tables]
        return cls(base.rows, base.headings, base.line_items, telling, trained) if telling or trained else base

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

        Only where most columns are found again: else the page was cut up in another way. What training learnt comes
        on top.
        """
        answer = self.header_probabilities(features).copy()
        told = ([_header(span, one, len(spans)) for span in spans] for one in self.known)
        best = max(told, key=lambda headers: len(headers) - headers.count(None), default=[])
        if len(best) - best.count(None) >= MOSTLY * len(spans):
            for at, header in enumerate(best):
                if header is not None:
                    answer[at] = (1 - CERTAIN) * answer[at]
                    answer[at, TABLE_HEADERS.index(header)] += CERTAIN
        return answer if self.trained is None else self.trained.corrected(answer, [span.heading for span in spans])


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
    """The columns of the table that was read there, with the meaning they should have; none if no table was."""
    near = [table for table in found if table.page_index == given.page_index and share(table.box, given) >= SAME_PLACE]
    if not near:
        return ()
    columns = max(near, key=lambda table: share(table.box, given)).columns
    headers = aligned(given.headers, np.array([_likely(column) for column in columns]))
    return tuple(
        TableColumn(header, round(column.left, 5), round(column.right, 5), plain(column.text or ""))
        for header, column in zip(headers, columns, strict=True)
    )


def _likely(column: Column) -> Floats:
    """Shape (`TABLE_HEADERS`,): what the column was read as, with its confidence, and all else alike."""
    rest = (1 - column.confidence) / (len(TABLE_HEADERS) - 1)
    return np.where(np.array(TABLE_HEADERS) == column.header, column.confidence, rest)


def aligned(headers: Sequence[str], probabilities: Floats) -> list[str]:
    """The header of each column found, from those a person gave, which may be more or fewer; both left to right.

    `probabilities` has shape (columns found, `TABLE_HEADERS`). As many are taken one by one; else the likeliest
    assignment counts, in which given columns without meaning are easily left out, and others hardly ever.
    """
    if len(headers) == len(probabilities):
        return list(headers)
    logs = np.log(np.maximum(probabilities, LEAST))
    wanted = [TABLE_HEADERS.index(header) for header in headers]
    nothing = TABLE_HEADERS.index(NO_PREDICTION)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]  # with so many columns found taken: log-odds, headers
    for column in logs:
        best.append((best[-1][0] + column[nothing], (*best[-1][1], nothing)))
    for header in wanted:
        left_out = np.log(EASILY if header == nothing else LEAST / 10)
        line = [(best[0][0] + left_out, best[0][1])]
        for at, column in enumerate(logs):
            line.append(
                max(
                    (best[at + 1][0] + left_out, best[at + 1][1]),
                    (best[at][0] + column[header], (*best[at][1], header)),
                    (line[at][0] + column[nothing], (*line[at][1], nothing)),
                )
            )
        best = line
    return [TABLE_HEADERS[header] for header in best[-1][1]]


def share(box: Box, given: GivenTable) -> float:
    """Of the height of the smaller outline that both have; below 0 where they stand apart."""
    shared = min(box.bottom, given.bottom) - max(box.top, given.top)
    return shared / max(min(box.height, given.bottom - given.top), 1e-6)


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


def _header(span: Span, one: Known, count: int) -> str | None:
    """What the column was in a remembered document: one with its heading, or at its place in a table with so many."""
    text = plain(span.heading or "")
    if text:
        columns = [column for place in one.entry.tables for column in place.columns if column.heading]
        likeness = [fuzz.ratio(column.heading, text) for column in columns]
        return columns[int(np.argmax(likeness))].header if max(likeness, default=0) >= ALIKE else None
    for column in (c for place in one.entry.tables if len(place.columns) == count for c in place.columns):
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
