"""What one training adds: a customer validates twenty-five documents of his suppliers, the model is trained once.

The next documents of all his suppliers are measured, of those that were validated and of others, with the shipped
models alone, with memory, and with memory and the training. Several customers with suppliers of their own are counted
together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from air.memory.taught import TaughtModels
from air.models import Models
from benchmarks.playing import answer, count, entry, index, said, verdicts_on
from training.custom.fit import fit_correction
from training.custom.gates import OPERATIONS, Gates
from training.custom.samples import Validated, prepare
from training.figures import Tally
from training.sample import Sample

MEASURED = 3  # documents of each supplier
SHARE_STRANGERS = 0.34  # of the suppliers
SUPPLIERS = 20  # of a customer, about
RESAMPLED = 2_000


@dataclass(frozen=True, slots=True)
class AfterTraining:
    """F1 of all fields, 0 to 1; `low` and `high` are of the gain over the shipped models (95 of 100 draws)."""

    customers: int
    suppliers: int
    pretrained: float
    memory: float
    trained: float
    low: float
    high: float
    error_before: float  # calibration, 0 to 1
    error_after: float

    def in_words(self) -> str:
        return (
            f"After {OPERATIONS} validated documents and one training, over the next documents of all suppliers of"
            f" {self.customers} customers, {self.suppliers} in all, a third of which were never validated: fields F1"
            f" {self.trained:.3f}, with memory alone {self.memory:.3f}, with the shipped models {self.pretrained:.3f};"
            f" gain {100 * (self.trained - self.pretrained):.1f} points"
            f" ({100 * self.low:.1f} to {100 * self.high:.1f})."
            f" Calibration error {self.error_after:.3f}, before {self.error_before:.3f}."
        )


def after_training(suppliers: Sequence[Sequence[Sample]], models: Models) -> AfterTraining:
    """Deal the suppliers out to customers; each validates the first documents of his, trains, and is measured."""
    customers = max(1, round(len(suppliers) / SUPPLIERS))
    measured = [_Measured(), _Measured(), _Measured()]
    for number in range(customers):
        own = suppliers[number::customers]
        for used, so_far in zip((models, *_taught(own, models)), measured, strict=True):
            so_far.add(own, used)
    plain, remembered, trained = measured
    low, high = _interval(plain.table, trained.table)
    return AfterTraining(
        customers, len(suppliers), _f1(plain.table), _f1(remembered.table), _f1(trained.table), low, high,
        plain.tally.calibration_error or 0.0, trained.tally.calibration_error or 0.0,
    )  # fmt: skip


def _taught(suppliers: Sequence[Sequence[Sample]], models: Models) -> tuple[Models, Models]:
    """The models with memory of what a customer validated, and with the training too."""
    own = suppliers[round(len(suppliers) * SHARE_STRANGERS) :]
    turns = [some[at] for at in range(len(own[0]) - MEASURED) for some in own]
    validated = turns[:OPERATIONS]
    entries = {sample.name: entry(sample, models) for sample in validated}
    learnt = [Validated(one.name, one.document, said(one, models), entries[one.name]) for one in validated]
    correction = fit_correction(prepare(learnt, models), models.fields, Gates()).correction
    memory = index(validated, entries)
    return (
        TaughtModels(models.fields, models.tables, memory),
        TaughtModels(models.fields, models.tables, memory, correction),
    )


@dataclass(slots=True)
class _Measured:
    """Answers on the documents of suppliers, and all of them with their confidence."""

    counts: list[tuple[int, int, int]] = field(default_factory=list)  # of each supplier: asked, given, right
    tally: Tally = field(default_factory=Tally)

    @property
    def table(self) -> np.ndarray:
        """Shape (suppliers, 3)."""
        return np.array(self.counts, dtype=float)

    def add(self, suppliers: Sequence[Sequence[Sample]], models: Models) -> None:
        for some in suppliers:
            tests = some[-MEASURED:]
            answers = [answer(sample, models) for sample in tests]
            self.counts.append(count(answers, tests).fields)
            for sample, found in zip(tests, answers, strict=True):
                for verdict in verdicts_on(sample, found):
                    self.tally.add(verdict)


def _interval(before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """Of the gain in F1, in which 95 of 100 draws of suppliers fall."""
    drawn = np.random.default_rng(0).integers(0, len(before), (RESAMPLED, len(before)))
    gains = [_f1(after[rows]) - _f1(before[rows]) for rows in drawn]
    low, high = np.percentile(gains, (2.5, 97.5))
    return float(low), float(high)


def _f1(counted: np.ndarray) -> float:
    asked, given, right = counted.sum(axis=0)
    return float(2 * right / (asked + given))
