"""Blocks that a page is composed of: each knows its height for a width and draws itself at a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from training.synthesis.fonts import Pen, wrap
from training.synthesis.sheet import GREY, Colour, Note, Sheet, Text


class Block(Protocol):
    """Anything that takes a rectangle of the page."""

    def height(self, width: float) -> float: ...

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and its value."""

    label: str
    value: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How labels and values stand together."""

    mode: str  # "left", "inline", "above", "grid", "row", "run"
    colon: str = ":"  # after the label, perhaps with a space before it
    is_label_bold: bool = False
    is_value_bold: bool = False
    is_value_right: bool = False  # values at the right edge
    is_label_right: bool = False  # labels against their values
    is_ruled: bool = False
    columns: int = 2  # of a grid
    gap: float = 10.0  # points between label and value
    spread: float = 1.0  # line distance
    joint: str = "   "  # between the pairs of running text
    is_wrapped: bool = False  # labels of a grid over two lines
    is_glued: bool = False  # nothing between label and value: "No.4711"
    frame: str = "{}"  # around label and colon: "* {}", "[{}]", "{} ....."
    is_spaced: bool = False  # labels in capitals with spaces between: "D A T E"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of text, wrapped to the width."""

    texts: tuple[Text, ...]
    pen: Pen
    align: str = "left"

    def height(self, width: float) -> float:
        return sum(len(wrap(t.text, self._pen(t), width)) * self._pen(t).leading for t in self.texts)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        anchor = {"left": x, "right": x + width, "centre": x + width / 2}[self.align]
        for text in self.texts:
            pen = self._pen(text)
            for line in wrap(text.text, pen, width):
                sheet.write(anchor, y, line, _fitting(line, pen, width), self.align)
                y += pen.leading
            sheet.note(text.notes)

    def _pen(self, text: Text) -> Pen:
        return self.pen.scaled(text.scale).bold(text.is_bold or self.pen.is_bold)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labels with values beside them: one pair on a line."""

    entries: tuple[Entry, ...]
    style: LabelStyle
    pen: Pen

    def height(self, width: float) -> float:
        return sum(self._step() * self._line_count(entry, width) for entry in self.entries)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        column = self._label_column(width)
        for entry in self.entries:
            self._draw_label(sheet, entry, x, y, column)
            start, lines = self._value(entry, width)
            top = y if start is not None else y + self._step()
            for number, line in enumerate(lines):
                self._draw_value(sheet, line, x + (start or 0.0), x + width, top + number * self._step())
            sheet.note(entry.notes)
            y += self._step() * self._line_count(entry, width)

    def _draw_label(self, sheet: Sheet, entry: Entry, x: float, y: float, column: float) -> None:
        is_right = (
            self.style.is_label_right
            and self.style.mode == "left"
            and self._label_pen().width(label_text(entry, self.style)) < column
        )
        anchor = x + column - self.style.gap if is_right else x
        sheet.write(anchor, y, label_text(entry, self.style), self._label_pen(), "right" if is_right else "left")

    def _draw_value(self, sheet: Sheet, line: str, left: float, right: float, y: float) -> None:
        is_right = self.style.is_value_right
        sheet.write(right if is_right else left, y, line, self._value_pen(), "right" if is_right else "left")

    def _value(self, entry: Entry, width: float) -> tuple[float | None, list[str]]:
        """Where the value starts beside its label (None: below it) and its lines."""
        own = self._label_pen().width(label_text(entry, self.style) + ("" if self.style.is_glued else " "))
        start = own if self.style.mode == "inline" else max(own, self._label_column(width))
        first = self._value_pen().width(entry.value.split(" ")[0])
        if start + first > width:
            return None, wrap(entry.value, self._value_pen(), width)
        return start, wrap(entry.value, self._value_pen(), width - start)

    def _line_count(self, entry: Entry, width: float) -> int:
        start, lines = self._value(entry, width)
        return len(lines) + (start is None)

    def _label_column(self, width: float) -> float:
        widest = max(self._label_pen().width(label_text(entry, self.style)) for entry in self.entries)
        return min(width * 0.55, widest + self.style.gap)

    def _label_pen(self) -> Pen:
        return self.pen.bold(self.style.is_label_bold)

    def _value_pen(self) -> Pen:
        return self.pen.bold(self.style.is_value_bold)

    def _step(self) -> float:
        return self.pen.leading * self.style.spread


@dataclass(frozen=True, slots=True)
class Grid:
    """Labels above their values in cells, in one or more columns."""

    entries: tuple[Entry, ...]
    style: LabelStyle
    pen: Pen

    def height(self, width: float) -> float:
        return -(-len(self.entries) // self._columns(width)) * self._row_height()

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        columns, row_height = self._columns(width), self._row_height()
        cell = width / columns
        for index, entry in enumerate(self.entries):
            left, top = x + index % columns * cell, y + index // columns * row_height
            inset = 3.0 if self.style.is_ruled else 0.0
            if self.style.is_ruled:
                sheet.box(left, top, left + cell, top + row_height, stroke=GREY)
            lines = self._label_lines(entry, cell)
            for number, line in enumerate(lines):
                pen = self._label_pen(line, cell)
                sheet.write(left + inset, top + inset + number * self.pen.leading, line, pen)
            sheet.write(
                left + inset,
                top + inset + self._label_count() * self.pen.leading,
                entry.value,
                _fitting(entry.value, self.pen.bold(self.style.is_value_bold), cell - inset),
            )
            sheet.note(entry.notes)

    def _label_lines(self, entry: Entry, cell: float) -> list[str]:
        """The label, broken before its last word where labels take two lines."""
        first, _, last = entry.label.rpartition(" ")
        if not self.style.is_wrapped or not first:
            return [label_text(entry, self.style)]
        return [first, label_text(replace(entry, label=last), self.style)]

    def _label_count(self) -> int:
        return 2 if self.style.is_wrapped else 1

    def _label_pen(self, text: str, cell: float) -> Pen:
        return _fitting(text, self.pen.scaled(0.9).bold(self.style.is_label_bold), cell - 4)

    def _columns(self, width: float) -> int:
        """As many as wanted, fewer where the widest text would not fit."""
        wanted = {"above": 1, "row": len(self.entries)}.get(self.style.mode, self.style.columns)
        widest = max(
            max(self.pen.width(e.value), 0.7 * self.pen.width(label_text(e, self.style))) for e in self.entries
        )
        return max(1, min(wanted, len(self.entries), int(width // (widest + 5))))

    def _row_height(self) -> float:
        return self.pen.leading * (1 + self._label_count()) + (6 if self.style.is_ruled else 4)


@dataclass(frozen=True, slots=True)
class Running:
    """Labels and values one after the other in running text."""

    entries: tuple[Entry, ...]
    style: LabelStyle
    pen: Pen

    def height(self, width: float) -> float:
        return len(self._lines(width)) * self.pen.leading

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for line in self._lines(width):
            sheet.write(x, y, line, self.pen)
            y += self.pen.leading
        sheet.note(tuple(note for entry in self.entries for note in entry.notes))

    def _lines(self, width: float) -> list[str]:
        gap = "" if self.style.is_glued else " "
        pairs = (f"{label_text(entry, self.style)}{gap}{entry.value}" for entry in self.entries)
        return wrap(self.style.joint.join(pairs), self.pen, width)


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks below each other."""

    blocks: tuple[Block, ...]
    gap: float = 6.0

    def height(self, width: float) -> float:
        return sum(b.height(width) for b in self.blocks) + self.gap * max(0, len(self.blocks) - 1)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for block in self.blocks:
            block.draw(sheet, x, y, width)
            y += block.height(width) + self.gap


@dataclass(frozen=True, slots=True)
class Beside:
    """Blocks beside each other; `shares` are fractions of the width."""

    blocks: tuple[Block, ...]
    shares: tuple[float, ...]
    gutter: float = 14.0

    def height(self, width: float) -> float:
        return max(b.height(w) for b, w in zip(self.blocks, self._widths(width), strict=True))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for block, own in zip(self.blocks, self._widths(width), strict=True):
            block.draw(sheet, x, y, own)
            x += own + self.gutter

    def _widths(self, width: float) -> list[float]:
        free = width - self.gutter * (len(self.blocks) - 1)
        return [free * share / sum(self.shares) for share in self.shares]


@dataclass(frozen=True, slots=True)
class Framed:
    """A block with a border, a background, or both."""

    block: Block
    stroke: Colour | None = GREY
    fill: Colour | None = None
    padding: float = 5.0

    def height(self, width: float) -> float:
        return self.block.height(width - 2 * self.padding) + 2 * self.padding

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        sheet.box(x, y, x + width, y + self.height(width), fill=self.fill, stroke=self.stroke)
        self.block.draw(sheet, x + self.padding, y + self.padding, width - 2 * self.padding)


@dataclass(frozen=True, slots=True)
class Empty:
    """White space."""

    points: float = 0.0

    def height(self, width: float) -> float:
        return self.points

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        return None


def labelled(entries: Sequence[Entry], style: LabelStyle, pen: Pen) -> Block:
    """The block for a label style; nothing for no entries."""
    if not entries:
        return Empty()
    if style.mode == "run":
        return Running(tuple(entries), style, pen)
    if style.mode in ("above", "grid") or (style.mode == "row" and len(entries) <= 6):
        return Grid(tuple(entries), style, pen)
    return Labelled(tuple(entries), style, pen)


def label_text(entry: Entry, style: LabelStyle) -> str:
    """The label as it is printed."""
    if not entry.label:
        return ""
    label = entry.label + ("" if entry.label.endswith((":", "#")) else style.colon)
    spaced = "   ".join(" ".join(word) for word in label.upper().split()) if style.is_spaced else label
    return style.frame.format(spaced)


def _fitting(text: str, pen: Pen, width: float) -> Pen:
    """The pen, smaller where the text would not fit."""
    needed = pen.width(text)
    return pen.scaled(max(0.65, width / needed)) if needed > width else pen
