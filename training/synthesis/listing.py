"""The view of an electronic invoice: a style sheet's plain listing of all its data, section after section."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from training.synthesis import facts
from training.synthesis.blocks import Beside, Block, Entry, LabelStyle, Lines, Stack, labelled
from training.synthesis.chance import Chance
from training.synthesis.columns import draw_table_style
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.flow import Flow
from training.synthesis.header import title
from training.synthesis.listing_words import KEYS, SECTIONS, TITLES
from training.synthesis.meta import meta_entry
from training.synthesis.parties import Party
from training.synthesis.references import draw_reference
from training.synthesis.sheet import Note, Sheet, Text
from training.synthesis.table import draw_table
from training.synthesis.tax_table import sign, tax_note
from training.synthesis.totals import totals_block

META = ("currency", "period", "delivery_date", "order_number", "contract", "your_reference", "routing", "order_date",
        "sales_order", "delivery_note", "project", "original")  # fmt: skip

TYPE_CODES = {"invoice": ("380", "380 (Invoice)", "326"), "credit_note": ("381", "381 (Credit note)")}


def draw_listing(design: Design, content: Content, chance: Chance) -> Sheet:
    """Draw the view; `chance` is the content's."""
    sheet = Sheet(*design.page)
    left, top, right, bottom = design.margins
    flow = Flow(sheet, left, sheet.width - right, top, sheet.height - bottom, top, lambda: None)
    style, view = design.chance.fork("listing"), _View(design, content)
    for block in view.head(style):
        flow.place(block, gap=style.choice((6, 12, 18)))
    seller, buyer = view.seller(style.fork("seller")), view.buyer(style.fork("buyer"))
    if style.happens(0.5):
        flow.place(Beside((seller, buyer) if style.happens(0.6) else (buyer, seller), (1.0, 1.0)))
    else:
        flow.place(seller)
        flow.place(buyer)
    is_paid_first = style.happens(0.3)
    if is_paid_first:
        flow.place(view.payment(style))
    draw_table(flow, design, draw_table_style(design), content, chance)
    flow.y += style.choice((8, 14))
    flow.place(view.taxes(style))
    flow.place(view.totals(style))
    if not is_paid_first:
        flow.place(view.payment(style))
    return sheet


class _View:
    """The sections of one document, all in the same look."""

    def __init__(self, design: Design, content: Content) -> None:
        chance = design.chance.fork("listing look")
        self.design, self.content, self.language = design, content, design.words.language
        colon = chance.choice((":", " :", "", ":"))
        self.style = LabelStyle("left", colon, chance.happens(0.25), gap=chance.uniform(8, 40))
        self.has_codes = chance.happens(0.35)  # the standard's numbers before the keys
        self.has_bare_codes = chance.happens(0.5)  # country codes without labels

    def head(self, style: Chance) -> list[Block]:
        """Versions of the software, the title, and the document's own data."""
        content, design = self.content, self.design
        versions = style.choice(("", "", "Stylesheet 2.{} / {}", "Version 3.0.{} {}", "Viewer 1.{}, {}"))
        day = design.formats.day(content.day - timedelta(days=style.randint(60, 900)))
        blocks: list[Block] = []
        if versions:
            blocks.append(Lines((Text(versions.format(style.randint(0, 9), day)),), design.pen.scaled(0.9)))
        entries = [found for name in ("number", "date", "due") if (found := meta_entry(name, design, content))]
        if style.happens(0.4):
            shape = style.choice(TITLES[self.language])
            text = shape.format(title=title(design, content), number=content.number, date=entries[1].value)
            notes = (Note("InvoiceNumber", content.number), Note("InvoiceDate", f"{content.day:%Y-%m-%d}"))
            blocks.append(Lines((Text(text, notes),), design.pen.scaled(1.4)))
            entries = entries[2:]
        else:
            blocks.append(Lines((Text(title(design, content)),), design.pen.scaled(1.4)))
        entries = (
            entries if style.happens(0.7) else [e for e in entries if not any(n.field == "DueDate" for n in e.notes)]
        )
        names = style.sample(META, style.randint(1, 6))
        entries += [found for name in names if (found := meta_entry(name, design, content))]
        entries += [Entry(KEYS[self.language]["type"], style.choice(TYPE_CODES[content.kind]))]
        return [*blocks, self._section("document", entries)]

    def seller(self, style: Chance) -> Block:
        """Who sends: address line by line, then numbers."""
        entries = facts.seller_entries(self.design, self.content)
        party = self.content.supplier.party
        own = [entries[name] for name in ("vat", "coc", "tax_number", "email", "phone") if name in entries]
        shown = [entry for entry in own if style.happens(0.75)]
        number = style.happens(0.4)
        first = [Entry(KEYS[self.language]["number"], draw_reference("customer", style))] if number else []
        name = Text(party.name, (Note("SupplierName", party.name),))
        postal = facts.postal_text(self.content)
        return self._party("seller", party, (name, Text(party.address.street), postal), first, shown)

    def buyer(self, style: Chance) -> Block:
        """To whom; the same keys as for the seller, and the number by which the seller knows it."""
        party, design, content = self.content.buyer, self.design, self.content
        known = meta_entry("customer", design, content) if style.happens(0.75) else None
        if known and style.happens(0.5):
            known = replace(known, label=KEYS[self.language]["number"])
        shown = [Entry(design.words.label("vat_number"), party.vat.text)] if party.vat.text else []
        lines = tuple(Text(line) for line in (party.name, party.address.street, party.address.place_line))
        return self._party("buyer", party, lines, [known] if known else [], shown)

    def payment(self, style: Chance) -> Block:
        """Means, account and term."""
        entries = facts.seller_entries(self.design, self.content)
        shown = [Entry(KEYS[self.language]["means"], style.choice(("58", "30", "SEPA", "58 (SEPA credit transfer)")))]
        shown += [entries[name] for name in ("iban", "bic", "bank") if name in entries and style.happens(0.8)]
        names = ("payment_reference", "terms", "due")
        shown += [e for name in names if style.happens(0.4) and (e := meta_entry(name, self.design, self.content))]
        return self._section("payment", shown)

    def taxes(self, style: Chance) -> Block:
        """Category, rate, base and tax, one rate after the other."""
        design, factor, keys = self.design, sign(self.design, self.content), KEYS[self.language]
        entries: list[Entry] = []
        for index, tax in enumerate(self.content.totals.taxes):
            note = tax_note(index, tax, factor, "rate", "base", "amount")
            formats, words = design.formats, design.words
            entries += [
                Entry(keys["category"], "S" if tax.rate else "E"),
                Entry(words.label("base_amount") or "Net", formats.money(factor * tax.base)),
                Entry(words.label("tax_rate_column") or "%", formats.percent(tax.rate)),
                Entry(words.label("total_tax") or "VAT", formats.money(factor * tax.tax), (note,)),
            ]
        return self._section("taxes", entries)

    def totals(self, style: Chance) -> Block:
        """The sums, in the listing's keys or as a block."""
        return Stack((self._heading("totals"), totals_block(self.design, self.content)), 4)

    def _party(self, key: str, party: Party, lines: tuple[Text, ...], first: list[Entry], shown: list[Entry]) -> Block:
        if self.has_bare_codes:
            country = "US" if party.legislation == "usa" else party.legislation.upper()
            lines = (*lines[:-1], replace(lines[-1], text=f"{country} {lines[-1].text}"))
        parts: list[Block] = [self._heading(key)]
        parts += [labelled(first, self.style, self.design.pen)] if first else []
        parts.append(Lines(lines, self.design.pen))
        parts += [labelled(shown, self.style, self.design.pen)] if shown else []
        return Stack(tuple(parts), 3)

    def _section(self, key: str, entries: list[Entry]) -> Block:
        coded = (
            [replace(e, label=f"BT-{i + 1} {e.label}") for i, e in enumerate(entries)] if self.has_codes else entries
        )
        return Stack((self._heading(key), labelled(coded, self.style, self.design.pen)), 4)

    def _heading(self, key: str) -> Block:
        text = Text(SECTIONS[self.language][key], is_bold=True)
        return Lines((text,), self.design.pen.scaled(1.1))
