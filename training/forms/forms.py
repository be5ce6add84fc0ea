"""A drawn form: its PDF, a schema that somebody may ask it with, and the right answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from air.schema.definition import SchemaField
from air.schema.everyday import EverydayField
from training.forms.layouts import LAYOUTS, Pair, Paper, beside, typed
from training.forms.values import Customs, FormValue, draw_value
from training.forms.wording import LANGUAGES, PARENTS, draw_field, draw_label, truth_of
from training.synthesis.chance import Chance
from training.synthesis.fonts import Pen, draw_family
from training.synthesis.sheet import Sheet

PAGE = (595.0, 842.0)  # points, A4
PARENT_FIELDS = frozenset(
    ("full_name", "phone", "email", "city", "street", "postal_code", "birth_date", "country", "mobile", "website")
)
TYPED = 0.12  # of the forms are plain text
BLOCKS = 0.25  # of the forms have two blocks with the same fields, which the schema asks for as objects


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked and what is right; a path without a truth is not on the form."""

    data: bytes
    filename: str
    fields: tuple[SchemaField, ...]
    truth: dict[str, object]
    concepts: dict[str, str]  # path -> name of the everyday field
    language: str
    seed: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked of a form while it is being drawn; the members are those of `Form`."""

    fields: list[SchemaField] = field(default_factory=list)
    truth: dict[str, object] = field(default_factory=dict)
    concepts: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        return {one.name for one in self.fields}

    def answer(self, path: str, asked: SchemaField, value: FormValue, concept: str) -> None:
        """Note what is right for a path."""
        self.truth[path], self.concepts[path] = truth_of(value, asked.type), concept


def make_form(seed: int, known: Sequence[EverydayField]) -> Form:
    """Draw a form of some of the fields; the same seed and fields give the same bytes."""
    chance = Chance(f"form {seed}")
    language = chance.weighted(tuple(zip(LANGUAGES, (5, 2, 2, 2, 2, 2), strict=True)))
    customs = Customs.draw(language, chance)
    if chance.happens(TYPED):
        return _typed_form(seed, known, customs, chance)
    sheet = Sheet(*PAGE)
    size = chance.choice((8.0, 9.0, 10.0, 11.0, 12.0))
    pen = Pen(draw_family(language, chance), size)
    margin = chance.choice((36, 50, 64, 80))
    paper = Paper(sheet, pen, language, chance, margin, PAGE[0] - margin, chance.uniform(30, 90))
    _draw_top(paper, customs)
    questions = Questions()
    used = _draw_fields(paper, customs, known, questions)
    if chance.happens(BLOCKS):
        _draw_blocks(paper, customs, [one for one in known if one.name in PARENT_FIELDS], questions)
    _ask_for_absent(known, used, customs, chance, questions)
    _draw_bottom(paper)
    chance.shuffle(questions.fields)
    return _form(sheet.pdf(), "form.pdf", questions, language, seed)


def _typed_form(seed: int, known: Sequence[EverydayField], customs: Customs, chance: Chance) -> Form:
    """The same as lines of text, such as an e-mail."""
    questions = Questions()
    pairs, used = _draw_pairs(customs, known, chance, questions)
    _ask_for_absent(known, used, customs, chance, questions)
    return _form(typed(pairs, customs.language, chance).encode(), "form.txt", questions, customs.language, seed)


def _form(data: bytes, filename: str, asked: Questions, language: str, seed: int) -> Form:
    return Form(data, filename, tuple(asked.fields), asked.truth, asked.concepts, language, str(seed))


def _draw_fields(paper: Paper, customs: Customs, known: Sequence[EverydayField], questions: Questions) -> set[str]:
    """Print some fields in one to three layouts."""
    chance = paper.chance
    pairs, used = _draw_pairs(customs, known, chance, questions)
    while pairs:
        count = chance.randint(2, len(pairs)) if len(pairs) > 3 else len(pairs)
        chance.weighted(LAYOUTS)(paper, pairs[:count])
        pairs = pairs[count:]
        paper.y += paper.pen.leading
    return used


def _draw_pairs(
    customs: Customs, known: Sequence[EverydayField], chance: Chance, questions: Questions
) -> tuple[list[Pair], set[str]]:
    """Labels and values of some fields, most of which are asked for, and the names of all that were drawn."""
    drawn = chance.sample(list(known), min(len(known), chance.randint(4, 16)))
    pairs: list[Pair] = []
    labels: set[str] = set()
    for one in drawn:
        value, label = draw_value(one.value, customs, chance), draw_label(one, customs.language, chance)
        if label.lower() in labels:  # two fields of one name cannot be told apart
            continue
        labels.add(label.lower())
        pairs.append(Pair(label, value))
        asked = draw_field(one, value, customs.language, chance)
        if chance.happens(0.75) and asked.name not in questions.names:
            questions.fields.append(asked)
            questions.answer(asked.name, asked, value, one.name)
    return pairs, {one.name for one in drawn}


def _draw_blocks(paper: Paper, customs: Customs, known: Sequence[EverydayField], questions: Questions) -> None:
    """Two blocks with headings and the same fields, one beside or below the other."""
    chance = paper.chance
    if len(known) < 2 or paper.y > PAGE[1] * 0.75:
        return
    inside = chance.sample(list(known), min(len(known), chance.randint(2, 4)))
    labels = {one.name: draw_label(one, paper.language, chance) for one in inside}
    beside_each_other, top = chance.happens(0.5), paper.y
    for number, (name, headings) in enumerate(chance.sample(PARENTS, 2)):
        heading = headings.split("|")[LANGUAGES.index(paper.language)]
        middle = (paper.left + paper.right) / 2
        half = (paper.left, middle - 10) if number == 0 else (middle + 4, paper.right)
        part = paper.column(*half) if beside_each_other else paper
        part.y = top if beside_each_other else paper.y
        part.sheet.write(part.left, part.y, heading, part.pen.bold())
        part.y += part.pen.leading * 1.3
        values = {one.name: draw_value(one.value, customs, chance) for one in inside}
        beside(part, [Pair(labels[one.name], values[one.name]) for one in inside])
        part.y += part.pen.leading * 0.7
        asked = [draw_field(one, values[one.name], paper.language, chance) for one in inside]
        if len({one.name for one in asked}) < len(asked) or name in questions.names:
            continue
        questions.fields.append(SchemaField(name, "object", aliases=(heading,), fields=tuple(asked)))
        for part_of, one in zip(asked, inside, strict=True):
            questions.answer(f"{name}.{part_of.name}", part_of, values[one.name], one.name)
        paper.y = max(paper.y, part.y)


def _ask_for_absent(
    known: Sequence[EverydayField], used: set[str], customs: Customs, chance: Chance, questions: Questions
) -> None:
    """Fields that the form does not have."""
    language = customs.language
    others = [one for one in known if one.name not in used]
    taken = questions.names
    for one in chance.sample(others, min(len(others), chance.randint(1, 5))):
        asked = draw_field(one, draw_value(one.value, customs, chance), language, chance)
        if asked.name not in taken and not _same_words(one, [f for f in known if f.name in used], language):
            taken.add(asked.name)
            questions.fields.append(replace(asked, required=chance.happens(0.3)))
            questions.concepts[asked.name] = one.name


def _same_words(field: EverydayField, others: Sequence[EverydayField], language: str) -> bool:
    own = {phrase.lower() for phrase in field.phrases[language]}
    return any(own & {phrase.lower() for phrase in other.phrases[language]} for other in others)


def _draw_top(paper: Paper, customs: Customs) -> None:
    """A title, perhaps a sender and a sentence."""
    chance = paper.chance
    if chance.happens(0.5):
        for spec in ("company", "street", "city")[: chance.randint(1, 3)]:
            paper.sheet.write(paper.left, paper.y, draw_value(spec, customs, chance).text, paper.pen)
            paper.y += paper.pen.leading
        paper.y += paper.pen.leading
    if chance.happens(0.7):
        title = draw_value("project", customs, chance).text
        paper.sheet.write(paper.left, paper.y, title, paper.pen.scaled(chance.choice((1.2, 1.5, 2.0))).bold())
        paper.y += paper.pen.leading * 2.5
    if chance.happens(0.3):
        paper.sheet.write(paper.left, paper.y, draw_value("sentence", customs, chance).text + ".", paper.pen)
        paper.y += paper.pen.leading * 2


def _draw_bottom(paper: Paper) -> None:
    if paper.chance.happens(0.4):
        small = paper.pen.scaled(0.7)
        paper.sheet.write(paper.left, PAGE[1] - 40, paper.chance.choice(("1 / 1", "Page 1", "- 1 -", "p. 1/1")), small)
