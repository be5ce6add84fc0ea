"""An invoice from top to bottom: header, introduction, table, totals, closing, and the footer of each page."""

from __future__ import annotations

from dataclasses import replace

from training.synthesis.blocks import Beside, Block, Empty, Entry, Framed, Lines, Stack, labelled
from training.synthesis.chance import Chance
from training.synthesis.closing import closing, euro_note, footer
from training.synthesis.columns import draw_table_style
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.flow import Flow
from training.synthesis.header import header, other_labels, sender_block
from training.synthesis.meta import meta_entry
from training.synthesis.phrases import INTROS, LETTERS, TERMS
from training.synthesis.placement import Placement, draw_placement
from training.synthesis.sheet import GREY, Note, Sheet, Text
from training.synthesis.table import draw_table
from training.synthesis.tax_table import tax_table
from training.synthesis.totals import totals_block


def draw_invoice(design: Design, content: Content, chance: Chance) -> Sheet:
    """Draw an invoice or credit note; `chance` is the content's."""
    sheet = Sheet(*design.page)
    placement = draw_placement(design)
    flow = _flow(sheet, design, content, placement)
    flow.on_new_page()
    body = design.chance.fork("body")
    flow.y += _letterhead(design)
    for row in header(design, content, placement, design.chance.fork("arrangement")):
        flow.place(row, gap=body.choice((6, 10, 14, 22, 36)))
    for block in _introduction(design, content):
        flow.place(block, gap=10)
    flow.y += body.uniform(0, 24)
    if body.happens(0.5) and len(content.items) == 1:
        _place_text(flow, design, content, body)
    else:
        draw_table(flow, design, draw_table_style(design), content, chance)
    gap, is_low = body.uniform(4, 20), body.happens(0.1)
    flow.y += (flow.bottom - flow.y) * 0.55 if is_low and flow.bottom - flow.y > 300 else gap
    _place_totals(flow, design, content, body)
    for block in closing(design, content, placement):
        flow.place(block, gap=body.choice((6, 10, 16)))
    if body.happens(0.1):
        _place_slip(flow, design, content)
    if body.happens(0.03):
        _terms_page(flow, design, body)
    return sheet


def _letterhead(design: Design) -> float:
    """Points left free at the top for what is printed on the paper before."""
    chance = design.chance.fork("letterhead")
    return chance.uniform(40, 150) if chance.happens(0.12) else 0.0


def _introduction(design: Design, content: Content) -> list[Block]:
    """Nothing, a line, or a letter with dates and amounts of its own."""
    chance, language = design.chance.fork("introduction"), design.words.language
    form = chance.weighted((("none", 70), ("line", 22), ("letter", 8)))
    if form == "none":
        return []
    line = Text(chance.choice(INTROS[language]))
    if form == "line":
        return [Lines((line,), design.pen)]
    shapes = chance.sample(LETTERS[language], chance.randint(1, 3))
    other, amount = design.formats.short_day(content.order_day), design.formats.with_currency(content.previous_balance)
    currency = (Note("Currency", design.formats.currency),)
    texts = [Text(s.format(other=other, amount=amount), currency if "{amount}" in s else ()) for s in shapes]
    greeting = Text(design.words.phrase("greeting_opening", text=content.buyer.person))
    return [Lines((greeting,), design.pen), Lines((*texts, line), design.pen)]


def _place_text(flow: Flow, design: Design, content: Content, chance: Chance) -> None:
    """What is charged as running text: no table, so no line items are labelled."""
    item = content.items[0]
    sign = design.credit_sign if content.kind == "credit_note" else 1
    amount = design.formats.with_currency(sign * item.amount)
    text = Text(" ".join((item.description, *item.details)), (Note("Currency", design.formats.currency),))
    if chance.happens(0.5):
        flow.place(Lines((Text(f"{text.text}: {amount}", text.notes),), design.pen))
    else:
        right = Lines((Text(amount),), design.pen, "right")
        flow.place(Beside((Lines((text,), design.pen), right), (0.75, 0.25)))


def _place_slip(flow: Flow, design: Design, content: Content) -> None:
    """A payment slip at the foot: the main figures once more."""
    chance = design.chance.fork("slip")
    due = content.totals.due * (design.credit_sign if content.kind == "credit_note" else 1)
    names = chance.sample(("number", "date", "customer", "due", "payment_reference"), chance.randint(2, 4))
    entries = [entry for name in names if (entry := meta_entry(name, design, content)) is not None]
    notes = design.amount_notes("TotalAmountInclTax", due) if content.totals.due == content.totals.gross else ()
    entries.append(Entry(design.words.label("amount_due"), design.formats.total(due), notes))
    style = other_labels(design, "slip labels")
    slip = Stack(
        (
            Lines((Text("- " * int(flow.width / design.pen.width("- "))),), design.pen),
            labelled(entries, style, design.pen),
        )
    )
    flow.y = max(flow.y, flow.bottom - slip.height(flow.width) - 2)
    flow.place(slip)


def _terms_page(flow: Flow, design: Design, chance: Chance) -> None:
    """General conditions in small print on a page of their own."""
    flow.next_page()
    pen = design.pen.scaled(0.65)
    clauses = [
        clause for _ in range(chance.randint(6, 14)) for clause in chance.sample(TERMS[design.words.language], 3)
    ]
    texts = [Text(f"{number}. {clause}", euro_note(clause, design)) for number, clause in enumerate(clauses, 1)]
    half = len(texts) // 2
    flow.place(Beside((Lines(tuple(texts[:half]), pen), Lines(tuple(texts[half:]), pen)), (1.0, 1.0)))


def _flow(sheet: Sheet, design: Design, content: Content, placement: Placement) -> Flow:
    """The body of the pages, with what is printed as each begins: footer, page number, side column."""
    left, top, right, bottom = design.margins
    width = sheet.width - left - right
    foot = footer(design, content, placement)
    foot_top = sheet.height - bottom - (foot.height(width) if foot else 0.0)
    chance = design.chance.fork("page")
    has_rule, has_number, has_name, has_margin = (chance.happens(p) for p in (0.4, 0.35, 0.3, 0.03))
    side, side_width = _side_column(design, content, placement), chance.uniform(95, 140) if placement.side else 0.0

    def begin() -> None:
        if foot:
            if has_rule:
                sheet.rule(left, left + width, foot_top - 3, GREY)
            foot.draw(sheet, left, foot_top, width)
        if has_number:
            text = design.words.phrase("page_of", number=sheet.page_index + 1)
            sheet.write(left + width, sheet.height - bottom + 4, text, design.pen.scaled(0.85), "right")
        if has_name and sheet.page_index:
            sheet.write(left, top * 0.6, f"{content.supplier.party.name}   {content.number}", design.pen.scaled(0.9))
        if has_margin:
            small = design.pen.scaled(0.6)
            sheet.write_upward(left * 0.45, sheet.height * 0.8, TERMS[design.words.language][0], small)
        if side and sheet.page_index == 0:
            side.draw(sheet, left if placement.side == "left" else left + width - side_width, top, side_width)

    body_left = left + (side_width + 12 if placement.side == "left" else 0)
    body_right = left + width - (side_width + 12 if placement.side == "right" else 0)
    return Flow(sheet, body_left, body_right, top, foot_top - 12, top, begin)


def _side_column(design: Design, content: Content, placement: Placement) -> Block | None:
    """The sender beside the whole page."""
    if not placement.side:
        return None
    small = replace(design, pen=design.pen.scaled(0.85))
    return sender_block(small, content, placement, design.chance.fork("side"))


def _place_totals(flow: Flow, design: Design, content: Content, chance: Chance) -> None:
    """Totals at the right, left or over the width; the tax table beside or below."""
    totals, taxes = totals_block(design, content), tax_table(design, content)
    if chance.happens(0.12):
        totals = Framed(totals)
    share = chance.uniform(0.32, 0.55)
    where = chance.weighted((("right", 10), ("left", 1), ("wide", 1.5)))
    has_taxes = not isinstance(taxes, Empty)
    if where == "wide":
        flow.place(Stack((taxes, totals) if has_taxes else (totals,), 6))
    elif has_taxes and chance.happens(0.5):
        pair, shares = (
            ((taxes, totals), (1 - share, share)) if where == "right" else ((totals, taxes), (share, 1 - share))
        )
        flow.place(Beside(pair, shares))
    else:
        beside = (Empty(), totals) if where == "right" else (totals, Empty())
        flow.place(Beside(beside, (1 - share, share) if where == "right" else (share, 1 - share)))
        if has_taxes:
            flow.place(Beside((taxes, Empty()), (0.6, 0.4)))
