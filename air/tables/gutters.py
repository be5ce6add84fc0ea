"""The columns that rows print, whatever stands above: white space that runs down, and numbers that end at one edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from air.tables.labels import labels_in
from air.tables.layout import COLUMN_GAP, Row, Segment
from air.tables.tokens import AMOUNT, CODE, CURRENCY, INTEGER, TEXT, Token

_BINS = 1000  # of the page width
_RARE = 0.12  # share of the rows that may cross the white space between two columns
_MANY = 4  # with fewer rows none may
_MOST = 0.6  # share of the rows: that have white space between two columns, or a number that ends at one edge
_SOME = 0.3  # share of the rows that show that a space in a number parts two
_NEARLY_ALL = 0.8  # share of the rows
_SAME_EDGE = 1.2  # character widths
_SLACK = 0.6  # character widths that words may reach into white space
_LONGEST_UNIT = 3  # letters: 2 st and 3 pcs stay together
_SHORTEST_CODE = 6  # digits

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Span:
    """The place of a column, page widths, and its heading as printed."""

    left: float
    right: float
    heading: str | None = None

    def overlap(self, left: float, right: float) -> float:
        return min(self.right, right) - max(self.left, left)


def print_of(items: Sequence[Row], character: float) -> list[Span]:
    """The columns of rows with line items, left to right."""
    edges = _edges(items)
    rows = [_cut_at_numbers(row, edges, len(items), character) for row in items]
    spans = [piece for span in _blocks(rows) for piece in _cut_at_gutters(span, rows, character)]
    return _with_leading_numbers(_without_lone_currencies(spans, items), items)


def parted(items: Sequence[Row], character: float) -> list[Row]:
    """The rows with `2 108,53` as two numbers where others have a number of its own that ends where the 2 does."""
    edges = _edges(items)
    answer = []
    for row in items:
        tokens = [part for token in row.tokens for part in _apart(token, edges, len(items), character)]
        if len(tokens) > len(row.tokens):
            row = replace(row, tokens=tuple(tokens), segments=_cut(row, tokens))
        answer.append(row)
    return answer


def _apart(token: Token, edges: Floats, rows: int, character: float) -> tuple[Token, ...]:
    pieces = token.apart
    is_two = len(pieces) > 1 and _share_at(pieces[0].right, edges, rows, character) >= _SOME
    return pieces if is_two else (token,)


def _cut(row: Row, tokens: Sequence[Token]) -> tuple[Segment, ...]:
    """The row's segments with these tokens, which are its own or parts of them; what was parted starts anew."""
    starts = {segment.left for segment in row.segments} | {token.left for token in tokens if token not in row.tokens}
    segments: list[list[Token]] = []
    for token in tokens:
        if token.left in starts:
            segments.append([])
        segments[-1].append(token)
    return tuple(Segment(tuple(segment)) for segment in segments)


def _cut_at_numbers(row: Row, edges: Floats, rows: int, character: float) -> list[Segment]:
    """The row's segments, also cut before amounts that most rows have at this right edge."""
    segments = []
    for segment in row.segments:
        start = 0
        for at in range(1, len(segment.tokens)):
            token = segment.tokens[at]
            if token.kind == AMOUNT and rows > 1 and _share_at(token.right, edges, rows, character) >= _MOST:
                segments.append(Segment(segment.tokens[start:at]))
                start = at
        segments.append(Segment(segment.tokens[start:]))
    return segments


def _edges(items: Sequence[Row]) -> Floats:
    """Shape (numbers of all rows,): where they end, in rising order."""
    return np.sort([token.right for row in items for token in row.tokens if token.is_numeric])


def _share_at(right: float, edges: Floats, rows: int, character: float) -> float:
    """The share of the rows with a number that ends there."""
    low, high = np.searchsorted(edges, [right - _SAME_EDGE * character, right + _SAME_EDGE * character])
    return float(high - low) / rows


def _blocks(rows: Sequence[Sequence[Segment]]) -> list[Span]:
    """The parts of the width that more than a few rows cover."""
    cover = _cover((segment.left, segment.right) for row in rows for segment in row)
    edges = np.flatnonzero(np.diff((cover > _allowed(len(rows))).astype(np.int8)))
    return [Span(left / _BINS, right / _BINS) for left, right in zip(edges[::2], edges[1::2], strict=True)]


def _cut_at_gutters(span: Span, rows: Sequence[Sequence[Segment]], character: float) -> list[Span]:
    """The column cut where most rows have white space, and the others no more than a space between two words."""
    inside = [_part(row, span.left, span.right) for row in rows]
    return _halved(span, [row for row in inside if row], character)


def _halved(span: Span, rows: Sequence[Sequence[Segment]], character: float) -> list[Span]:
    place = _gutter(rows, character)
    if place is None:
        return [span]
    left = [part for row in rows if (part := _part(row, -np.inf, place))]
    right = [part for row in rows if (part := _part(row, place, np.inf))]
    if not (left and right):
        return [span]
    end = min(max(row[-1].right for row in left), place)
    start = max(min(row[0].left for row in right), place)
    return [
        *_halved(Span(span.left, end), left, character),
        *_halved(Span(start, span.right), right, character),
    ]


def _part(row: Sequence[Segment], left: float, right: float) -> list[Segment]:
    """The tokens of the row whose middles stand there."""
    parts = [tuple(token for token in part.tokens if left <= (token.left + token.right) / 2 < right) for part in row]
    return [Segment(tokens) for tokens in parts if tokens]


def _gutter(rows: Sequence[Sequence[Segment]], character: float) -> float | None:
    """The place that most rows leave white between two segments, and only rare ones print over; None without one."""
    slack = _SLACK * character
    gaps = ((a, b) for row in rows for a, b in pairwise(row) if not _is_tax_class(a, b, character))
    white = _cover((a.right - slack, b.left + slack) for a, b in gaps)
    over = _cover((t.left + slack, t.right - slack) for row in rows for part in row for t in part.tokens)
    is_open = (white >= max(2, _MOST * len(rows))) & (over <= _allowed(len(rows)))
    if not is_open.any():
        return None
    best = np.where(is_open, white - over, -1)
    places = np.flatnonzero(best == best.max())
    return (float(places[len(places) // 2]) - 0.5) / _BINS


def _is_tax_class(last: Segment, segment: Segment, character: float) -> bool:
    """True for the 1 of `51.00 1`."""
    return len(segment.text) == 1 and segment.left - last.right < COLUMN_GAP * character


def _cover(intervals: Iterable[tuple[float, float]]) -> Floats:
    """Shape (`_BINS` + 2,): how many of the intervals cover each place of the width; empty ones cover none."""
    change = np.zeros(_BINS + 3)
    for left, right in intervals:
        if right > left:
            start, end = (min(max(int(edge * _BINS) + 1, 0), _BINS + 1) for edge in (left, right))
            change[start] += 1
            change[max(start + 1, end)] -= 1
    return np.cumsum(change)[:-1]


def _allowed(rows: int) -> float:
    """How many of the rows may cross the white space between two columns."""
    return _RARE * rows if rows >= _MANY else 0


def _without_lone_currencies(spans: list[Span], rows: Sequence[Row]) -> list[Span]:
    """Columns that only hold currency signs joined to the amounts beside them."""
    answer: list[Span] = []
    pending: Span | None = None
    for at, span in enumerate(spans):
        kinds = {t.kind for row in rows for t in row.tokens if span.overlap(t.left, t.right) > 0}
        if kinds == {CURRENCY} and at + 1 < len(spans):
            pending = span
        elif kinds == {CURRENCY} and answer:
            answer[-1] = Span(answer[-1].left, span.right)
        else:
            answer.append(Span(pending.left if pending else span.left, span.right))
            pending = None
    return answer


def _with_leading_numbers(spans: list[Span], rows: Sequence[Row]) -> list[Span]:
    """Columns of text cut where nearly all rows begin with a number: a quantity, a rate or a code."""
    answer: list[Span] = []
    for span in spans:
        while (cut := _end_of_numbers(span, rows)) is not None:
            answer.append(Span(span.left, cut))
            span = Span(cut, span.right)
        answer.append(span)
    return answer


def _end_of_numbers(span: Span, rows: Sequence[Row]) -> float | None:
    """Where the numbers end, with their units, that the column's texts begin with; None if they don't."""
    inside = [[token for token in row.tokens if span.overlap(token.left, token.right) > 0] for row in rows]
    inside = [tokens for tokens in inside if tokens]
    led = [tokens for tokens in inside if len(tokens) > 1 and tokens[0].is_numeric and _is_text_or_code(tokens[1])]
    if not led or len(led) < _NEARLY_ALL * len(inside):
        return None
    if len(led) == 1 and not (led[0][0].kind == INTEGER and len(led[0][1].text) > _LONGEST_UNIT):
        return None
    units = [_is_unit(tokens[1].text) for tokens in led]
    heads = [2 if is_unit and 2 * sum(units) > len(led) else 1 for is_unit in units]
    texts = [tokens[head] for tokens, head in zip(led, heads, strict=True) if len(tokens) > head]
    end = max(tokens[head - 1].right for tokens, head in zip(led, heads, strict=True))
    if 2 * len(texts) < len(led) or any((text.left + text.right) / 2 < end for text in texts):
        return None
    return end if span.left < end < span.right else None


def _is_text_or_code(token: Token) -> bool:
    return token.kind in (TEXT, CODE) or (token.kind == INTEGER and len(token.text) >= _SHORTEST_CODE)


def _is_unit(text: str) -> bool:
    return len(text) <= _LONGEST_UNIT or any("unit" in names for _, _, names in labels_in([text]))
