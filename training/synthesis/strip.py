"""A row of cells under the header, as form sets and bookkeeping programs print it: some filled, many left empty."""

from __future__ import annotations

from dataclasses import replace

from training.synthesis.asides import aside_labels
from training.synthesis.blocks import Block, Entry, labelled
from training.synthesis.content import Content
from training.synthesis.design import Design
from training.synthesis.meta import aside, meta_entry

CELLS = ("order_number", "terms", "due", "contact", "sales_order", "customer", "your_reference", "method", "incoterms",
         "delivery_note", "order_date", "date", "number", "contract")  # fmt: skip
SHARE = 0.13  # of the layouts have one


def strip_names(design: Design) -> tuple[str, ...]:
    """What this layout prints there instead of elsewhere."""
    chance = design.chance.fork("strip")
    return tuple(chance.sample(CELLS, chance.randint(1, 4))) if chance.happens(SHARE) else ()


def strip_block(design: Design, content: Content) -> Block | None:
    """The row, if this layout has one."""
    names = strip_names(design)
    if not names:
        return None
    chance = design.chance.fork("strip cells")
    cells = [found for name in names if (found := meta_entry(name, design, content))]
    empty = chance.sample(aside_labels("name", design.words.language), chance.randint(0, 3))
    cells += [Entry(label, "") for label in empty]
    cells += [aside(chance.fork("aside"), design, content)] if chance.happens(0.4) else []
    chance.shuffle(cells)
    is_ruled = chance.happens(0.7)
    style = replace(design.labels, mode="row", colon="", is_ruled=is_ruled, is_label_bold=chance.happens(0.6))
    return labelled(cells[:6], style, design.pen.scaled(chance.choice((0.8, 0.9, 1.0))))
