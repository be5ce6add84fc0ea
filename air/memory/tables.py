"""Tables with memory: outlines and headings as they were validated in documents of the layout."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from air.document import Box, Document
from air.memory.entry import TableColumn, TablePlace
from air.memory.evidence import Known
from air.memory.feedback import GivenTable
from air.memory.headings import HeadingCorrection
from air.memory.rows import RowCorrection
from air.numbers import parse_amount
from air.recognition import Column, Table
from air.tables import TableModels
from air.tables.gutters import Span
from air.tables.headings import FEATURE_NAMES as COLUMN_FEATURES
from air.tables.items import NUMBERS
from air.tables.labels import plain
from air.tables.layout import Layout, Row, layout_of
from air.tables.roles import DETAIL, HEADING, ITEM, OTHER, with_siblings
from air.vocabulary import LINE_ITEM_ATTRIBUTE, NO_PREDICTION, TABLE_HEADERS

SURE = 0.8  # of the layout
ALIKE = 88  # of two rows of words, 0 to 100
BESIDE = 0.03  # page widths that a column without heading may be off
INSIDE, OUTSIDE = 6.0, 0.05  # how much likelier an item is within a remembered outline, and without
CERTAIN = 0.97
MOSTLY = 0.6  # of the columns
SAME_PLACE = 0.5  # of the smaller of two outlines, for them to be one table
WITHIN = 0.8  # of a column's width, for it to be a part of a remembered one
NUMERIC_HEADERS = frozenset(header for header, attribute in LINE_ITEM_ATTRIBUTE.items() if attribute in NUMBERS)
FEWEST_LETTERS = 4
LEAST = 0.002  # no probability is taken for less
TOTAL_PRICE = "HeaderTotalPrice"
CENT = Decimal("0.01")
EASILY = 0.5  # what it costs that a given column without meaning was not found

Floats = NDArray[np.float64]
_NUMBERS = COLUMN_FEATURES.index("numbers")


@dataclass(frozen=True, slots=True)
class RecallingTables(TableModels):
    """Used in the place of `TableModels` for one document."""

    known: Sequence[Known] = ()
    trained: HeadingCorrection | None = None
    trained_rows: RowCorrection | None = None

    @classmethod
    def on(
        cls,
        base: TableModels,
        known: Sequence[Known],
        trained: HeadingCorrection | None = None,
        trained_rows: RowCorrection | None = None,
    ) -> TableModels:
        """The models themselves, unless a table was validated in this layout, or training learnt from tables."""
        telling = [one for one in known if one.match.sure >= SURE and one.entry.tables]
        if not (telling or trained or trained_rows):
            return base
        return cls(base.rows, base.headings, base.line_items, telling, trained, trained_rows)

    def roles_of(self, layout: Layout, features: Floats) -> Floats:
        """Shape (rows, roles); rows between a remembered heading and what stood below the table are likelier items.

        What training learnt comes on top.
        """
        answer = with_siblings(layout, features, self._remembered(layout, self.role_probabilities(features)))
        return answer if self.trained_rows is None else self.trained_rows.corrected(layout, answer)

    def _remembered(self, layout: Layout, answer: Floats) -> Floats:
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
        numeric = features[:, _NUMBERS] >= MOSTLY
        told = (_headers(spans, numeric, one) for one in self.known)
        best = max(told, key=lambda headers: len(headers) - headers.count(None), default=[])
        if len(best) - best.count(None) >= MOSTLY * len(spans):
            for at, header in enumerate(best):
                if header is not None:
                    answer[at] = (1 - CERTAIN) * answer[at]
                    answer[at, TABLE_HEADERS.index(header)] += CERTAIN
        return answer if self.trained is None else self.trained.corrected(answer, [span.heading for span in spans])


def places_of_tables(
    document: Document, given: Sequence[GivenTable], found: Sequence[Table], totals: Collection[Decimal] = ()
) -> tuple[TablePlace, ...]:
    """What is remembered of validated tables; `found` are the tables as they are read without memory.

    A column whose numbers add up to one of the validated `totals` is the one of line totals.
    """
    return tuple(
        _place(layout_of(document.pages[table.page_index]), table, found, totals)
        for table in given
        if table.page_index < len(document.pages)
    )


def _place(layout: Layout, given: GivenTable, found: Sequence[Table], totals: Collection[Decimal]) -> TablePlace:
    inside = [row for row in layout.rows if given.top <= row.box.middle <= given.bottom]
    below = [row for row in layout.rows if row.box.middle > given.bottom]
    heading = inside[0].text if inside and _is_heading(inside[0]) and not given.is_continuation else ""
    return TablePlace(heading, _words(below[0]) if below else "", _columns(given, found, totals))


def _columns(given: GivenTable, found: Sequence[Table], totals: Collection[Decimal]) -> tuple[TableColumn, ...]:
    """The columns of the table that was read there, with the meaning they should have; none if no table was.

    Columns that nobody spoke of stay as they were read, but for one of line totals where another adds up.
    """
    near = [table for table in found if table.page_index == given.page_index and share(table.box, given) >= SAME_PLACE]
    if not near:
        return ()
    table = max(near, key=lambda table: share(table.box, given))
    likely = np.array([_likely(column) for column in table.columns])
    proven = _adding_up(table, totals) if TOTAL_PRICE in given.headers else None
    if proven is not None:
        likely[:, TABLE_HEADERS.index(TOTAL_PRICE)] = LEAST / 10
        likely[proven] = np.where(np.array(TABLE_HEADERS) == TOTAL_PRICE, 1.0, LEAST / 10)
    headers = [
        header or (NO_PREDICTION if proven is not None and column.header == TOTAL_PRICE else None)
        for header, column in zip(aligned(given.headers, likely), table.columns, strict=True)
    ]
    return tuple(
        TableColumn(header, round(column.left, 5), round(column.right, 5), plain(column.text or ""))
        for header, column in zip(headers, table.columns, strict=True)
        if header is not None
    )


def _adding_up(table: Table, totals: Collection[Decimal]) -> int | None:
    """The column of numbers that add up to one of the totals; None unless there is one."""
    sums = []
    for cells in zip(*table.rows, strict=True):
        values = [parse_amount(cell) for cell in cells if cell]
        numbers = [value for value in values if value is not None]
        sums.append(abs(sum(numbers, Decimal(0))) if len(numbers) == len(values) else Decimal(0))
    found = [at for at, total in enumerate(sums) if total and any(abs(total - abs(one)) < CENT for one in totals)]
    return found[0] if len(found) == 1 else None


def _likely(column: Column) -> Floats:
    """Shape (`TABLE_HEADERS`,): what the column was read as, with its confidence, and all else alike."""
    rest = (1 - column.confidence) / (len(TABLE_HEADERS) - 1)
    return np.where(np.array(TABLE_HEADERS) == column.header, column.confidence, rest)


def aligned(headers: Sequence[str], probabilities: Floats) -> list[str | None]:
    """The header of each column found, from those a person gave, which may be more or fewer; both left to right.

    None where a person gave fewer, and a column is left over.

    `probabilities` has shape (columns found, `TABLE_HEADERS`). As many are taken one by one; else the likeliest
    assignment counts, in which given columns without meaning are easily left out, and others hardly ever.
    """
    if len(headers) == len(probabilities):
        return list(headers)
    logs = np.log(np.maximum(probabilities, LEAST))
    wanted = [TABLE_HEADERS.index(header) for header in headers]
    nothing = TABLE_HEADERS.index(NO_PREDICTION)
    none: tuple[int | None, ...] = ()
    best = [(0.0, none)]  # with so many of the columns found: how likely, their headers
    for column in logs:
        best.append((best[-1][0] + column[nothing], (*best[-1][1], None)))
    for header in wanted:
        left_out = np.log(EASILY if header == nothing else LEAST / 10)
        line = [(best[0][0] + left_out, best[0][1])]
        for at, column in enumerate(logs):
            options = (
                (best[at + 1][0] + left_out, best[at + 1][1]),
                (best[at][0] + column[header], (*best[at][1], header)),
                (line[at][0] + column[nothing], (*line[at][1], None)),
            )
            line.append(max(options, key=itemgetter(0)))
        best = line
    return [None if header is None else TABLE_HEADERS[header] for header in best[-1][1]]


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


def _headers(spans: Sequence[Span], numeric: NDArray[np.bool_], one: Known) -> list[str | None]:
    """What each column was in a remembered document; numbers are never where none stand, whatever stands above."""
    found = [_header(span, one, len(spans)) for span in spans]
    return [
        None if header in NUMERIC_HEADERS and not is_number else header
        for header, is_number in zip(found, numeric, strict=True)
    ]


def _header(span: Span, one: Known, count: int) -> str | None:
    """What the column was: that of the column with its heading, or at its place if it has none."""
    columns = [column for place in one.entry.tables for column in place.columns]
    text = plain(span.heading or "")
    if text:
        headed = [column for column in columns if column.heading]
        likeness = [fuzz.ratio(column.heading, text) for column in headed]
        return headed[int(np.argmax(likeness))].header if max(likeness, default=0) >= ALIKE else None
    as_many = [column for place in one.entry.tables if len(place.columns) == count for column in place.columns]
    for column in (*as_many, *(column for column in columns if column.heading)):
        moved, _, _ = one.match.moved(column.left, 0.5)
        right = column.right + moved - column.left
        is_same = max(abs(moved - span.left), abs(right - span.right)) < BESIDE
        is_part = column.heading and span.overlap(moved, right) > WITHIN * (span.right - span.left)
        if is_same and column in as_many:
            return column.header
        if column.header != NO_PREDICTION and (is_part or (is_same and not column.heading)):
            return column.header
    return None


def _is_heading(row: Row) -> bool:
    """True if the row may be one of headings: words set apart, without numbers."""
    letters = sum(c.isalpha() for c in row.text)
    return letters >= FEWEST_LETTERS and len(row.segments) > 1 and not any(c.isdigit() for c in row.text)


def _words(row: Row) -> str:
    """The row without what changes from document to document."""
    return " ".join(word for word in row.words if not any(c.isdigit() for c in word))
