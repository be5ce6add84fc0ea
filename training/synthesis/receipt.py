"""Till receipts: narrow paper, gross prices, tax by letters, tender and change, card slips."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from air.document import Box
from training.sample import TrueColumn, TrueTable
from training.synthesis import facts
from training.synthesis.chance import Chance
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.fonts import Pen, draw_family, wrap
from training.synthesis.header import title
from training.synthesis.items import Item
from training.synthesis.money import cents
from training.synthesis.sheet import Note, Sheet
from training.synthesis.totals import tax_note

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Strip:
    """The choices of one till."""

    width: float
    margin: float
    pen: Pen
    quantity: str  # "before", "below", "above", "none"
    has_codes: bool
    letters: str  # mark tax rates with these
    rule: str
    tax: str  # "table", "line", "none"
    is_upper: bool
    has_card: bool
    date_at: str  # "top", "bottom"


def draw_strip(design: Design) -> Strip:
    """The till of this shop."""
    chance = design.chance.fork("strip")
    family = draw_family(design.supplier.language, chance, monospaced=chance.happens(0.65))
    return Strip(
        width=chance.choice((58, 72, 80, 80, 80, 90, 110)) * POINTS_PER_MM, margin=chance.uniform(6, 16), pen=Pen(family, chance.choice((6.5, 7.0, 7.5, 8.0, 9.0))),
        quantity=chance.weighted((("before", 4), ("below", 4), ("above", 2), ("none", 4))), has_codes=chance.happens(0.12),
        letters=chance.choice(("", "", "AB", "AB", "12", "BA")), rule=chance.choice(("-", "=", "*", ".", "line", "")), tax=chance.weighted((("table", 6), ("line", 3), ("none", 1))),
        is_upper=chance.happens(0.4), has_card=chance.happens(0.5), date_at=chance.choice(("top", "bottom", "bottom")),
    )  # fmt: skip


def draw_receipt(design: Design, content: Content, chance: Chance) -> Sheet:
    """Draw a receipt on one page as long as it needs."""
    strip = draw_strip(design)
    blind = _Till(Sheet(strip.width, 14000.0), strip, design, content, Chance(chance.name))
    blind.draw()
    till = _Till(Sheet(strip.width, blind.y + strip.margin * 2), strip, design, content, Chance(chance.name))
    till.draw()
    return till.sheet


class _Till:
    """The receipt while it is being printed."""

    def __init__(self, sheet: Sheet, strip: Strip, design: Design, content: Content, chance: Chance) -> None:
        self.sheet, self.strip, self.design, self.content, self.chance = sheet, strip, design, content, chance
        self.y, self.left, self.right = strip.margin, strip.margin, sheet.width - strip.margin
        self.words, self.formats = design.words, design.formats
        self.style = design.chance.fork("till")

    def draw(self) -> None:
        self._head()
        if self.strip.date_at == "top":
            self._when()
        self._rule()
        self._items()
        self._rule()
        self._totals()
        self._taxes()
        if self.strip.has_card:
            self._card()
        if self.strip.date_at == "bottom":
            self._when()
        self._thanks()

    def _line(
        self,
        left: str = "",
        right: str = "",
        notes: tuple[Note, ...] = (),
        *,
        bold: bool = False,
        scale: float = 1.0,
        centre: bool = False,
    ) -> None:
        pen = self.strip.pen.scaled(scale).bold(bold)
        room = self.right - self.left
        parts = wrap(left, pen, room if not right else max(20.0, room - pen.width(right) - 4))
        for number, part in enumerate(parts):
            self.sheet.write(
                self.sheet.width / 2 if centre else self.left, self.y, part, pen, "centre" if centre else "left"
            )
            if right and number == 0:
                self.sheet.write(self.right, self.y, right, pen, "right")
            self.y += pen.leading
        self.sheet.note(notes)

    def _rule(self) -> None:
        self.y += 3
        if self.strip.rule == "line":
            self.sheet.rule(self.left, self.right, self.y)
            self.y += 3
        elif self.strip.rule:
            count = int((self.right - self.left) / self.strip.pen.width(self.strip.rule))
            self._line(self.strip.rule * count)

    def _head(self) -> None:
        party, style = self.content.supplier.party, self.style
        centre = style.happens(0.8)
        self._line(
            party.name,
            "",
            (Note("SupplierName", party.name),),
            bold=style.happens(0.7),
            scale=style.choice((1.0, 1.3, 1.7)),
            centre=centre,
        )
        self._line(party.address.street, centre=centre)
        postal = facts.postal_text(self.content)
        self._line(postal.text, "", postal.notes, centre=centre)
        entries = facts.seller_entries(self.design, self.content)
        for name in style.some(("phone", "vat", "coc", "tax_number", "website", "email"), 0.45):
            if name in entries:
                text = f"{entries[name].label}{style.choice((':', '', ' :'))} {entries[name].value}"
                self._line(text, "", entries[name].notes, centre=centre)
        if style.happens(0.3):
            self._line(title(self.design, self.content), bold=True, centre=centre)
        self.y += 4

    def _when(self) -> None:
        """Date, time, number, till and cashier."""
        content, style = self.content, self.style.fork("when")
        day = self.formats.day(content.day) if style.happens(0.4) else self.formats.short_day(content.day)
        time = self.chance.fork("time").fill(
            f"{style.choice(('1#', '1#', '09'))}:{style.randint(0, 5)}#"
        ) + style.choice(("", "", ":12", " Uhr" if self.words.language == "de" else ""))
        date_note = (Note("InvoiceDate", f"{content.day:%Y-%m-%d}"),)
        label = self.words.label("invoice_date") + self.design.labels.colon if style.happens(0.35) else ""
        if style.happens(0.5):
            self._line(f"{label} {day}".strip(), time, date_note)
        else:
            self._line(f"{label} {day} {time}".strip(), "", date_note)
        if style.happens(0.6):
            number = facts.meta_entry("number", self.design, content)
            if number:
                self._line(f"{number.label}{self.design.labels.colon} {number.value}", "", number.notes)
        for _ in range(style.randint(0, 2)):
            term = self.words.term("receipt_meta", style)
            self._line(f"{term}: {self.chance.fork(term).fill(style.choice(('##', '####', '#')))}")

    def _items(self) -> None:
        top, row_tops = self.y, []
        for item in self.content.items:
            row_tops.append(self.y)
            self._item(item)
        height, width = self.sheet.height, self.sheet.width
        edge = self.right - 55
        columns = [
            TrueColumn("HeaderDescription", self.left / width, edge / width, None),
            TrueColumn("HeaderTotalPrice", edge / width, self.right / width, None),
        ]
        box = Box.clipped((self.left - 2) / width, top / height, (self.right + 2) / width, self.y / height)
        self.sheet.tables.append(TrueTable(0, box, False, tuple(columns), tuple(t / height for t in row_tops)))

    def _item(self, item: Item) -> None:
        strip, formats = self.strip, self.formats
        letter = self._letter(item.rate)
        amount = formats.number(item.amount) + (f" {letter}" if letter else "")
        name = item.description.upper() if strip.is_upper else item.description
        name = f"{item.code} {name}" if strip.has_codes else name
        truth = {
            "Description": name.removeprefix(f"{item.code} ") if strip.has_codes else name,
            "Amount": f"{item.amount:f}",
        }
        if strip.has_codes:
            truth["ProductCode"] = item.code
        count = f"{formats.quantity(item.quantity)} x {formats.number(item.price, 2)}"
        is_one = item.quantity == 1 or strip.quantity == "none"
        if strip.quantity == "before" and not item.discount:
            truth |= {"Quantity": f"{item.quantity.normalize():f}"}
            self._line(f"{formats.quantity(item.quantity)} {name}", amount)
        elif strip.quantity == "above" and not is_one:
            self._line(count)
            self._line(name, amount)
            truth |= {"Quantity": f"{item.quantity.normalize():f}", "Price": f"{cents(item.price):f}"}
        elif strip.quantity == "below" and not is_one:
            self._line(name, amount if self.style.fork("below").happens(0.6) else "")
            self._line(f"   {count}", "" if self.style.fork("below").happens(0.6) else amount)
            truth |= {"Quantity": f"{item.quantity.normalize():f}", "Price": f"{cents(item.price):f}"}
        else:
            self._line(name, amount)
        self.sheet.line_items.append(truth)

    def _letter(self, rate: Decimal) -> str:
        rates = [tax.rate for tax in self.content.totals.taxes]
        place = rates.index(rate)
        return self.strip.letters[place] if place < len(self.strip.letters) else ""

    def _totals(self) -> None:
        totals, style, words = self.content.totals, self.style.fork("totals"), self.words
        is_gross = self.content.supplier.is_gross
        if (not is_gross or style.happens(0.25)) and totals.tax:
            self._line(words.label("subtotal" if is_gross else "total_excl_tax"), self.formats.number(totals.lines),
                       () if is_gross else (Note("TotalAmountExclTax", f"{totals.net:f}"),))  # fmt: skip
        if not is_gross and totals.tax:
            self._line(
                words.label("tax_word") or "Tax",
                self.formats.number(totals.tax),
                (tax_note(0, totals.taxes[0], 1, "amount"),),
            )
        label = words.label("total_incl_tax" if style.happens(0.8) else "amount_due")
        shown = self.formats.total(totals.gross) if style.happens(0.7) else self.formats.number(totals.gross)
        notes = (
            self.design.amount_notes("TotalAmountInclTax", totals.gross)
            if shown != self.formats.number(totals.gross)
            else (Note("TotalAmountInclTax", f"{totals.gross:f}"),)
        )
        self._line(label, shown, notes, bold=style.happens(0.7), scale=style.choice((1.0, 1.2, 1.5)))
        if totals.rounding:
            self._line(words.label("rounding"), self.formats.number(totals.rounding))
        if not self.strip.has_card and style.happens(0.8):
            given = max(totals.due, (totals.due / 5).to_integral_value(rounding="ROUND_UP") * 5)
            self._line(words.label("cash"), self.formats.number(given))
            self._line(words.label("change"), self.formats.number(given - totals.due))
        elif self.strip.has_card:
            self._line(words.label("card"), self.formats.number(totals.due))
        if style.happens(0.2):
            self._line(words.label("item_count"), str(len(self.content.items)))
        self.y += 3

    def _taxes(self) -> None:
        if not self.content.supplier.is_gross or self.strip.tax == "none":
            return
        if self.strip.tax == "line":
            for index, tax in enumerate(self.content.totals.taxes):
                rate = self.formats.percent(tax.rate)
                self._line(
                    f"{self.words.label('tax_word')} {rate if '%' in rate else rate + '%'}",
                    self.formats.number(tax.tax),
                    (tax_note(index, tax, 1, "rate", "amount"),),
                )
            return
        heads = (
            self.words.label("tax_rate_column"),
            self.words.label("base_amount"),
            self.words.label("total_tax"),
            self.words.label("total_incl_tax"),
        )
        self._cells(heads if self.style.fork("gross column").happens(0.5) else heads[:3], ())
        for index, tax in enumerate(self.content.totals.taxes):
            letter = self._letter(tax.rate)
            rate = self.formats.percent(tax.rate)
            cells = (
                f"{letter}={rate}" if letter else rate,
                *(self.formats.number(v) for v in (tax.base, tax.tax, tax.gross)),
            )
            shown = cells if self.style.fork("gross column").happens(0.5) else cells[:3]
            self._cells(shown, (tax_note(index, tax, 1, "rate", "base", "amount"),))

    def _cells(self, cells: tuple[str, ...], notes: tuple[Note, ...]) -> None:
        """Cells across the strip, each at the right edge of its share, small enough to fit."""
        share = (self.right - self.left) / len(cells)
        for index, text in enumerate(cells):
            pen = self.strip.pen
            pen = pen.scaled(min(1.0, (share - 3) / max(1.0, pen.width(text))))
            self.sheet.write(self.left + (index + 1) * share, self.y, text, pen, "right")
        self.y += self.strip.pen.leading
        self.sheet.note(notes)

    def _card(self) -> None:
        """The slip of the card terminal: numbers and an amount once more."""
        style, chance = self.style.fork("card"), self.chance.fork("card")
        self._rule()
        self._line(
            style.choice(("VISA", "MAESTRO", "Mastercard", "V PAY", "girocard", "Bancontact", "Visa Debit")),
            centre=True,
        )
        for text in style.sample(
            (
                "Terminal: ########",
                "Auth: ######",
                "AID: A000000004####",
                "Card: ************####",
                "Trace ######",
                "Merchant ########",
                "Periode: ####",
                "TA-Nr. ######",
            ),
            style.randint(2, 5),
        ):
            place = text.index("#")
            self._line(text[:place] + chance.fill(text[place:]))
        self._line(
            self.words.label("card"),
            self.formats.with_currency(self.content.totals.due),
            (Note("Currency", self.formats.currency),),
        )

    def _thanks(self) -> None:
        self.y += 5
        if self.style.fork("thanks").happens(0.7):
            self._line(self.words.label("greeting_thanks"), centre=True)
        if self.style.fork("site").happens(0.2):
            self._line(self.content.supplier.party.website, centre=True)
