"""The paper: draws text and rules with the origin at the top left, and notes every answer as it is printed.

What a document truly says is collected here, at the moment of printing, so truth and page can't differ.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from training.sample import TrueTable
from training.synthesis.fonts import ASCENT, Pen, printable

rl_config.useA85 = 0  # binary streams: smaller, and made faster
MANY = frozenset({"YourReference", "YourOrderNumber", "ContractNumber", "AccountPostalCode", "InvoiceIBAN"})
TAX_SUM = "TaxSum"  # the tax of several rates in one amount: a tax line where no rate has one
Colour = tuple[float, float, float]
GREY: Colour = (0.6, 0.6, 0.6)


@dataclass(frozen=True, slots=True)
class Note:
    """Printing this text answers a field; for "TaxLines" the value is (rate index, part of the tax line)."""

    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text with what it answers."""

    text: str
    notes: tuple[Note, ...] = ()
    is_bold: bool = False
    scale: float = 1.0


@dataclass
class Sheet:
    """Pages being drawn, in points."""

    width: float
    height: float
    page_index: int = 0
    notes: list[Note] = field(default_factory=list)
    tables: list[TrueTable] = field(default_factory=list)
    line_items: list[dict[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # as written

    def __post_init__(self) -> None:
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=(self.width, self.height), invariant=1, pageCompression=1)
        self._canvas.setTitle("document")

    def write(self, x: float, top: float, text: str, pen: Pen, align: str = "left") -> None:
        """Text whose line starts (left), ends (right) or is centred at `x`."""
        shown = printable(text, pen.family)
        self.texts.append(shown)
        if align != "left":
            x -= pen.width(text) * (1.0 if align == "right" else 0.5)
        self._canvas.setFont(pen.font, pen.size)
        self._canvas.setFillColorRGB(*pen.colour)
        baseline = self.height - top - pen.size * ASCENT
        if pen.stretch == 1.0:
            self._canvas.drawString(x, baseline, shown, charSpace=pen.spacing)
        else:
            self._write_stretched(x, baseline, shown, pen)

    def _write_stretched(self, x: float, baseline: float, shown: str, pen: Pen) -> None:
        """Narrower or wider letters than the typeface has."""
        text = self._canvas.beginText(x, baseline)
        text.setHorizScale(pen.stretch * 100)
        text.setCharSpace(pen.spacing)
        text.textOut(shown)
        text.setCharSpace(0)
        text.setHorizScale(100)  # it would hold for all that follows
        self._canvas.drawText(text)

    def write_upward(self, x: float, bottom: float, text: str, pen: Pen) -> None:
        """Text that runs up the page, as in margins."""
        self._canvas.saveState()
        self._canvas.translate(x, self.height - bottom)
        self._canvas.rotate(90)
        self._canvas.setFont(pen.font, pen.size)
        self._canvas.setFillColorRGB(*pen.colour)
        self._canvas.drawString(0, 0, printable(text, pen.family))
        self._canvas.restoreState()

    def note(self, notes: tuple[Note, ...]) -> None:
        """Remember what was just printed."""
        self.notes.extend(notes)

    def rule(self, left: float, right: float, y: float, colour: Colour = (0, 0, 0), thickness: float = 0.5) -> None:
        """A horizontal line."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(left, self.height - y, right, self.height - y)

    def upright(self, x: float, top: float, bottom: float, colour: Colour = (0, 0, 0), thickness: float = 0.5) -> None:
        """A vertical line."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(x, self.height - top, x, self.height - bottom)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        *,
        fill: Colour | None = None,
        stroke: Colour | None = None,
    ) -> None:
        """A rectangle, filled, outlined or both."""
        if fill:
            self._canvas.setFillColorRGB(*fill)
        if stroke:
            self._canvas.setStrokeColorRGB(*stroke)
            self._canvas.setLineWidth(0.5)
        self._canvas.rect(
            left,
            self.height - bottom,
            right - left,
            bottom - top,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """A filled circle."""
        self._canvas.setFillColorRGB(*fill)
        self._canvas.circle(x, self.height - y, radius, stroke=0, fill=1)

    def new_page(self) -> None:
        """Go on with the next page."""
        self._canvas.showPage()
        self.page_index += 1

    def pdf(self) -> bytes:
        """The finished document."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()
