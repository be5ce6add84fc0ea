"""The printer of a till: a narrow strip of paper and lines with text at both ends."""

from __future__ import annotations

from dataclasses import dataclass

from training.synthesis.chance import Chance
from training.synthesis.design import Design
from training.synthesis.fonts import Pen, draw_family, wrap
from training.synthesis.sheet import Note, Sheet

POINTS_PER_MM = 72 / 25.4
WIDTHS = (58, 72, 80, 80, 80, 90, 110)  # mm
STRETCHES = (1.0, 1.0, 0.9, 0.8, 0.72, 0.65, 1.15)  # of the letters; many printers set narrow ones
ENDLESS = 14_000.0  # points, for measuring


@dataclass(frozen=True, slots=True)
class Strip:
    """The choices of one till."""

    width: float  # points
    margin: float
    pen: Pen
    quantity: str  # where it stands: "before", "below", "above", "behind", "columns", "none"
    has_codes: bool
    letters: str  # mark tax rates with these
    rule: str  # repeated character, "line" or nothing
    tax: str  # "table", "line", "sentence", "none"
    is_upper: bool
    has_card: bool
    date_at: str  # "top", "bottom"
    numbers_at: str  # the supplier's, "top" or "bottom"
    has_barcode: bool
    tax_after_card: bool
    sums_at: float  # where labels of sums start, a share of the width
    colon: str  # after labels of sums


def draw_strip(design: Design) -> Strip:
    """The till of this shop."""
    chance = design.chance.fork("strip")
    family = draw_family(design.supplier.language, chance, monospaced=chance.happens(0.65))
    return Strip(
        width=chance.choice(WIDTHS) * POINTS_PER_MM,
        margin=chance.uniform(6, 16),
        pen=Pen(family, chance.choice((6.5, 7.0, 7.5, 8.0, 9.0)), stretch=chance.choice(STRETCHES)),
        quantity=chance.weighted(
            (("before", 4), ("below", 4), ("above", 2), ("none", 4), ("behind", 1.5), ("columns", 3))
        ),
        has_codes=chance.happens(0.12),
        letters=chance.choice(("", "", "AB", "AB", "12", "BA", "ab", "CD")),
        rule=chance.choice(("-", "=", "*", ".", "line", "")),
        tax=chance.weighted((("table", 6), ("line", 3), ("sentence", 2), ("none", 1))),
        is_upper=chance.happens(0.4),
        has_card=chance.happens(0.5),
        date_at=chance.choice(("top", "bottom", "bottom")),
        numbers_at=chance.choice(("top", "top", "bottom")),
        has_barcode=chance.happens(0.25),
        tax_after_card=chance.happens(0.3),
        sums_at=chance.weighted(((0.0, 10), (0.2, 1), (0.35, 2), (0.45, 1))),
        colon=chance.weighted((("", 6), (":", 3), (" :", 2))),
    )


class Till:
    """Prints line after line; `y` is where the next one goes."""

    def __init__(self, sheet: Sheet, strip: Strip) -> None:
        self.sheet, self.strip = sheet, strip
        self.left, self.right, self.y = strip.margin, sheet.width - strip.margin, strip.margin

    def line(
        self, left: str = "", right: str = "", notes: tuple[Note, ...] = (), *, bold: bool = False, scale: float = 1.0
    ) -> None:
        """Text at the left, wrapped, and at the right edge of its first line."""
        pen = self.strip.pen.scaled(scale).bold(bold)
        room = self.right - self.left - (pen.width(right) + 4 if right else 0)
        for number, part in enumerate(wrap(left, pen, max(20.0, room))):
            self.sheet.write(self.left, self.y, part, pen)
            if right and number == 0:
                self.sheet.write(self.right, self.y, right, pen, "right")
            self.y += pen.leading
        self.sheet.note(notes)

    def pair(
        self, label: str, amount: str, notes: tuple[Note, ...] = (), *, bold: bool = False, scale: float = 1.0
    ) -> None:
        """A labelled sum."""
        pen = self.strip.pen.scaled(scale).bold(bold)
        label = label + self.strip.colon if label and not label.endswith((":", ".")) else label
        room = self.right - self.left - pen.width(label) - pen.width(amount) - 4
        inset = min(self.strip.sums_at * (self.right - self.left), room)
        if inset <= 0:
            self.line(label, amount, notes, bold=bold, scale=scale)
            return
        self.sheet.write(self.left + inset, self.y, label, pen)
        self.sheet.write(self.right, self.y, amount, pen, "right")
        self.y += pen.leading
        self.sheet.note(notes)

    def start(self, text: str, notes: tuple[Note, ...] = (), *, bold: bool = False, scale: float = 1.0) -> None:
        """Text from the left edge, wrapped."""
        self.line(text, "", notes, bold=bold, scale=scale)

    def middle(self, text: str, notes: tuple[Note, ...] = (), *, bold: bool = False, scale: float = 1.0) -> None:
        """Centred text, wrapped."""
        pen = self.strip.pen.scaled(scale).bold(bold)
        for part in wrap(text, pen, self.right - self.left):
            self.sheet.write(self.sheet.width / 2, self.y, part, pen, "centre")
            self.y += pen.leading
        self.sheet.note(notes)

    def cells(self, cells: tuple[str, ...], notes: tuple[Note, ...] = (), *, align: str = "right") -> None:
        """Cells across the strip, small enough to fit their shares."""
        share = (self.right - self.left) / len(cells)
        for index, text in enumerate(cells):
            pen = self.strip.pen
            pen = pen.scaled(min(1.0, (share - 3) / max(1.0, pen.width(text))))
            edge = self.left + (index + (align == "right")) * share
            self.sheet.write(edge, self.y, text, pen, align)
        self.y += self.strip.pen.leading
        self.sheet.note(notes)

    def rule(self) -> None:
        """A line of characters, a drawn line, or a gap."""
        self.y += 3
        if self.strip.rule == "line":
            self.sheet.rule(self.left, self.right, self.y)
            self.y += 3
        elif self.strip.rule:
            self.line(self.strip.rule * int((self.right - self.left) / self.strip.pen.width(self.strip.rule)))

    def bars(self, digits: str, chance: Chance) -> None:
        """A barcode with its digits."""
        x = self.left + 12
        while x < self.right - 12:
            thickness = chance.choice((0.6, 1.2, 1.8))
            self.sheet.box(x, self.y, x + thickness, self.y + 24, fill=(0, 0, 0))
            x += thickness + chance.choice((0.6, 1.2, 1.8))
        self.y += 26
        self.middle(digits)
