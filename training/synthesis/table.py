"""The table of line items: any sensible columns in any order, over as many pages as it takes."""

from __future__ import annotations

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
from training.synthesis.phrases import CARRIED, SECTIONS
from training.synthesis.sheet import GREY, Colour, Note
from training.synthesis.table_rows import Row
from training.synthesis.table_widths import Fit, fitted

PALE: Colour = (0.94, 0.94, 0.94)


def draw_table(flow: Flow, design: Design, style: TableStyle, content: Content, chance: Chance) -> None:
    """Draw all line items from `flow.y` on, page after page, and note their truth."""
    rows = [Row(design, style, content, item, index, chance) for index, item in enumerate(content.items)]
    table = _Table(flow, design, content, fitted(style, design, rows, flow), rows, chance)
    table.draw()


class _Table:
    """The table while it is being drawn."""

    def __init__(self, flow: Flow, design: Design, content: Content, fit: Fit, rows: list[Row], chance: Chance) -> None:
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

    def _item_row(self, row: Row, index: int) -> None:
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
