"""Blocks of sums: labels and amounts in two columns, and headings over cells."""

from __future__ import annotations

from dataclasses import dataclass

from training.synthesis.fonts import Pen
from training.synthesis.sheet import GREY, Colour, Note, Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the totals block."""

    label: str
    amount: str
    notes: tuple[Note, ...] = ()
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class TotalsBlock:
    """Labels and amounts in two columns."""

    rows: tuple[Row, ...]
    pen: Pen
    colon: str
    label_align: str
    strong_scale: float
    fill: Colour | None
    is_ruled: bool
    spread: float
    has_cells: bool = False  # a box around each amount, or around label and amount
    is_boxed_whole: bool = False

    def height(self, width: float) -> float:
        return sum(self._step(row) for row in self.rows) + 4

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        amounts = max(self._pen(row).width(row.amount) for row in self.rows)
        for row in self.rows:
            pen = self._pen(row)
            if row.is_strong and self.fill:
                sheet.box(x - 3, y - 1, x + width + 3, y + self._step(row) - 1, fill=self.fill)
            if self.has_cells:
                left = x - 3 if self.is_boxed_whole else x + width - amounts - 6
                sheet.box(left, y - 1, x + width + 3, y + self._step(row) - 1, stroke=GREY)
            elif row.is_strong and self.is_ruled:
                sheet.rule(x, x + width, y - 1, thickness=0.7)
            label = row.label + self.colon
            fitting = pen.scaled(min(1.0, (width - amounts - 6) / max(1.0, pen.width(label))))
            sheet.write(
                x + width - amounts - 12 if self.label_align == "right" else x, y, label, fitting, self.label_align
            )
            sheet.write(x + width, y, row.amount, pen, "right")
            sheet.note(row.notes)
            y += self._step(row)

    def _pen(self, row: Row) -> Pen:
        return self.pen.scaled(self.strong_scale).bold() if row.is_strong else self.pen

    def _step(self, row: Row) -> float:
        return self._pen(row).leading * self.spread


@dataclass(frozen=True, slots=True)
class Matrix:
    """Headings over cells: the tax table, or totals beside each other under their labels."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Note, ...]
    pen: Pen
    align: str
    is_ruled: bool
    is_bold: bool

    def height(self, width: float) -> float:
        return self._step() * (len(self.rows) + 1) + 2

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        cell, step = width / len(self.headings), self._step()
        if self.is_ruled:
            sheet.box(x - 2, y - 1, x + width + 2, y + self.height(width), stroke=GREY)
            sheet.rule(x - 2, x + width + 2, y + step - 1, GREY)
        for number, row in enumerate((self.headings, *self.rows)):
            pen = self.pen.bold(number == 0 and self.is_bold)
            for index, text in enumerate(row):
                left = x + index * cell
                anchor = {"left": left, "right": left + cell - 4, "centre": left + cell / 2}[self.align]
                needed = pen.width(text)
                sheet.write(
                    anchor,
                    y + number * step,
                    text,
                    pen.scaled(min(1.0, (cell - 4) / needed)) if needed else pen,
                    self.align,
                )
        sheet.note(self.notes)

    def _step(self) -> float:
        return self.pen.leading * 1.15
