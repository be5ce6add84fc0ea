"""How good answers are on validated documents, field by field: what a person said is the truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from air.fields import ROLES
from air.memory.feedback import TAX_PARTS, Feedback
from air.recognition import Field
from air.vocabulary import TAX_LINES
from training.figures import Tally
from training.judging import MANY, Expected, judge_fields
from training.judging import TAX_PARTS as PARTS_OF_LINE
from training.sample import Truth

TAX = "TaxLines"
JUDGED = (*(role for role in ROLES if role not in TAX_PARTS), TAX)
Answers = Sequence[tuple[Field, ...]]  # per document


def field_of(role: str) -> str:
    """The field that a role is judged by.

    >>> field_of("TaxBase"), field_of("DueDate")
    ('TaxLines', 'DueDate')
    """
    return TAX if role in TAX_PARTS else role


def expected_of(feedback: Feedback) -> Expected:
    """What the document must be read as; of fields that nobody spoke of nothing is asked."""
    said = {name: values for name in JUDGED if name in ROLES and (values := feedback.of_role(name)) is not None}
    fields = {name: list(values) if name in MANY else values[0] for name, values in said.items() if values}
    lines = [value.split(";") for name in TAX_LINES for value in feedback.values.get(name, ())]
    if lines:
        fields[TAX] = [
            {part: text or None for part, text in zip(PARTS_OF_LINE, line, strict=True)} for line in lines
        ]  # fmt: skip
    truth = Truth(feedback.legislation, "", "", fields)
    return Expected(truth, tuple(name for name, values in said.items() if not values))


def judge(feedback: Iterable[Feedback], answers: Answers) -> dict[str, Tally]:
    """The tally of every field in `JUDGED`."""
    tallies = {name: Tally() for name in JUDGED}
    for given, fields in zip(feedback, answers, strict=True):
        for verdict in judge_fields(expected_of(given), fields):
            tallies[verdict.field].add(verdict)
    return tallies


def f1(tally: Tally) -> float:
    """0 to 1; nothing asked and nothing answered is right."""
    return 1.0 if tally.f1 is None else tally.f1
