"""The look of one layout: paper, typeface, colours, words and formats. Everything here comes from the layout's seed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from training.synthesis.blocks import LabelStyle
from training.synthesis.chance import Chance
from training.synthesis.content import Supplier
from training.synthesis.fonts import Pen, draw_family
from training.synthesis.formats import Formats, draw_formats, in_language
from training.synthesis.sheet import Colour, Note
from training.synthesis.wording import Wording

A4, LETTER = (595.28, 841.89), (612.0, 792.0)
BLACK: Colour = (0.0, 0.0, 0.0)
FRAMES = (("{}", 90), ("* {}", 1.5), ("{}*", 1), ("- {}", 1.5), ("• {}", 1), ("[{}]", 0.7), ("({})", 0.7),
          ("<{}>", 0.3), ("{} -", 0.7), ("{} .....", 1.2), ("{} ____", 0.5), ("{} >", 0.3), ("** {} **", 0.4),
          ("| {}", 0.4))  # fmt: skip
COLONS = {"fr": ((" :", 6), (":", 3), ("", 3)), "en": ((":", 6), ("", 5), (" :", 0.5))}


@dataclass(frozen=True, slots=True)
class Design:
    """The choices that all blocks share; `chance` is forked by each part of the page for its own choices."""

    chance: Chance
    supplier: Supplier
    page: tuple[float, float]  # points
    margins: tuple[float, float, float, float]  # left, top, right, bottom
    pen: Pen
    accent: Colour
    words: Wording
    table_words: Wording  # the table may be in another language
    formats: Formats
    labels: LabelStyle
    credit_sign: int  # of the amounts of a credit note

    def currency_note(self) -> tuple[Note, ...]:
        """What amounts with a sign or code say."""
        return (Note("Currency", self.formats.currency),) if self.formats.shows_currency else ()

    def amount_notes(self, field: str, value: Decimal) -> tuple[Note, ...]:
        """What an amount in the totals says."""
        own = (Note("Currency", self.formats.currency),) if self.formats.total_money != "#" else ()
        return (Note(field, f"{value:f}"), *own)


def draw_design(supplier: Supplier, chance: Chance) -> Design:
    """The look of this supplier's documents."""
    language, legislation = supplier.language, supplier.legislation
    casing = chance.weighted((("", 8), ("upper", 1), ("lower", 1)))
    currency, tax_name = (supplier.abroad.currency, supplier.abroad.tax_name) if supplier.abroad else ("", "")
    formats = draw_formats(legislation, language, chance.fork("formats"), currency=currency)
    words = Wording(
        chance.fork("words"), language, legislation, supplier.scene, formats.currency, casing=casing, tax_name=tax_name
    )
    other = language if language == "en" or chance.happens(0.95) else "en"
    table_words = (
        words
        if other == language
        else Wording(chance.fork("table words"), other, legislation, supplier.scene, formats.currency)
    )
    margin = chance.uniform(28, 72)
    return Design(
        chance=chance,
        supplier=supplier,
        page=LETTER if legislation == "usa" and chance.happens(0.9) else A4,
        margins=(margin, chance.uniform(24, 60), margin * chance.uniform(0.7, 1.1), chance.uniform(24, 50)),
        pen=_pen(language, table_words.language, chance),
        accent=chance.choice(
            (
                BLACK,
                BLACK,
                (0.1, 0.2, 0.5),
                (0.6, 0.1, 0.1),
                (0.05, 0.4, 0.25),
                (0.9, 0.45, 0.0),
                (0.35, 0.35, 0.4),
                (0, 0.45, 0.65),
            )
        ),
        words=words,
        table_words=table_words,
        formats=in_language(formats, language),
        labels=draw_label_style(language, chance),
        credit_sign=chance.weighted(((-1, 6), (1, 5))),
    )


def _pen(language: str, other: str, chance: Chance) -> Pen:
    """Typeface and size of the running text; a few printers space their letters."""
    family = draw_family("pl" if "pl" in (language, other) else language, chance)
    size = chance.weighted(((7.5, 1), (8.0, 3), (8.5, 2), (9.0, 5), (9.5, 2), (10.0, 5), (11.0, 2)))
    spacing = chance.uniform(-0.15, 0.5) if chance.happens(0.07) else 0.0
    stretch = chance.uniform(0.76, 0.94) if chance.happens(0.12) else 1.0  # a narrow typeface
    return Pen(family, size, spacing=round(spacing, 2), stretch=round(stretch, 2))


def draw_label_style(language: str, chance: Chance) -> LabelStyle:
    """How labels and values stand in the header of this layout."""
    mode = chance.weighted((("left", 10), ("inline", 6), ("above", 2), ("grid", 3), ("row", 5), ("run", 1.5)))
    colon = chance.weighted((*COLONS.get(language, ((":", 6), ("", 4), (" :", 1))), (" -", 0.2)))
    if mode in ("grid", "row") and chance.happens(0.8):
        colon = ""
    return LabelStyle(
        mode=mode,
        colon=colon,
        is_label_bold=chance.happens(0.35),
        is_value_bold=chance.happens(0.12),
        is_value_right=mode == "left" and chance.happens(0.2),
        is_label_right=mode == "left" and chance.happens(0.1),
        is_ruled=chance.happens(0.4),
        columns=chance.choice((2, 2, 3, 4)),
        gap=chance.uniform(6, 28),
        spread=chance.choice((1.0, 1.0, 1.15, 1.4)),
        joint=chance.choice(("   ", " ", ", ", " | ", " · ", " - ", " / ", "; ")),
        is_wrapped=mode in ("grid", "row") and chance.happens(0.2),
        is_glued=mode in ("inline", "run") and chance.happens(0.12),
        frame=chance.weighted(FRAMES),
        is_spaced=mode in ("left", "above", "row") and chance.happens(0.015),
    )
