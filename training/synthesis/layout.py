"""An invoice from top to bottom: header, introduction, table, totals, closing, and the footer of each page."""

from __future__ import annotations

from training.synthesis.blocks import Beside, Block, Empty, Framed, Lines, Stack
from training.synthesis.chance import Chance
from training.synthesis.closing import closing, footer
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.flow import Flow
from training.synthesis.header import draw_placement, header
from training.synthesis.phrases import INTROS
from training.synthesis.sheet import GREY, Sheet, Text
from training.synthesis.table import draw_table, draw_table_style
from training.synthesis.totals import tax_table, totals_block


def draw_invoice(design: Design, content: Content, chance: Chance) -> Sheet:
    """Draw an invoice or credit note; `chance` is the content's."""
    sheet = Sheet(*design.page)
    placement = draw_placement(design)
    foot = footer(design, content, placement)
    flow = _flow(sheet, design, content, foot)
    flow.on_new_page()
    body = design.chance.fork("body")
    for row in header(design, content, placement, design.chance.fork("arrangement")):
        flow.place(row, gap=body.choice((6, 10, 14, 22)))
    if body.happens(0.25):
        flow.place(Lines((Text(body.choice(INTROS[design.words.language])),), design.pen), gap=10)
    flow.y += body.uniform(0, 24)
    draw_table(flow, design, draw_table_style(design), content, chance)
    flow.y += body.uniform(4, 20)
    _place_totals(flow, design, content, body)
    for block in closing(design, content, placement):
        flow.place(block, gap=body.choice((6, 10, 16)))
    return sheet


def _flow(sheet: Sheet, design: Design, content: Content, foot: Block | None) -> Flow:
    """The body of the pages, with the footer drawn as each begins."""
    left, top, right, bottom = design.margins
    width = sheet.width - left - right
    foot_height = foot.height(width) if foot else 0.0
    foot_top = sheet.height - bottom - foot_height
    chance = design.chance.fork("page")
    has_rule, has_number, has_name = chance.happens(0.4), chance.happens(0.35), chance.happens(0.3)

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

    return Flow(sheet, left, left + width, top, foot_top - 12, top, begin)


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
