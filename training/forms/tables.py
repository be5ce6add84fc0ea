"""Tables on paper: everyday fields as columns, a schema that somebody may ask them with, and the right rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from air.schema.definition import SchemaField
from air.schema.everyday import EverydayField
from training.forms.forms import PAGE
from training.forms.values import Customs, FormValue, draw_value
from training.forms.wording import LANGUAGES, draw_field, draw_label, truth_of
from training.synthesis.chance import Chance
from training.synthesis.fonts import Pen, draw_family
from training.synthesis.sheet import GREY, Sheet

NAME = "rows"  # of the list in the schema
NOT_IN_CELLS = frozenset({"address", "sentence", "bool"})  # kinds of values that take more than a line, or are boxes
NUMBERS = frozenset({"integer", "number", "currency"})
SUMS = dict(zip(LANGUAGES, ("Total", "Totaal", "Summe", "Total", "Total", "Razem"), strict=True))
MOST_COLUMNS, MOST_ROWS = 7, 16
ASKED, BLANK = 0.8, 0.06  # shares of columns and of cells
NARROWEST_GAP = 10.0  # points between two columns


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """What is asked and what is right: one mapping from the names of the list's parts per row."""

    data: bytes
    asked: SchemaField
    rows: tuple[dict[str, object], ...]
    concepts: frozenset[str]  # names of the everyday fields that are asked for
    language: str


@dataclass(frozen=True)
class _Column:
    field: EverydayField
    label: str
    values: tuple[FormValue | None, ...]
    is_right: bool  # aligned

    def width(self, pen: Pen) -> float:
        texts = [self.label, *(value.text for value in self.values if value)]
        return max(pen.bold().width(text) for text in texts)


def make_table(seed: int, known: Sequence[EverydayField]) -> DrawnTable:
    """Draw a page with a table; the same seed and fields give the same bytes."""
    chance = Chance(f"table {seed}")
    language = chance.choice(LANGUAGES)
    customs = Customs.draw(language, chance)
    pen = Pen(draw_family(language, chance), chance.choice((7.0, 8.0, 9.0, 10.0)))
    margin = chance.choice((36, 50, 64))
    columns = _fitting(_draw_columns(known, customs, chance), pen, PAGE[0] - 2 * margin)
    sheet = Sheet(*PAGE)
    top = _draw_words(sheet, pen, margin, chance.uniform(40, 200), customs, chance)
    bottom = _draw_rows(sheet, pen, margin, top, columns, customs, chance)
    _draw_words(sheet, pen, margin, bottom + pen.leading * 2, customs, chance)
    asked = {
        column.field.name: draw_field(column.field, _first(column), language, chance)
        for column in columns
        if chance.happens(ASKED)
    } or {columns[0].field.name: draw_field(columns[0].field, _first(columns[0]), language, chance)}
    rows = _rows([column for column in columns if column.field.name in asked], asked)
    absent = chance.sample([one for one in known if one not in [c.field for c in columns]], chance.randint(0, 2))
    wanted = [*asked.values(), *(draw_field(o, draw_value(o.value, customs, chance), language, chance) for o in absent)]
    parts = tuple({one.name: one for one in reversed(wanted)}.values())[::-1]  # of two with one name the first
    concepts = frozenset(asked) | {one.name for one in absent}
    return DrawnTable(sheet.pdf(), SchemaField(NAME, "list", fields=parts), rows, concepts, language)


def _draw_columns(known: Sequence[EverydayField], customs: Customs, chance: Chance) -> list[_Column]:
    """Columns with names of their own."""
    usable = [one for one in known if one.value.partition(":")[0] not in NOT_IN_CELLS]
    count = chance.randint(2, MOST_ROWS)
    columns: dict[str, _Column] = {}
    for field in chance.sample(usable, chance.randint(2, MOST_COLUMNS)):
        label = draw_label(field, customs.language, chance)
        values = [_in_cell(draw_value(field.value, customs, chance)) for _ in range(count)]
        shown = tuple(None if columns and chance.happens(BLANK) else value for value in values)
        is_right = values[0].type in NUMBERS and chance.happens(0.7)
        if any(shown):
            columns.setdefault(label.lower(), _Column(field, label, shown, is_right))
    return list(columns.values())


def _in_cell(value: FormValue) -> FormValue:
    """One of several answers as a word, not as boxes to tick."""
    return replace(value, lines=(str(value.value),)) if value.text.startswith("[") else value


def _fitting(columns: list[_Column], pen: Pen, width: float) -> list[_Column]:
    """As many of the first columns as the page is wide."""
    while len(columns) > 1 and sum(column.width(pen) + NARROWEST_GAP for column in columns) > width:
        columns = columns[:-1]
    return columns


def _first(column: _Column) -> FormValue:
    return next(value for value in column.values if value)


def _rows(columns: Sequence[_Column], asked: dict[str, SchemaField]) -> tuple[dict[str, object], ...]:
    rows: list[dict[str, object]] = [{} for _ in columns[0].values]
    for column in columns:
        part = asked[column.field.name]
        for row, value in zip(rows, column.values, strict=True):
            if value is not None:
                row.setdefault(part.name, truth_of(value, part.type))
    return tuple(rows)


def _draw_words(sheet: Sheet, pen: Pen, left: float, top: float, customs: Customs, chance: Chance) -> float:
    """A few lines that are not of the table; the height under them."""
    for _ in range(chance.randint(0, 3)):
        sheet.write(left, top, draw_value("sentence", customs, chance).text + ".", pen)
        top += pen.leading
    return top + pen.leading * chance.choice((1, 2, 4))


def _draw_rows(
    sheet: Sheet, pen: Pen, left: float, top: float, columns: Sequence[_Column], customs: Customs, chance: Chance
) -> float:
    """The headings and what stands under them; the height under the last row."""
    room = PAGE[0] - 2 * left - sum(column.width(pen) for column in columns)
    gap = min(room / len(columns), chance.choice((NARROWEST_GAP, 20.0, 60.0)))
    step = pen.leading * chance.choice((1.0, 1.2, 1.7))
    is_ruled, heading = chance.happens(0.4), pen.bold(chance.happens(0.6))
    places = []
    for column in columns:
        width = column.width(pen)
        places.append((left + width, "right") if column.is_right else (left, "left"))
        left += width + gap
    for column, (x, align) in zip(columns, places, strict=True):
        sheet.write(x, top, column.label, heading, align)
    top += step * 1.2
    for values in zip(*(column.values for column in columns), strict=True):
        for value, (x, align) in zip(values, places, strict=True):
            if value is not None:
                sheet.write(x, top, value.text, pen, align)
        if is_ruled:
            sheet.rule(places[0][0], left, top + pen.leading, GREY)
        top += step
    sums = [at for at, column in enumerate(columns) if at and _first(column).type in NUMBERS]
    if sums and not columns[0].is_right and chance.happens(0.4):
        sheet.write(places[0][0], top, SUMS[customs.language], heading)
        sheet.write(places[sums[0]][0], top, draw_value("money", customs, chance).text, heading, places[sums[0]][1])
    return top + step
