"""The top of the first page: who, to whom, number and dates, in any arrangement."""

from __future__ import annotations

from dataclasses import dataclass, replace

from training.synthesis import facts
from training.synthesis.blocks import Beside, Block, Empty, Framed, LabelStyle, Lines, Stack, labelled
from training.synthesis.chance import Chance
from training.synthesis.content import Content
from training.synthesis.design import Design, draw_label_style
from training.synthesis.fonts import Pen
from training.synthesis.meta import aside, meta_entry, meta_names
from training.synthesis.parties import Party
from training.synthesis.phrases import CREDIT_SENTENCES, PLACE_DATES, SENTENCES, TAGLINES
from training.synthesis.placement import Placement, arrange
from training.synthesis.sheet import Colour, Note, Sheet, Text
from training.synthesis.strip import strip_block, strip_names


@dataclass(frozen=True, slots=True)
class Logo:
    """A mark with the supplier's name, or the mark alone."""

    name: str
    design: Design
    shape: str  # "disc", "bar", "none"
    scale: float
    is_shown: bool  # the name

    def height(self, width: float) -> float:
        return self._pen().leading + 4

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        pen, height = self._pen(), self.height(width)
        inset = 0.0
        if self.shape == "disc":
            sheet.disc(x + height / 2, y + height / 2, height / 2, self.design.accent)
            inset = height + 5
        elif self.shape == "bar":
            sheet.box(x, y, x + 5, y + height, fill=self.design.accent)
            inset = 12
        if self.is_shown:
            needed = pen.width(self.name)
            fitting = pen.scaled(min(1.0, (width - inset) / needed)) if needed else pen
            sheet.write(x + inset, y + 2, self.name, fitting)
            sheet.note((Note("SupplierName", self.name),))

    def _pen(self) -> Pen:
        return self.design.pen.scaled(self.scale).bold().coloured(self.design.accent)


def header(design: Design, content: Content, placement: Placement, arrangement: Chance) -> list[Block]:
    """The rows of blocks above the table."""
    parts = _parts(design, content, placement)
    rows: list[Block] = []
    for names, shares in arrange(tuple(parts), arrangement):
        blocks = tuple(parts[name] for name in names)
        rows.append(Beside(blocks, shares) if len(blocks) > 1 else _alone(blocks[0], shares))
    strip = strip_block(design, content)
    return [*rows, strip] if strip else rows


def title(design: Design, content: Content) -> str:
    """The word for what this document is."""
    concept = {"invoice": "title_invoice", "credit_note": "title_credit_note", "receipt": "title_receipt"}[content.kind]
    return design.words.label(concept) or design.words.term(concept, design.chance.fork("title"))


def _alone(block: Block, shares: tuple[float, ...]) -> Block:
    """A block that takes a part of the row, the rest stays white."""
    if len(shares) == 1:
        return block
    return Beside((block, Empty()), shares) if shares[0] > 0 else Beside((Empty(), block), (-shares[0], shares[1]))


def _parts(design: Design, content: Content, placement: Placement) -> dict[str, Block]:
    """Every part that this layout has; each draws its own choices, so content changes none of the others."""
    chance = design.chance.fork("parts")
    heading = chance.weighted((("", 5), ("bill_to", 5), ("customer", 1), ("sold_to", 1)))
    shape, scale = chance.choice(("disc", "bar", "none", "none")), chance.choice((1.4, 1.8, 2.2, 2.8))
    parts: dict[str, Block] = {
        "logo": Logo(content.supplier.party.name, design, shape, scale, chance.happens(0.8)),
        "buyer": _buyer_block(design, content, heading, chance.fork("buyer")),
        "meta": _meta_block(design, content, placement, chance.fork("meta")),
    }
    if chance.happens(0.85):
        parts["title"] = _title_block(design, content, chance.fork("title"))
    if placement.has_sender and not placement.side:
        parts["sender"] = sender_block(design, content, placement, chance.fork("sender"))
    if chance.happens(0.2):
        parts["ship_to"] = _address_block(design, content.ship_to, "ship_to", chance.fork("ship to"))
    return parts


def _title_block(design: Design, content: Content, chance: Chance) -> Block:
    """The title, with the number behind it in some layouts; here and there letter-spaced, or marked as a copy."""
    text, scale = title(design, content), chance.choice((1.3, 1.6, 2.0, 2.6))
    align = chance.weighted((("left", 6), ("right", 2), ("centre", 2)))
    is_upper, has_number, is_spaced, is_copy = (chance.happens(p) for p in (0.4, 0.12, 0.04, 0.05))
    text = text.upper() if is_upper else text
    if has_number and content.kind == "invoice":
        numbered = Text(f"{text} {content.number}", (Note("InvoiceNumber", content.number),))
        return Lines((numbered,), design.pen.scaled(min(scale, 1.6)).bold(), align)
    if is_spaced:
        text = " ".join(text)
    if is_copy:
        text = f"{text}   {design.words.label('copy_mark')}"
    return Lines((Text(text),), design.pen.scaled(scale).bold(chance.happens(0.8)).coloured(design.accent), align)


def sender_block(design: Design, content: Content, placement: Placement, chance: Chance) -> Block:
    """Name and address, then numbers with or without labels."""
    lines = facts.sender_texts(design, content, has_country=chance.happens(0.35))
    tagline = chance.choice(TAGLINES[design.words.language])
    if chance.happens(0.1):
        lines = (lines[0], Text(tagline, scale=0.85), *lines[1:])
    entries = facts.seller_entries(design, content)
    chosen = tuple(entries[name] for name in placement.letterhead if name in entries)
    align = chance.weighted((("left", 7), ("right", 3), ("centre", 1)))
    pen = design.pen.scaled(chance.choice((1.0, 1.0, 0.9, 0.8)))
    has_bare_email, is_labelled, is_one_line = (chance.happens(p) for p in (0.4, 0.5, 0.05))
    texts = [
        Text(
            e.value if has_bare_email and "@" in e.value else f"{e.label}{design.labels.colon or ':'} {e.value}",
            e.notes,
        )
        for e in chosen
    ]
    if is_one_line:
        return _one_line((*lines, *texts), pen.scaled(0.85), chance.choice((" - ", " | ", " · ")))
    if align != "left" or not is_labelled or not chosen:
        return Lines((*lines, *texts), pen, align)
    style = replace(design.labels, mode=chance.choice(("left", "inline")), is_value_right=False)
    return Stack((Lines(lines, pen), labelled(chosen, style, pen)), 3)


def _one_line(texts: tuple[Text, ...], pen: Pen, joint: str) -> Block:
    """All texts in running lines."""
    return Lines((Text(joint.join(t.text for t in texts), tuple(note for t in texts for note in t.notes)),), pen)


def _buyer_block(design: Design, content: Content, heading: str, chance: Chance) -> Block:
    """The buyer's address, in some layouts under the sender's in one small line, as window envelopes show it."""
    address = _address_block(design, content.buyer, heading, chance)
    known = meta_entry("customer", design, content)
    if known and chance.fork("known").happens(0.09):
        joint = chance.fork("joint").choice((": ", " ", "", " : ", ". "))
        line = Text(f"{known.label}{joint}{known.value}", known.notes)
        address = Stack((address, Lines((line,), design.pen)), chance.fork("apart").choice((0, 4, 12)))
    if not chance.happens(0.45 if design.supplier.legislation == "de" else 0.08):
        return address
    lines = facts.sender_texts(design, content, has_country=False)
    joint, scale = chance.choice((" · ", " - ", ", ", " | ", " • ")), chance.choice((0.6, 0.7))
    return Stack((_one_line(lines, design.pen.scaled(scale), joint), address), 4)


def _address_block(design: Design, party: Party, heading: str, chance: Chance) -> Block:
    """An address under its heading, or bare as in a window envelope."""
    label = design.words.label(heading) if heading else ""
    head = (
        [Text(label + (design.labels.colon if chance.happens(0.5) else ""), is_bold=chance.happens(0.7))]
        if label
        else []
    )
    attention = design.words.label("attention")
    person = [f"{attention} {party.person}"] if party.person != party.name and attention and chance.happens(0.3) else []
    extra = [party.phone] if chance.happens(0.06) else [party.email] if party.email and chance.happens(0.04) else []
    country = (
        [party.address.country] if party.legislation != design.supplier.legislation or chance.happens(0.25) else []
    )
    body = [Text(line) for line in (party.name, *person, *party.address.lines, *country, *extra)]
    numbers = []
    if party.vat.text and chance.happens(0.18):
        numbers.append(Text(f"{design.words.label('vat_number')}: {party.vat.text}"))
    if party.accounts and chance.happens(0.04):
        numbers.append(Text(f"IBAN: {party.accounts[0].iban.text}"))
    if party.company_number.text and chance.happens(0.05):
        numbers.append(Text(f"{design.words.label('coc_number')}: {party.company_number.text}"))
    block = Lines((*head, *body, *numbers), design.pen)
    if chance.happens(0.12):
        return Framed(block, *_frame(design, chance))
    return block


def _meta_block(design: Design, content: Content, placement: Placement, chance: Chance) -> Block:
    """Number, dates and references; some layouts write number and date, or the date, outside the labelled list."""
    form = chance.weighted((("labels", 85), ("sentence", 9), ("bare date", 6)))
    names = [name for name in meta_names(chance) if name not in strip_names(design)]
    outside = {"labels": (), "sentence": ("number", "date"), "bare date": ("date",)}[form]
    made = [found for name in names if name not in outside and (found := meta_entry(name, design, content))]
    seller = facts.seller_entries(design, content)
    made += [seller[name] for name in placement.meta if name in seller]
    asides = chance.fork("asides")
    for number in range(asides.weighted(((0, 10), (1, 5), (2, 3), (4, 1)))):
        made.insert(asides.randint(0, len(made)), aside(asides.fork(str(number)), design, content))
    style = design.labels
    if style.mode == "row" and len(made) > 6:
        style = replace(style, mode=chance.choice(("left", "grid")), columns=chance.choice((2, 3)))
    block = labelled(made, style, design.pen)
    if outside:
        line = _sentence(design, content, chance) if form == "sentence" else _bare_date(design, content, chance)
        block = Stack((line, block), 4)
    return Framed(block, *_frame(design, chance)) if chance.happens(0.12) and made else block


def _bare_date(design: Design, content: Content, chance: Chance) -> Block:
    """The date without a label, perhaps after the place."""
    shape = chance.choice(PLACE_DATES[design.words.language])
    text = shape.format(place=content.supplier.party.court, date=design.formats.day(content.day))
    return Lines(
        (Text(text, (Note("InvoiceDate", f"{content.day:%Y-%m-%d}"),)),), design.pen, chance.choice(("left", "right"))
    )


def _sentence(design: Design, content: Content, chance: Chance) -> Block:
    """Number and date in a line of text."""
    shapes = (CREDIT_SENTENCES if content.kind == "credit_note" else SENTENCES)[design.words.language]
    text = chance.choice(shapes).format(number=content.number, date=design.formats.day(content.day))
    notes = (Note("InvoiceNumber", content.number), Note("InvoiceDate", f"{content.day:%Y-%m-%d}"))
    return Lines((Text(text, notes, chance.happens(0.6), chance.choice((1.0, 1.2, 1.5))),), design.pen)


def _frame(design: Design, chance: Chance) -> tuple[Colour | None, Colour | None]:
    return chance.choice((((0.5, 0.5, 0.5), None), (None, (0.93, 0.94, 0.96)), (design.accent, None)))


def other_labels(design: Design, name: str) -> LabelStyle:
    """Another label style for a further block of the same layout."""
    style = draw_label_style(design.supplier.language, design.chance.fork(name))
    return replace(style, colon=design.labels.colon or style.colon)
