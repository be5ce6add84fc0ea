"""Forms on paper: labels and values beside, above, in grids, on dotted lines and in running text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.forms.values import FormValue
from training.forms.wording import SENTENCES
from training.synthesis.chance import Chance
from training.synthesis.fonts import Pen, wrap
from training.synthesis.sheet import GREY, Sheet


@dataclass(frozen=True, slots=True)
class Pair:
    """What is printed of one field."""

    label: str
    value: FormValue


@dataclass
class Paper:
    """A sheet that is filled from the top, and how it writes."""

    sheet: Sheet
    pen: Pen
    language: str
    chance: Chance
    left: float
    right: float
    y: float

    @property
    def width(self) -> float:
        return self.right - self.left

    def column(self, left: float, right: float) -> Paper:
        """A part of the width, from the same height."""
        return Paper(self.sheet, self.pen, self.language, self.chance, left, right, self.y)


Layout = Callable[[Paper, Sequence[Pair]], None]


def beside(paper: Paper, pairs: Sequence[Pair]) -> None:
    """Labels in a column, values in a second one or right behind."""
    chance, pen = paper.chance, paper.pen
    colon = chance.choice((":", ":", "", " :"))
    label_pen = pen.bold(chance.happens(0.3))
    aligned = chance.happens(0.7)
    widest = max(label_pen.width(pair.label + colon) for pair in pairs)
    start = min(widest + chance.choice((8, 14, 30, 60)), paper.width * 0.6)
    right_aligned = aligned and chance.happens(0.12)
    step = pen.leading * chance.choice((1.0, 1.2, 1.6))
    ruled = chance.happens(0.2)
    for pair in pairs:
        paper.sheet.write(paper.left, paper.y, pair.label + colon, label_pen)
        own = label_pen.width(pair.label + colon) + pen.width("  ")
        x = max(start, own) if aligned else own
        for line in _wrapped(pair.value, pen, paper.width - x):
            if right_aligned:
                paper.sheet.write(paper.right, paper.y, line, pen, "right")
            else:
                paper.sheet.write(paper.left + x, paper.y, line, pen)
            paper.y += step
        if ruled:
            paper.sheet.rule(paper.left, paper.right, paper.y - step * 0.1, GREY)


def dotted(paper: Paper, pairs: Sequence[Pair]) -> None:
    """Dots or underscores lead from the label to the value."""
    pen = paper.pen
    sign = paper.chance.choice("._.")
    target = paper.left + paper.width * paper.chance.uniform(0.4, 0.6)
    for pair in pairs:
        end = paper.left + pen.width(pair.label + " ")
        count = max(3, int((target - end) / pen.width(sign)) - 1)
        paper.sheet.write(paper.left, paper.y, f"{pair.label} {sign * count}", pen)
        for line in _wrapped(pair.value, pen, paper.right - target):
            paper.sheet.write(max(target, end + pen.width(sign * count) + 3), paper.y, line, pen)
            paper.y += pen.leading * 1.3


def above(paper: Paper, pairs: Sequence[Pair]) -> None:
    """Small labels over their values, in cells of one to four columns."""
    chance, pen = paper.chance, paper.pen
    columns = min(chance.choice((1, 2, 2, 3, 4)), max(1, int(paper.width / 110)))
    cell = paper.width / columns
    label_pen = pen.scaled(chance.choice((0.75, 0.85, 1.0))).bold(chance.happens(0.3))
    boxed, gap = chance.happens(0.4), pen.leading * chance.choice((0.35, 0.6, 1.0))
    for start in range(0, len(pairs), columns):
        row = pairs[start : start + columns]
        lines = [_wrapped(pair.value, pen, cell - 14) for pair in row]
        tall = label_pen.leading + pen.leading * max(map(len, lines)) + gap
        for at, (pair, shown) in enumerate(zip(row, lines, strict=True)):
            x = paper.left + at * cell + 4
            paper.sheet.write(x, paper.y, wrap(pair.label, label_pen, cell - 8)[0], label_pen)
            for number, line in enumerate(shown):
                paper.sheet.write(x, paper.y + label_pen.leading + number * pen.leading, line, pen)
            if boxed:
                paper.sheet.box(x - 4, paper.y - 2, x - 4 + cell, paper.y + tall - 3, stroke=GREY)
        paper.y += tall


def strip(paper: Paper, pairs: Sequence[Pair]) -> None:
    """A heading row with one row of values under it, four at a time."""
    pen, chance = paper.pen, paper.chance
    for start in range(0, len(pairs), 4):
        row = pairs[start : start + 4]
        cell = paper.width / len(row)
        tall = pen.leading
        centred = chance.happens(0.3)
        for at, pair in enumerate(row):
            x = paper.left + at * cell + (cell / 2 if centred else 2)
            align = "centre" if centred else "left"
            paper.sheet.write(x, paper.y, wrap(pair.label, pen, cell - 6)[0], pen.bold(), align)
            for number, line in enumerate(_wrapped(pair.value, pen, cell - 10)):
                paper.sheet.write(x, paper.y + pen.leading * (1.2 + number), line, pen, align)
                tall = max(tall, pen.leading * (2.2 + number))
        paper.sheet.rule(paper.left, paper.right, paper.y + pen.leading * 1.05, GREY)
        paper.y += tall + pen.leading * 0.5


def in_a_row(paper: Paper, pairs: Sequence[Pair]) -> None:
    """Several labels with their values on one line."""
    pen, x = paper.pen, paper.left
    colon, gap = paper.chance.choice((":", ":", " :")), paper.chance.choice((14, 24, 40))
    for pair in pairs:
        shown = f"{pair.label}{colon} {pair.value.text}"
        if x > paper.left and x + pen.width(shown) > paper.right:
            x, paper.y = paper.left, paper.y + pen.leading * 1.2
        paper.sheet.write(x, paper.y, shown, pen)
        x += pen.width(shown) + gap
    paper.y += pen.leading * 1.4


def told(paper: Paper, pairs: Sequence[Pair]) -> None:
    """Sentences of a letter."""
    said = [sentence(pair, paper.language, paper.chance) for pair in pairs]
    separate = paper.chance.happens(0.5)
    for text in said if separate else [" ".join(said)]:
        for line in wrap(text, paper.pen, paper.width):
            paper.sheet.write(paper.left, paper.y, line, paper.pen)
            paper.y += paper.pen.leading
        paper.y += paper.pen.leading * 0.3


def in_columns(paper: Paper, pairs: Sequence[Pair]) -> None:
    """Two halves side by side, each in a layout of its own."""
    half, middle = (len(pairs) + 1) // 2, (paper.left + paper.right) / 2
    sides = (paper.column(paper.left, middle - 12), paper.column(middle + 4, paper.right))
    for side, some in zip(sides, (pairs[:half], pairs[half:]), strict=True):
        if some:
            side.chance.choice((beside, beside, above, dotted))(side, some)
    paper.y = max(side.y for side in sides)


def typed(pairs: Sequence[Pair], language: str, chance: Chance) -> str:
    """Plain text: one pair a line, columns made with spaces, or sentences."""
    style = chance.choice(("colon", "colon", "columns", "sentences"))
    wide = max((len(pair.label) for pair in pairs), default=0) + chance.choice((3, 6))
    lines = []
    for pair in pairs:
        if style == "sentences":
            lines.append(sentence(pair, language, chance))
        elif style == "columns":
            lines.append(f"{pair.label:{wide}}{pair.value.text}")
        else:
            lines.append(f"{pair.label}{chance.choice((':', ':', ' :', ' -'))} {pair.value.text}")
    return chance.choice(("\n", "\n", "\n\n")).join(lines)


def sentence(pair: Pair, language: str, chance: Chance) -> str:
    """The pair in running text."""
    label = pair.label
    lower = label if language == "de" or label.isupper() else label[:1].lower() + label[1:]
    return chance.choice(SENTENCES[language]).format(label=lower, Label=label, value=pair.value.text)


LAYOUTS: tuple[tuple[Layout, float], ...] = (
    (beside, 7), (above, 5), (in_columns, 4), (strip, 2), (dotted, 2), (in_a_row, 2), (told, 2),
)  # fmt: skip


def _wrapped(value: FormValue, pen: Pen, width: float) -> list[str]:
    return [line for text in value.lines for line in wrap(text, pen, max(width, 60))]
