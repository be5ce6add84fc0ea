"""Old and new on the same validated documents: which roles may be published so that no field gets worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from air.choice import choose_fields
from air.fields import ROLES, FieldModels, Scored
from air.memory.correction import Correction
from air.memory.recall import RecallingFields, probability
from training.custom.judging import JUDGED, Answers, f1, field_of, judge
from training.custom.samples import Prepared, evenly
from training.custom.trees import features
from training.figures import Tally

MOST_JUDGED = 200  # documents that are answered to compare old and new
SAME = 1e-9
Deltas = Mapping[str, Mapping[int, NDArray[np.float64]]]  # role -> place of the sample -> log-odds that are added


@dataclass(frozen=True, slots=True)
class _Fixed(RecallingFields):
    """Field models whose scores are known already."""

    scored: Mapping[str, Scored] = field(default_factory=dict)

    def score(self, findings: object) -> dict[str, Scored]:
        return dict(self.scored)


@dataclass(frozen=True, slots=True)
class Judged:
    """The samples that old and new are compared on, with what the version in use adds to their log-odds."""

    at: Sequence[int]  # their places among all
    samples: Sequence[Prepared]
    base: FieldModels
    in_use: Deltas

    @classmethod
    def of(cls, prepared: Sequence[Prepared], base: FieldModels, old: Correction | None) -> Judged:
        """All samples, or so many evenly spread over them."""
        at = evenly(range(len(prepared)), MOST_JUDGED)
        samples = [prepared[place] for place in at]
        in_use = {
            role: {
                place: one.log_odds(features(role, sample, one.habits))
                for place, sample in zip(at, samples, strict=True)
                if sample.recalled[ROLES[role]].scored.candidates
            }
            for role, one in (old.roles if old else {}).items()
        }
        return cls(at, samples, base, in_use)

    def answers(self, deltas: Deltas) -> Answers:
        """What would be answered with these corrections, and those in use for all other roles."""
        return [self._answer(at, one, {**self.in_use, **deltas}) for at, one in zip(self.at, self.samples, strict=True)]

    def judge(self, answers: Answers) -> dict[str, Tally]:
        return judge((one.feedback for one in self.samples), answers)

    def _answer(self, at: int, one: Prepared, deltas: Deltas) -> tuple[Any, ...]:
        scored = {}
        for kind, found in one.recalled.items():
            scores = dict(found.scored.scores)
            for role, odds in found.odds.items():
                delta = deltas.get(role, {}).get(at)
                if delta is not None or one.known:
                    scores[role] = probability(odds if delta is None else odds + delta)
            scored[kind] = Scored(found.scored.candidates, scores)
        fields, _ = choose_fields(one.findings, _Fixed(self.base.trees, self.base, one.known, None, scored))
        return fields


def not_worse(judged: Judged, held_out: Deltas, before: Answers, tried: Answers) -> tuple[list[str], Answers]:
    """The roles whose corrections make no field worse, and the answers with them."""
    limit, kept, answers = judged.judge(before), list(held_out), tried
    while kept:
        found = judged.judge(answers)
        worse = {name for name in JUDGED if f1(found[name]) < f1(limit[name]) - SAME}
        if not worse:
            return kept, answers
        kinds = {ROLES[role] for role in ROLES if field_of(role) in worse}
        guilty = {role for role in kept if field_of(role) in worse}
        guilty = guilty or {role for role in kept if ROLES[role] in kinds}  # they compete for the same places
        kept = [role for role in kept if role not in guilty] if guilty else []
        answers = judged.answers({role: held_out[role] for role in kept})
    return [], before
