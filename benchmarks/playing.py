"""Playing customers: documents that are answered, validated and remembered, and answers that are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from air.fields import ROLES
from air.findings import find
from air.memory.feedback import Feedback
from air.memory.index import LayoutIndex
from air.memory.taught import remember
from air.models import Models
from air.pipeline import understand
from air.recognition import Recognition
from training.custom.playing import feedback_of
from training.evaluation import legislation_of
from training.judging import MISSING, RIGHT, SURPLUS, Expected, Verdict, judge, judge_lines
from training.sample import Sample


@dataclass(frozen=True, slots=True)
class Counted:
    """Answers on the documents of one supplier: asked, given and right, of fields and of lines."""

    fields: tuple[int, int, int]
    lines: tuple[int, int, int]


def index(samples: Sequence[Sample], entries: Mapping[str, bytes]) -> LayoutIndex:
    """A memory of these documents; name -> what is remembered of it."""
    memory = LayoutIndex()
    for serial, sample in enumerate(samples):
        memory.add(serial, entries[sample.name])
    return memory


def entry(sample: Sample, models: Models) -> bytes:
    """What is remembered once a person has corrected what the shipped models answered."""
    return remember(
        find(sample.document, legislation=legislation_of(sample.truth)), said(sample, models), models
    ).to_bytes()


def said(sample: Sample, models: Models) -> Feedback:
    """What a person says who knows the truth and sees what the shipped models answered."""
    return feedback_of(sample.truth, legislation_of(sample.truth), answer(sample, models))


def answer(sample: Sample, models: Models) -> Recognition:
    """What these models read."""
    found, _ = understand(sample.document, models, legislation_of(sample.truth), with_line_items=True)
    return found


def count(answers: Sequence[Recognition], samples: Sequence[Sample]) -> Counted:
    """The answers to these documents, counted."""
    verdicts: list[Verdict] = []
    lines = np.zeros(3, dtype=int)
    for found, sample in zip(answers, samples, strict=True):
        verdicts += verdicts_on(sample, found)
        of_lines = judge_lines(sample.truth, found)
        if of_lines.asked:
            lines += (of_lines.asked, of_lines.given, of_lines.right)
    right = sum(one.outcome == RIGHT for one in verdicts)
    given = sum(one.outcome != MISSING for one in verdicts)
    asked = sum(one.outcome != SURPLUS for one in verdicts)
    return Counted((asked, given, right), (int(lines[0]), int(lines[1]), int(lines[2])))


def verdicts_on(sample: Sample, answer: Recognition) -> list[Verdict]:
    """The verdicts on the fields that can be trained."""
    return [one for one in judge(Expected(sample.truth), answer) if one.field in ROLES or one.field == "TaxLines"]
