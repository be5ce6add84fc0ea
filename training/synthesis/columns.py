"""The columns of a table and its look: drawn once per layout."""

from __future__ import annotations

from dataclasses import dataclass

from air.vocabulary import NO_PREDICTION
from training.synthesis.chance import Chance
from training.synthesis.design import Design
from training.synthesis.fonts import Pen
from training.synthesis.formats import SIGNS
from training.synthesis.sheet import Colour

HEADS = {  # kind of column -> concept of its heading, class
    "position": ("col_line_number", NO_PREDICTION),
    "code": ("col_article_code", "HeaderProductCode"),
    "barcode": ("col_ean", "HeaderProductCode"),
    "description": ("col_description", "HeaderDescription"),
    "quantity": ("col_quantity", "HeaderQuantity"),
    "unit": ("col_unit", NO_PREDICTION),
    "price": ("col_unit_price", "HeaderBasePrice"),
    "discount": ("col_discount_percent", NO_PREDICTION),
    "rate": ("col_vat_percent", "HeaderTaxRate"),
    "tax": ("col_vat_amount", "HeaderTaxAmount"),
    "amount": ("col_line_total", "HeaderTotalPrice"),
    "gross": ("col_line_total_incl", NO_PREDICTION),
    "date": ("col_date", NO_PREDICTION),
    "order": ("col_order_number", "HeaderOrderNumber"),
    "reference": ("col_reference", "HeaderReferenceNumber"),
    "ledger": ("col_ledger_account", "HeaderLedgerAccount"),
    "hours": ("col_hours", "HeaderQuantity"),
    "delivery": ("col_delivery_note", NO_PREDICTION),
    "weight": ("col_weight", NO_PREDICTION),
    "period": ("col_period", NO_PREDICTION),
    "employee": ("col_employee", NO_PREDICTION),
    "customs": ("col_customs", NO_PREDICTION),
    "discount_amount": ("col_discount_amount", NO_PREDICTION),
}
NUMERIC = frozenset(
    {"quantity", "hours", "price", "discount", "rate", "tax", "amount", "gross", "weight", "discount_amount"}
)


@dataclass(frozen=True, slots=True)
class TableStyle:
    """The choices of one layout for its table."""

    kinds: tuple[str, ...]  # left to right
    pen: Pen
    has_headings: bool
    heading_case: str
    heading_fill: Colour | None
    heading_ink: Colour
    is_heading_bold: bool
    rules: str  # "none", "head", "rows", "box", "grid", "zebra"
    padding: float  # above and below a row
    gap: float  # between columns
    numbers: str  # alignment of numeric columns
    details: str  # "none", "below", "above"
    details_share: float  # of rows that have them
    unit_in_cell: bool
    rate_sign: bool
    repeats_headings: bool
    carries_over: bool
    has_sections: bool
    has_subtotals: bool
    has_total_row: bool  # the sum of the lines as last row
    missing_codes: float
    details_scale: float
    has_leaders: bool  # dots from the description to the figures
    empty_rows: int  # ruled lines left empty below the last
    bracketed_codes: bool  # before the description, where the code has no column
    rate_word: str  # before a rate in a cell ("TVA 20%")
    money_heads: str  # added to the headings of money columns


def draw_table_style(design: Design) -> TableStyle:
    """The table of this layout."""
    chance = design.chance.fork("table")
    dark = chance.happens(0.35)
    fill = design.accent if dark else (0.9, 0.9, 0.92) if chance.happens(0.4) else None
    return TableStyle(
        kinds=_kinds(design, chance),
        pen=design.pen.scaled(chance.choice((0.85, 0.9, 1.0, 1.0))),
        has_headings=chance.happens(0.95),
        heading_case=chance.weighted((("", 8), ("upper", 2))),
        heading_fill=fill,
        heading_ink=(1.0, 1.0, 1.0) if dark and fill else (0.0, 0.0, 0.0),
        is_heading_bold=chance.happens(0.65),
        rules=chance.weighted((("none", 5), ("head", 6), ("rows", 4), ("box", 2), ("grid", 3), ("zebra", 2))),
        padding=chance.choice((0.0, 1.0, 2.0, 3.0, 5.0, 8.0)),
        gap=chance.uniform(5, 14),
        numbers=chance.weighted((("right", 12), ("left", 2), ("centre", 1))),
        details=chance.weighted((("none", 5), ("below", 5), ("above", 0.5))),
        details_share=chance.choice((0.2, 0.6, 1.0)),
        unit_in_cell=chance.happens(0.25),
        rate_sign=chance.happens(0.75),
        repeats_headings=chance.happens(0.75),
        carries_over=chance.happens(0.25),
        has_sections=chance.happens(0.1),
        has_subtotals=chance.happens(0.07),
        has_total_row=chance.happens(0.06),
        missing_codes=chance.choice((0.0, 0.0, 0.1, 0.4)),
        details_scale=chance.choice((1.0, 1.0, 0.85, 0.8)),
        has_leaders=chance.happens(0.02),
        empty_rows=chance.randint(2, 12) if chance.happens(0.06) else 0,
        bracketed_codes=chance.happens(0.08),
        rate_word=f"{design.words.label('tax_word')} " if chance.happens(0.06) else "",
        money_heads=f" {_money_head(design, chance)}" if chance.happens(0.07) else "",
    )


def _money_head(design: Design, chance: Chance) -> str:
    code = design.formats.currency
    return chance.choice((SIGNS[code], f"({SIGNS[code]})", code, f"in {code}"))


def _kinds(design: Design, chance: Chance) -> tuple[str, ...]:
    """A sensible subset of columns in a sensible order."""
    services = design.supplier.scene == "services"
    quantity = (
        "hours"
        if services and design.supplier.habits.trade.name == "consulting" and chance.happens(0.4)
        else "quantity"
    )
    front = chance.some(("position",), 0.2) + chance.some(("date",), 0.12) + chance.some(("order",), 0.05)
    code = chance.some(("code",), 0.15 if services else 0.5) + chance.some(("barcode",), 0.03)
    middle = [*code, "description"] if chance.happens(0.85) else ["description", *code]
    numbers = [quantity] if chance.happens(0.93) else []
    numbers += chance.some(("unit",), 0.25)
    numbers += chance.some(("price",), 0.92)
    numbers += chance.some(("discount",), 0.9 if design.supplier.habits.has_discounts else 0.03)
    numbers += (
        [] if design.supplier.treatment == "exempt" else chance.some(("rate",), 0.45) + chance.some(("tax",), 0.12)
    )
    numbers += ["amount"]
    if not design.supplier.is_gross:
        numbers += chance.some(("gross",), 0.07)
    extra = chance.some(("reference", "ledger"), 0.05) + chance.some(
        ("delivery", "weight", "period", "employee", "customs"), 0.025
    )
    order = chance.weighted((("usual", 16), ("quantity first", 5), ("tax before price", 2), ("shuffled", 1)))
    if order == "quantity first" and numbers[0] in ("quantity", "hours"):
        return (*front, numbers[0], *middle, *extra, *numbers[1:])
    if order == "tax before price" and "rate" in numbers:
        numbers.remove("rate")
        numbers.insert(1, "rate")
    if order == "shuffled":
        body, last = [*middle, *extra, *numbers[:-1]], numbers[-1]
        chance.shuffle(body)
        return (*front, *body, last)
    return (*front, *middle, *extra, *numbers)
