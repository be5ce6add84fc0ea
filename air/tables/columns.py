"""Columns of a table: white space that runs down through its rows, and numbers that end at one edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from air.tables.layout import Row, Segment
from air.tables.tokens import AMOUNT, CURRENCY, INTEGER, NUMERIC, TEXT, Token

_BINS = 1000  # of the page width
_RARE = 0.12  # share of the rows that may cross the white space between two columns
_MANY = 4  # with fewer rows none may
_SAME_EDGE = 1.2  # character widths
_NEAR_HEADING = 4.0  # character widths a heading may lie beside its column
_COVERED = 0.4  # share of a column's width that a heading has to cover to be a heading of several columns


@dataclass(frozen=True, slots=True)
class Span:
    """The place of a column, page widths, and its heading as printed."""

    left: float
    right: float
    heading: str | None = None

    def overlap(self, left: float, right: float) -> float:
        return min(self.right, right) - max(self.left, left)


def find_spans(items: Sequence[Row], headings: Sequence[Row], character: float) -> list[Span]:
    """The columns of rows with line items, left to right, with the headings above them."""
    rows = [_cut_at_numbers(row, items, character) for row in items]
    spans = _without_lone_currencies(_blocks(rows), items)
    spans = _with_leading_numbers(spans, items, character)
    return name_spans(spans, headings, character)


def name_spans(spans: Sequence[Span], headings: Sequence[Row], character: float) -> list[Span]:
    """The columns with the heading rows' words over them; headings over nothing become columns of their own."""
    words: dict[int, list[str]] = {}
    extra: list[Span] = []
    for row in headings:
        for segment in row.segments:
            extra += _give(segment, spans, words, character)
    named = [Span(span.left, span.right, " ".join(words[at]) if at in words else None) for at, span in enumerate(spans)]
    return sorted([*named, *_joined(extra)], key=lambda span: span.left)


def cells_of(row: Row, spans: Sequence[Span]) -> list[list[Token]]:
    """The row's tokens by column."""
    cells: list[list[Token]] = [[] for _ in spans]
    for segment in row.segments:
        touched = [at for at, span in enumerate(spans) if span.overlap(segment.left, segment.right) > 0]
        if len(touched) <= 1:
            cells[touched[0] if touched else _nearest(segment, spans)] += segment.tokens
            continue
        at = touched[0]
        for token in segment.tokens:
            at = _column_of(token, spans, at)
            cells[at].append(token)
    return cells


def _column_of(token: Token, spans: Sequence[Span], current: int) -> int:
    """The column a token of a segment over several columns belongs to; text runs on where it began."""
    best = _nearest(token, spans)
    overlap = spans[best].overlap(token.left, token.right)
    if overlap <= 0 or (token.kind == TEXT and overlap < 0.5 * (token.right - token.left)):
        return current
    return max(best, current)


def _nearest(piece: Segment | Token, spans: Sequence[Span]) -> int:
    left, right = piece.left, piece.right
    return max(range(len(spans)), key=lambda at: min(spans[at].right, right) - max(spans[at].left, left))


def _cut_at_numbers(row: Row, rows: Sequence[Row], character: float) -> list[Segment]:
    """The row's segments, also cut before amounts that most rows have at this right edge."""
    segments = []
    for segment in row.segments:
        start = 0
        for at in range(1, len(segment.tokens)):
            token = segment.tokens[at]
            if token.kind == AMOUNT and len(rows) > 1 and _is_aligned(token, rows, character):
                segments.append(Segment(segment.tokens[start:at]))
                start = at
        segments.append(Segment(segment.tokens[start:]))
    return segments


def _is_aligned(token: Token, rows: Sequence[Row], character: float) -> bool:
    """True if most rows have a number that ends where this one does."""
    hits = sum(
        any(t.kind in NUMERIC and abs(t.right - token.right) < _SAME_EDGE * character for t in row.tokens)
        for row in rows
    )
    return hits >= 0.6 * len(rows)


def _blocks(rows: Sequence[Sequence[Segment]]) -> list[Span]:
    """The parts of the width that more than a few rows cover."""
    cover = np.zeros(_BINS + 2)
    for segments in rows:
        for segment in segments:
            left = int(segment.left * _BINS) + 1
            cover[left : max(left + 1, int(segment.right * _BINS) + 1)] += 1
    limit = _RARE * len(rows) if len(rows) >= _MANY else 0
    edges = np.flatnonzero(np.diff((cover > limit).astype(np.int8)))
    return [Span(left / _BINS, right / _BINS) for left, right in zip(edges[::2], edges[1::2], strict=True)]


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


def _with_leading_numbers(spans: list[Span], rows: Sequence[Row], character: float) -> list[Span]:
    """A first column of text cut where nearly all rows begin with a small whole number."""
    if not spans or len(rows) < 2:
        return spans
    pairs = [
        row.tokens[:2]
        for row in rows
        if len(row.tokens) > 1 and spans[0].overlap(row.tokens[1].left, row.tokens[1].right) > 0
    ]
    numbered = [pair for pair in pairs if pair[0].kind == INTEGER and len(pair[0].text) <= 3]
    if len(numbered) < 0.8 * len(rows):
        return spans
    ends, starts = max(pair[0].right for pair in numbered), min(pair[1].left for pair in numbered)
    middle = (ends + starts) / 2
    if ends > starts + 0.5 * character or not spans[0].left < middle < spans[0].right:
        return spans
    return [Span(spans[0].left, middle), Span(middle, spans[0].right), *spans[1:]]


def _give(segment: Segment, spans: Sequence[Span], words: dict[int, list[str]], character: float) -> list[Span]:
    """Add a heading's words to the columns it stands over; the heading itself if it stands over none."""
    over = [at for at, span in enumerate(spans) if span.overlap(segment.left, segment.right) > 0]
    covered = [
        at
        for at in over
        if spans[at].overlap(segment.left, segment.right) > _COVERED * (spans[at].right - spans[at].left)
    ]
    if len(covered) > 1 and len(segment.tokens) > 1:
        for token in segment.tokens:
            words.setdefault(_nearest(token, spans), []).append(token.text)
        return []
    nearest = max(
        over or range(len(spans)), key=lambda at: spans[at].overlap(segment.left, segment.right), default=None
    )
    if nearest is None or (
        not over and spans[nearest].overlap(segment.left, segment.right) < -_NEAR_HEADING * character
    ):
        return [Span(segment.left, segment.right, segment.text)]
    words.setdefault(nearest, []).append(segment.text)
    return []


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Headings over two lines as one."""
    answer: list[Span] = []
    for span in sorted(spans, key=lambda span: span.left):
        if answer and answer[-1].overlap(span.left, span.right) > 0:
            last = answer[-1]
            answer[-1] = Span(last.left, max(last.right, span.right), f"{last.heading} {span.heading}")
        else:
            answer.append(span)
    return answer
