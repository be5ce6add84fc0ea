"""Truths, recognitions and judged documents for tests."""

from __future__ import annotations

from air.document import Document
from air.recognition import Field, FoundValue, LineItem, Recognition
from training.evaluation import Expected
from training.judging import Judged, Verdict, judge, judge_lines
from training.sample import Truth


def recognition(*, lines: tuple[LineItem, ...] = (), **values) -> Recognition:
    """An answer with these values; a list gives a field several, a pair is a value with its confidence."""
    fields = []
    for name, given in values.items():
        found = [value if isinstance(value, tuple) else (value, None) for value in _listed(given)]
        fields.append(Field(name, tuple(FoundValue(v, str(v), sure) for v, sure in found)))
    return Recognition(Document((), 0), (), tuple(fields), lines, ())


def judged(name: str, fields: dict, *, template: str = "t", lines=None, found_lines=(), absent=(), **values) -> Judged:
    """A document with that truth and those answers."""
    truth = Truth("nl", "nl", "", fields, line_items=lines)
    result = recognition(lines=tuple(found_lines), **values)
    facts = dict.fromkeys(("language", "legislation", "kind", "source", "media"), "x") | {"template": template}
    return Judged(name, facts, verdicts(truth, result, absent), judge_lines(truth, result))


def verdicts(truth: Truth, result: Recognition | None, absent=()) -> tuple[Verdict, ...]:
    return judge(Expected(truth, tuple(absent)), result)


def _listed(given) -> list:
    return given if isinstance(given, list) else [given]
