"""Columns of a table: what its rows print, with the headings above."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from air.tables.gutters import Span, print_of
from air.tables.layout import Row, Segment
from air.tables.tokens import TEXT, Token

_NEAR_HEADING = 12.0  # character widths a heading may lie beside its column
_JUST_BEFORE = 0.004  # page widths: where a column of texts begins before its heading
_TOUCHING = 1e-4  # page widths between words whose places are a guess
_WITHIN = 0.6  # of a heading's width
_COVERED = 0.4  # share of a column's width that a heading has to cover to be a heading of several columns


def find_spans(items: Sequence[Row], headings: Sequence[Row], character: float) -> list[Span]:
    """The columns of rows with line items, left to right, with the headings above them."""
    return name_spans(_cut_at_headings(print_of(items, character), headings, items, character), headings, character)


def name_spans(spans: Sequence[Span], headings: Sequence[Row], character: float) -> list[Span]:
    """The columns with the heading rows' words over them; headings over nothing become columns of their own."""
    words: dict[int, list[str]] = {}
    extra: list[Span] = []
    for row in headings:
        pieces = [piece for segment in row.segments for piece in _pieces(segment, spans)]
        for piece, at in zip(pieces, _over(pieces, spans, _NEAR_HEADING * character), strict=True):
            if at is None:
                extra.append(Span(piece.left, piece.right, piece.text))
            else:
                words.setdefault(at, []).append(piece.text)
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


def _cut_at_headings(
    spans: Sequence[Span], headings: Sequence[Row], items: Sequence[Row], character: float
) -> list[Span]:
    """Columns cut where two headings of one row stand over them."""
    cuts: list[float] = []
    for row in headings:
        pieces = [piece for segment in row.segments for piece in _pieces(segment, spans)]
        over = _over(pieces, spans, _NEAR_HEADING * character)
        for at, piece in enumerate(pieces):
            for other in (at - 1, at + 1):
                if over[at] is None and 0 <= other < len(pieces) and (column := over[other]) is not None:
                    middle = (piece.left + piece.right) / 2
                    if spans[column].left < middle < spans[column].right:
                        cuts.append(_whitest(sorted((piece, pieces[other]), key=lambda p: p.left), items))
    edges = [edge for span in spans for edge in (span.left, *sorted(c for c in cuts if span.left < c < span.right))]
    ends = [edge for span in spans for edge in (*sorted(c for c in cuts if span.left < c < span.right), span.right)]
    return [Span(left, right) for left, right in zip(edges, ends, strict=True) if right > left]


def _whitest(pieces: Sequence[Segment], items: Sequence[Row]) -> float:
    """The place between the middles of two headings that the fewest rows print over."""
    left, right = ((piece.left + piece.right) / 2 for piece in pieces)
    places = np.linspace(left, right, 25)
    crossed = [sum(t.left < place < t.right for row in items for t in row.tokens) for place in places]
    best = np.flatnonzero(np.array(crossed) == min(crossed))
    edge = pieces[1].left - _JUST_BEFORE
    if left < edge < right and sum(t.left < edge < t.right for row in items for t in row.tokens) <= min(crossed):
        return edge
    return float(places[best[len(best) // 2]])


def _pieces(segment: Segment, spans: Sequence[Span]) -> list[Segment]:
    """A heading that covers several columns cut into one piece per column."""
    covered = [span for span in spans if _is_over(segment, span)]
    if len(covered) < 2 or len(segment.tokens) < 2:
        return [segment]
    pieces: dict[int, list[Token]] = {}
    for token in segment.tokens:
        pieces.setdefault(_nearest(token, covered), []).append(token)
    return [Segment(tuple(tokens)) for _, tokens in sorted(pieces.items())]


def _is_over(segment: Segment, span: Span) -> bool:
    """True if the segment covers much of the span.

    Where OCR read a line as one and its words' places are a guess, one of them over the span is enough.
    """
    if span.overlap(segment.left, segment.right) > _COVERED * (span.right - span.left):
        return True
    tokens = segment.tokens
    return all(b.left - a.right < _TOUCHING for a, b in pairwise(tokens)) and any(
        span.overlap(token.left, token.right) > _WITHIN * (token.right - token.left) for token in tokens
    )


def _over(pieces: Sequence[Segment], spans: Sequence[Span], reach: float) -> list[int | None]:
    """For each piece of a heading row the column it stands over, from left to right, no column twice; None: over none.

    The assignment with the least distance in all; a piece without a column costs `reach`.
    """
    best: list[list[tuple[float, tuple[int | None, ...]]]] = [[(0.0, ())] * (len(spans) + 1)]
    for piece in pieces:
        line: list[tuple[float, tuple[int | None, ...]]] = []
        for used in range(len(spans) + 1):
            cost, chosen = best[-1][used]
            options = [(cost + reach, (*chosen, None))]
            if used:
                options.append(line[-1])
                cost, chosen = best[-1][used - 1]
                options.append((cost + _distance(piece, spans[used - 1]), (*chosen, used - 1)))
            line.append(min(options, key=lambda option: option[0]))
        best.append(line)
    return list(best[-1][-1][1])


def _distance(piece: Segment, span: Span) -> float:
    """Page widths between a heading and a column; below 0 where one lies over the other, by the share they have."""
    overlap = span.overlap(piece.left, piece.right)
    if overlap <= 0:
        return -overlap
    return -0.01 * overlap / min(piece.right - piece.left, span.right - span.left)


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
