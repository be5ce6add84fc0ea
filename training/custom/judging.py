"""How good answers are on validated documents, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from air.fields import ROLES
from air.formats import to_text
from air.memory.feedback import Feedback
from air.memory.search import comparable
from air.recognition import Field
from air.vocabulary import TAX_LINES

TAX = "TaxLine"
JUDGED = (*(role for role in ROLES if role not in ("TaxAmount", "TaxBase")), TAX)
Answers = Sequence[tuple[Field, ...]]  # per document


@dataclass(slots=True)
class Counts:
    """Answers to one field over many documents."""

    asked: int = 0
    given: int = 0
    right: int = 0
    sure: list[tuple[float, bool]] = field(default_factory=list)  # confidence of each answer, and if it is right

    @property
    def f1(self) -> float:
        """0 to 1; nothing asked and nothing given is right."""
        return 2 * self.right / (self.asked + self.given) if self.asked + self.given else 1.0


def field_of(role: str) -> str:
    """The field that a role is judged by.

    >>> field_of("TaxBase"), field_of("DueDate")
    ('TaxLine', 'DueDate')
    """
    return TAX if role in ("TaxAmount", "TaxBase") else role


def judge(feedback: Iterable[Feedback], answers: Answers) -> dict[str, Counts]:
    """The counts of every field; documents of which nobody said what is right don't count for it."""
    counts = {name: Counts() for name in JUDGED}
    for given, fields in zip(feedback, answers, strict=True):
        for name, one in counts.items():
            wanted = _wanted(given, name)
            if wanted is not None:
                _add(one, name, wanted, fields)
    return counts


def _wanted(given: Feedback, name: str) -> set[object] | None:
    if name == TAX:
        lines = [value for line in TAX_LINES for value in given.values.get(line, ())]
        return {_tax_key(line) for line in lines} if lines else None
    values = given.of_role(name)
    return None if values is None else {comparable(ROLES[name], value) for value in values}


def _add(counts: Counts, name: str, wanted: set[object], fields: Iterable[Field]) -> None:
    found: set[object] = set()
    for one in fields:
        if one.name == name or (name == TAX and one.name in TAX_LINES):
            for value in one.values:
                key = _tax_key(to_text(value.value)) if name == TAX else comparable(ROLES[name], value.value)
                found.add(key)
                if value.confidence is not None:
                    counts.sure.append((value.confidence, key in wanted))
    counts.asked += len(wanted)
    counts.given += len(found)
    counts.right += len(found & wanted)


def _tax_key(line: str) -> object:
    """Amount and rate; the base follows from them, and is not always given."""
    amount, rate, _ = line.split(";")
    return comparable("amount", amount), comparable("amount", rate or "0")
