"""Which columns of the table of line items fit the page, and how wide they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from training.synthesis.columns import HEADS, TableStyle
from training.synthesis.design import Design
from training.synthesis.flow import Flow
from training.synthesis.table_rows import Row

DROPPED_FIRST = (
    "customs",
    "employee",
    "weight",
    "period",
    "discount_amount",
    "delivery",
    "reference",
    "ledger",
    "barcode",
    "order",
    "date",
    "gross",
    "tax",
    "unit",
    "position",
    "discount",
)
NARROWEST_DESCRIPTION = 95.0  # points


@dataclass(frozen=True, slots=True)
class Fit:
    """Columns that fit the page."""

    style: TableStyle
    edges: tuple[tuple[float, float], ...]  # left and right of each column, points
    headings: tuple[str, ...]


def fitted(style: TableStyle, design: Design, rows: list[Row], flow: Flow) -> Fit:
    """Widths by content, the description takes the rest; columns are dropped where there is no room."""
    while True:
        headings = tuple(_heading(kind, style, design) for kind in style.kinds)
        widths = [_natural(kind, heading, style, rows) for kind, heading in zip(style.kinds, headings, strict=True)]
        free = flow.right - flow.left - sum(widths) - style.gap * (len(widths) - 1)
        if free >= NARROWEST_DESCRIPTION:
            widths[style.kinds.index("description")] = free
            return Fit(style, _edges(flow.left, widths, style.gap), headings)
        victim = next((kind for kind in DROPPED_FIRST if kind in style.kinds), None)
        if victim is None:
            style = replace(style, pen=style.pen.scaled(0.9), gap=4.0)
        else:
            style = replace(style, kinds=tuple(kind for kind in style.kinds if kind != victim))


def _heading(kind: str, style: TableStyle, design: Design) -> str:
    concept = HEADS[kind][0]
    if (
        kind == "amount"
        and design.supplier.is_gross
        and design.table_words.label("col_line_total_incl")
        and len(style.kinds) % 2
    ):
        concept = "col_line_total_incl"
    text = design.table_words.label(concept) or kind.capitalize()
    text += style.money_heads if kind in ("price", "amount") else ""
    return text.upper() if style.heading_case == "upper" else text


def _natural(kind: str, heading: str, style: TableStyle, rows: list[Row]) -> float:
    if kind == "description":
        return 0.0
    head = style.pen.bold(style.is_heading_bold)
    words = max(head.width(word) for word in heading.split(" ")) if style.has_headings else 0.0
    return max(18.0, words, *(style.pen.width(row.cells[kind]) for row in rows)) + 2.0


def _edges(left: float, widths: list[float], gap: float) -> tuple[tuple[float, float], ...]:
    edges = []
    for width in widths:
        edges.append((left, left + width))
        left += width + gap
    return tuple(edges)
