"""Outlines: which rows of a page form a table, from the roles of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from air.tables.layout import Layout, Row
from air.tables.roles import BREAK, DETAIL, HEADING, ITEM

_MOST_OTHERS = 3  # rows without a role that a table may hold between two line items
_HEADING_REACH = 3  # rows over which the rows of one heading spread


@dataclass(slots=True)
class Outline:
    """The rows of a table on one page, from top to bottom."""

    page_index: int
    headings: list[Row] = field(default_factory=list)
    body: list[tuple[Row, int]] = field(default_factory=list)  # row and role: item, detail or break
    scores: list[float] = field(default_factory=list)  # probability of the role of headings and items
    is_closed: bool = False  # a total stands below it

    @property
    def items(self) -> list[Row]:
        return [row for row, role in self.body if role == ITEM]

    @property
    def confidence(self) -> float:
        return float(np.mean(self.scores)) if self.scores else 0.0


def outlines_of(
    layout: Layout, probabilities: NDArray[np.float64], closes: NDArray[np.bool_] | None = None
) -> list[Outline]:
    """The tables of a page that hold line items, top to bottom.

    `probabilities` has shape (rows, roles); `closes` says of each row if it ends a table when it has no role in it.
    """
    roles = probabilities.argmax(axis=1) if len(layout.rows) else []
    found: list[Outline] = []
    current = Outline(layout.page.index)
    others: list[Row] = []
    last_heading = -_HEADING_REACH - 1
    for at, (row, role) in enumerate(zip(layout.rows, roles, strict=True)):
        if role == HEADING:
            if current.body or at - last_heading > _HEADING_REACH:
                found.append(current)
                current = Outline(layout.page.index)
            current.headings.append(row)
            others, last_heading = [], at
        elif role in (ITEM, DETAIL, BREAK):
            if len(others) > _MOST_OTHERS:
                found.append(current)
                current = Outline(layout.page.index)
            current.body += [(other, BREAK) for other in others]
            current.body.append((row, int(role)))
            others = []
        elif current.body and closes is not None and closes[at]:
            current.is_closed = True
            found.append(current)
            current, others = Outline(layout.page.index), []
        elif current.body or current.headings:
            others.append(row)
        if role in (HEADING, ITEM):
            current.scores.append(float(probabilities[at, role]))
    return _above_totals([_trimmed(outline) for outline in [*found, current] if outline.items])


def _above_totals(outlines: Sequence[Outline]) -> list[Outline]:
    """Without what looks like line items below a total, unless it has headings of its own."""
    last = next((at for at, outline in enumerate(outlines) if outline.is_closed), len(outlines))
    return [outline for at, outline in enumerate(outlines) if at <= last or outline.headings]


def _trimmed(outline: Outline) -> Outline:
    """Without breaks at its end."""
    body: Sequence[tuple[Row, int]] = outline.body
    while body[-1][1] == BREAK:
        body = body[:-1]
    return replace(outline, body=list(body))
