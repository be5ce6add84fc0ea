"""The table of line items: any sensible columns in any order, over as many pages as it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from air.document import Box
from air.vocabulary import NO_PREDICTION
from training.sample import TrueColumn, TrueTable
from training.synthesis.chance import Chance
from training.synthesis.columns import HEADS, NUMERIC, TableStyle
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.flow import Flow
from training.synthesis.fonts import Pen, wrap
from training.synthesis.items import Item
from training.synthesis.money import cents, tax_of
from training.synthesis.phrases import CARRIED, SECTIONS
from training.synthesis.sheet import GREY, Colour, Note

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
KEYS = {
    "description": "Description",
    "code": "ProductCode",
    "barcode": "ProductCode",
    "quantity": "Quantity",
    "hours": "Quantity",
    "price": "Price",
    "amount": "Amount",
    "tax": "TaxAmount",
    "rate": "TaxRate",
    "reference": "ReferenceNumber",
    "order": "OrderNumber",
    "ledger": "LedgerAccountCode",
}
PALE: Colour = (0.94, 0.94, 0.94)


def draw_table(flow: Flow, design: Design, style: TableStyle, content: Content, chance: Chance) -> None:
    """Draw all line items from `flow.y` on, page after page, and note their truth."""
    rows = [_Row(design, style, content, item, index, chance) for index, item in enumerate(content.items)]
    table = _Table(flow, design, content, _fitted(style, design, rows, flow), rows, chance)
    table.draw()


class _Row:
    """The texts and the truth of one line item."""

    def __init__(
        self, design: Design, style: TableStyle, content: Content, item: Item, index: int, chance: Chance
    ) -> None:
        self.item, self.sign = item, design.credit_sign if content.kind == "credit_note" else 1
        self.details = item.details if style.details != "none" and chance.happens(style.details_share) else ()
        self.cells = self._cells(design, style, content, index)
        if chance.happens(style.missing_codes):
            self.cells["code"] = ""
        self._values = self._true_values(design)
        self.has_bracketed_code = style.bracketed_codes and not {"code", "barcode"} & set(style.kinds)
        self.name = f"[{item.code}] {item.description}" if self.has_bracketed_code else item.description

    def truth(self, kinds: tuple[str, ...]) -> dict[str, str]:
        """The labelled values of the columns that are printed."""
        found = {KEYS[kind]: self._values[kind] for kind in kinds if kind in KEYS and self.cells[kind]}
        if self.has_bracketed_code:
            found["ProductCode"] = self.item.code
        return found | {"Description": " ".join((self.item.description, *self.details))}

    def _cells(self, design: Design, style: TableStyle, content: Content, index: int) -> dict[str, str]:
        item, formats = self.item, design.formats
        unit = design.table_words.label(item.unit)
        quantity = formats.quantity(self.sign * item.quantity)
        tax = tax_of(item.rate, item.amount, is_gross=design.supplier.is_gross)
        return {
            "position": str((index + 1) * (10 if style.gap > 13 else 1)),
            "code": item.code,
            "barcode": item.barcode,
            "description": item.description,
            "quantity": f"{quantity} {unit}" if style.unit_in_cell else quantity,
            "hours": quantity,
            "unit": unit,
            "price": formats.price(item.price),
            "discount": formats.percent(item.discount) if item.discount else "",
            "rate": style.rate_word + formats.percent(item.rate, sign=style.rate_sign),
            "tax": formats.money(self.sign * tax),
            "amount": formats.money(self.sign * item.amount),
            "gross": formats.money(self.sign * (item.amount + tax)),
            "date": formats.short_day(item.day),
            "order": item.order,
            "reference": item.reference,
            "ledger": item.ledger,
            "delivery": content.delivery_note,
            "weight": formats.number(item.quantity * 3 / 7, 2),
            "period": f"{item.day.month:02d}-{item.day.year}",
            "employee": content.supplier.party.person.split(" ")[0],
            "customs": f"{item.barcode[:4]} {item.barcode[4:8]}",
            "discount_amount": formats.money(self.sign * (cents(item.quantity * item.price) - item.amount)),
        }

    def _true_values(self, design: Design) -> dict[str, str]:
        item = self.item
        tax = tax_of(item.rate, item.amount, is_gross=design.supplier.is_gross)
        quantity = f"{(self.sign * item.quantity).normalize():f}"
        return {
            "description": item.description,
            "code": item.code,
            "barcode": item.barcode,
            "quantity": quantity,
            "hours": quantity,
            "price": f"{item.price:f}",
            "amount": f"{self.sign * item.amount:f}",
            "tax": f"{self.sign * tax:f}",
            "rate": plain_rate(item.rate),
            "reference": item.reference,
            "order": item.order,
            "ledger": item.ledger,
        }


def plain_rate(rate: Decimal) -> str:
    """0.2100 as 0.21."""
    return f"{rate.normalize():f}" if rate else "0"


@dataclass(frozen=True, slots=True)
class _Fit:
    """Columns that fit the page."""

    style: TableStyle
    edges: tuple[tuple[float, float], ...]  # left and right of each column, points
    headings: tuple[str, ...]


def _fitted(style: TableStyle, design: Design, rows: list[_Row], flow: Flow) -> _Fit:
    """Widths by content, the description takes the rest; columns are dropped where there is no room."""
    while True:
        headings = tuple(_heading(kind, style, design) for kind in style.kinds)
        widths = [_natural(kind, heading, style, rows) for kind, heading in zip(style.kinds, headings, strict=True)]
        free = flow.right - flow.left - sum(widths) - style.gap * (len(widths) - 1)
        if free >= NARROWEST_DESCRIPTION:
            widths[style.kinds.index("description")] = free
            return _Fit(style, _edges(flow.left, widths, style.gap), headings)
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


def _natural(kind: str, heading: str, style: TableStyle, rows: list[_Row]) -> float:
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


class _Table:
    """The table while it is being drawn."""

    def __init__(
        self, flow: Flow, design: Design, content: Content, fit: _Fit, rows: list[_Row], chance: Chance
    ) -> None:
        self.flow, self.design, self.content, self.fit, self.rows = flow, design, content, fit, rows
        self.chance = chance
        self.style, self.sheet = fit.style, flow.sheet
        self.is_continuation, self.running = False, Decimal(0)

    def draw(self) -> None:
        self._open(is_headed=self.style.has_headings)
        section_size = self.chance.randint(2, 6)
        for index, row in enumerate(self.rows):
            if self.style.has_sections and index % section_size == 0:
                self._text_row(self.chance.choice(SECTIONS[self.design.table_words.language]), None)
            self._item_row(row, index)
            if self.style.has_subtotals and index % section_size == section_size - 1:
                self._text_row(self.design.words.label("subtotal"), self.running)
        self._empty_rows()
        if self.style.has_total_row:
            self._total_row()
        self._close()
        if self.style.money_heads and self.style.has_headings:
            self.sheet.note((Note("Currency", self.design.formats.currency),))
        self.flow.sheet.line_items.extend(row.truth(self.style.kinds) for row in self.rows)

    def _open(self, *, is_headed: bool) -> None:
        self.top, self.row_tops, self.is_headed = self.flow.y, [], is_headed
        if is_headed:
            self._headings()

    def _headings(self) -> None:
        style, pen = self.style, self.style.pen.bold(self.style.is_heading_bold).coloured(self.style.heading_ink)
        wrapped = [
            wrap(h, pen, right - left + 1) for h, (left, right) in zip(self.fit.headings, self.fit.edges, strict=True)
        ]
        height = max(len(lines) for lines in wrapped) * pen.leading + 6
        if style.heading_fill:
            self.sheet.box(
                self.flow.left - 3, self.flow.y, self.flow.right + 3, self.flow.y + height, fill=style.heading_fill
            )
        for kind, lines, edge in zip(style.kinds, wrapped, self.fit.edges, strict=True):
            for number, line in enumerate(lines):
                self._cell(kind, line, edge, self.flow.y + 3 + number * pen.leading, pen)
        if style.rules not in ("none", "zebra"):
            self.sheet.rule(self.flow.left - 3, self.flow.right + 3, self.flow.y + height, thickness=0.8)
        self.flow.y += height + 2

    def _item_row(self, row: _Row, index: int) -> None:
        style, pen = self.style, self.style.pen
        small = pen.scaled(style.details_scale)
        left, right = self.fit.edges[style.kinds.index("description")]
        name = [(line, pen) for line in wrap(row.name, pen, right - left)]
        details = [(line, small) for detail in row.details for line in wrap(detail, small, right - left)]
        lines = [*details, *name] if style.details == "above" else [*name, *details]
        height = len(lines) * pen.leading + 2 * style.padding
        self._make_room(height)
        if style.rules == "zebra" and index % 2:
            self.sheet.box(self.flow.left - 3, self.flow.y, self.flow.right + 3, self.flow.y + height, fill=PALE)
        top = self.flow.y + style.padding
        self.row_tops.append(top)
        for number, (line, own) in enumerate(lines):
            self.sheet.write(left, top + number * pen.leading, line, own)
        anchor = top + (len(details) * pen.leading if style.details == "above" else 0)
        if style.has_leaders and not details:
            start = left + pen.width(lines[-1][0])
            self.sheet.write(start, anchor, "." * int((right - start) / pen.width(".")), pen)
        for kind, edge in zip(style.kinds, self.fit.edges, strict=True):
            if kind != "description":
                self._cell(kind, row.cells[kind], edge, anchor, pen)
        self.running += row.sign * row.item.amount
        self.flow.y += height
        if style.rules in ("rows", "grid"):
            self.sheet.rule(self.flow.left - 3, self.flow.right + 3, self.flow.y, GREY, 0.4)

    def _empty_rows(self) -> None:
        """Ruled lines without anything on them, as forms have."""
        step = self.style.pen.leading + 2 * self.style.padding + 2
        for _ in range(self.style.empty_rows if self.style.rules in ("rows", "grid") else 0):
            if self.flow.y + step < self.flow.bottom - 120:
                self.flow.y += step
                self.sheet.rule(self.flow.left - 3, self.flow.right + 3, self.flow.y, GREY, 0.4)

    def _cell(self, kind: str, text: str, edge: tuple[float, float], top: float, pen: Pen) -> None:
        left, right = edge
        align = self.style.numbers if kind in NUMERIC else "left"
        self.sheet.write({"left": left, "right": right, "centre": (left + right) / 2}[align], top, text, pen, align)

    def _text_row(self, text: str, amount: Decimal | None) -> None:
        """A section head, subtotal or carried-over row: no line item."""
        pen = self.style.pen.bold()
        self._make_room(pen.leading * 3)
        self._write_text_row(text, amount, pen)

    def _total_row(self) -> None:
        """The sum of the lines; it answers a field where it is the net total."""
        totals, is_gross = self.content.totals, self.design.supplier.is_gross
        self._text_row(self.design.words.label("col_line_total" if is_gross else "total_excl_tax"), self.running)
        if not is_gross and not totals.discount and not totals.shipping:
            self.sheet.note((Note("TotalAmountExclTax", f"{self.running:f}"),))

    def _write_text_row(self, text: str, amount: Decimal | None, pen: Pen) -> None:
        self.sheet.write(self.fit.edges[self.style.kinds.index("description")][0], self.flow.y + 1, text, pen)
        if amount is not None:
            self._cell(
                "amount",
                self.design.formats.money(amount),
                self.fit.edges[self.style.kinds.index("amount")],
                self.flow.y + 1,
                pen,
            )
        self.flow.y += pen.leading + 2

    def _make_room(self, height: float) -> None:
        spare = self.style.pen.leading + 4 if self.style.carries_over else 0
        if self.flow.y + height + spare <= self.flow.bottom:
            return
        carried = CARRIED[self.design.table_words.language]
        if self.style.carries_over and self.row_tops:
            self._write_text_row(carried[0], self.running, self.style.pen)
        self._close()
        self.flow.next_page()
        self.is_continuation = bool(self.sheet.tables)
        self._open(is_headed=self.style.has_headings and self.style.repeats_headings)
        if self.style.carries_over and self.running:
            self._write_text_row(carried[1], self.running, self.style.pen)

    def _close(self) -> None:
        """Finish the table on this page and note where it stands."""
        if not self.row_tops:
            return
        width, height = self.sheet.width, self.sheet.height
        left, right = self.flow.left - 3, self.flow.right + 3
        self._outline(left, right)
        columns = tuple(
            TrueColumn(self._class(kind), edge[0] / width, edge[1] / width, heading if self.is_headed else None)
            for kind, edge, heading in zip(self.style.kinds, self.fit.edges, self.fit.headings, strict=True)
        )
        box = Box.clipped(left / width, self.top / height, right / width, self.flow.y / height)
        self.sheet.tables.append(
            TrueTable(
                self.sheet.page_index, box, self.is_continuation, columns, tuple(t / height for t in self.row_tops)
            )
        )

    def _class(self, kind: str) -> str:
        if kind == "barcode" and "code" in self.style.kinds:
            return NO_PREDICTION
        return HEADS[kind][1]

    def _outline(self, left: float, right: float) -> None:
        if self.style.rules in ("box", "grid"):
            self.sheet.box(left, self.top, right, self.flow.y, stroke=(0.3, 0.3, 0.3))
        if self.style.rules == "grid":
            for (_, end), (start, _) in zip(self.fit.edges, self.fit.edges[1:], strict=False):
                self.sheet.upright((end + start) / 2, self.top, self.flow.y, GREY, 0.4)
        if self.style.rules in ("head", "rows") and self.chance.happens(0.7):
            self.sheet.rule(left, right, self.flow.y, thickness=0.6)
