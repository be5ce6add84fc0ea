"""What one training adds: twenty-five documents of many suppliers are validated, the model is trained once.

The next documents of all suppliers are measured, of those that were validated and of others, with the shipped models
alone, with memory, and with memory and the training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from air.memory.taught import TaughtModels
from air.models import Models
from benchmarks.playing import Counted, answer, count, entry, index, said, verdicts_on
from training.custom.fit import fit_correction
from training.custom.gates import OPERATIONS, Gates
from training.custom.samples import Validated, prepare
from training.figures import Tally
from training.sample import Sample

MEASURED = 3  # documents of each supplier
SHARE_STRANGERS = 0.34  # of the suppliers
RESAMPLED = 2_000


@dataclass(frozen=True, slots=True)
class AfterTraining:
    """F1 of all fields, 0 to 1; `low` and `high` are of the gain over the shipped models (95 of 100 draws)."""

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
            f"After {OPERATIONS} validated documents of many suppliers and one training, over the next documents of"
            f" {self.suppliers} suppliers, a third of which were never validated: fields F1 {self.trained:.3f}, with"
            f" memory alone {self.memory:.3f}, with the shipped models {self.pretrained:.3f}; gain"
            f" {100 * (self.trained - self.pretrained):.1f} points ({100 * self.low:.1f} to {100 * self.high:.1f})."
            f" Calibration error {self.error_after:.3f}, before {self.error_before:.3f}."
        )


def after_training(suppliers: Sequence[Sequence[Sample]], models: Models) -> AfterTraining:
    """Validate in turn the first documents of the suppliers that are customers', train, and measure all."""
    own = suppliers[round(len(suppliers) * SHARE_STRANGERS) :]
    turns = [some[at] for at in range(len(own[0]) - MEASURED) for some in own]
    validated = turns[:OPERATIONS]
    entries = {sample.name: entry(sample, models) for sample in validated}
    learnt = [Validated(one.name, one.document, said(one, models), entries[one.name]) for one in validated]
    correction = fit_correction(prepare(learnt, models), models.fields, Gates()).correction
    memory = index(validated, entries)
    plain, (remembered, _), (trained, after) = (
        _measured(suppliers, used)
        for used in (
            models,
            TaughtModels(models.fields, models.tables, memory),
            TaughtModels(models.fields, models.tables, memory, correction),
        )
    )
    low, high = _interval(plain[0], trained)
    return AfterTraining(
        len(suppliers), _f1(plain[0]), _f1(remembered), _f1(trained), low, high,
        plain[1].calibration_error or 0.0, after.calibration_error or 0.0,
    )  # fmt: skip


def _measured(suppliers: Sequence[Sequence[Sample]], models: Models) -> tuple[np.ndarray, Tally]:
    """Shape (suppliers, 3): asked, given, right; and all answers with their confidence."""
    counted: list[Counted] = []
    tally = Tally()
    for some in suppliers:
        tests = some[-MEASURED:]
        answers = [answer(sample, models) for sample in tests]
        counted.append(count(answers, tests))
        for sample, found in zip(tests, answers, strict=True):
            for verdict in verdicts_on(sample, found):
                tally.add(verdict)
    return np.array([one.fields for one in counted], dtype=float), tally


def _interval(before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """Of the gain in F1, in which 95 of 100 draws of suppliers fall."""
    drawn = np.random.default_rng(0).integers(0, len(before), (RESAMPLED, len(before)))
    gains = [_f1(after[rows]) - _f1(before[rows]) for rows in drawn]
    low, high = np.percentile(gains, (2.5, 97.5))
    return float(low), float(high)


def _f1(counted: np.ndarray) -> float:
    asked, given, right = counted.sum(axis=0)
    return float(2 * right / (asked + given))
