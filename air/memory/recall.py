"""Field models with memory: the pretrained score of a candidate, moved by what documents of its layout said.

Training continues from there (see `air.memory.correction`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from air.calibration import calibrated
from air.fields import ROLES, FieldModels, Scored
from air.findings import Findings
from air.memory.correction import Correction, standing
from air.memory.evidence import FEATURE_NAMES, Known, evidence
from air.memory.literal import with_literals
from air.memory.shown import Print

FOR, AGAINST, ABSENT, WRONG = 6.5, 4.0, 4.0, 3.0  # log-odds of certain evidence
UNFOUND = 0.25  # share of the evidence against a candidate that is left where no other fits: cells move about
SAME_SHAPE = 0.7  # log-odds
MOST = 4.5  # log-odds that a pretrained score counts for at most, beside evidence
TRUSTED = 0.5  # a layout that is less sure than this says nothing
SUREST = 0.995  # nothing is certain

Floats = NDArray[np.float64]
_AT = {name: at for at, name in enumerate(FEATURE_NAMES)}


@dataclass(frozen=True, slots=True)
class Recalled:
    """The candidates of one kind with the log-odds of each role before training, and what memory says of them."""

    scored: Scored  # pretrained
    shown: Print
    evidence: dict[str, Floats]
    odds: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class RecallingFields(FieldModels):
    """Used in the place of `FieldModels` for one document."""

    base: FieldModels = field(default_factory=lambda: FieldModels({}))
    known: Sequence[Known] = ()
    correction: Correction | None = None

    @classmethod
    def on(cls, base: FieldModels, known: Sequence[Known], correction: Correction | None = None) -> RecallingFields:
        return cls(base.trees, base, known, correction)

    def score(self, findings: Findings) -> dict[str, Scored]:
        """Score all candidates, also those that only memory knows of."""
        return {kind: self._corrected(one) for kind, one in recall(findings, self.base, self.known).items()}

    def calibrated(self, role: str, score: float) -> float:
        """The pretrained confidence, nearer to the score the surer memory is, on the tenant's own calibration.

        Amounts are chosen together: there `score` is a lead, which memory has moved already.
        """
        confidence = self.base.calibrated(role, score)
        sure = max((one.match.sure for one in self.known if _says(one, role)), default=0.0)
        if sure >= TRUSTED and ROLES[role] != "amount":
            confidence = (1 - sure) * confidence + sure * min(score, SUREST)
        own = self.correction.roles.get(role) if self.correction else None
        if own is None or own.calibration is None:
            return confidence
        return calibrated(own.calibration, confidence)

    def _corrected(self, one: Recalled) -> Scored:
        if not one.scored.candidates:
            return one.scored
        roles = self.correction.roles if self.correction else {}
        if not self.known and not any(role in roles for role in one.odds):
            return one.scored
        scores = {}
        for role, odds in one.odds.items():
            if role in roles:
                odds = odds + roles[role].log_odds(
                    correction_features(role, one, roles[role].habits.features(one.shown))
                )
            scores[role] = probability(odds) if self.known or role in roles else one.scored.scores[role]
        return Scored(one.scored.candidates, scores)


def recall(findings: Findings, base: FieldModels, known: Sequence[Known]) -> dict[str, Recalled]:
    """Kind -> its candidates with pretrained scores, evidence and the two together."""
    answer = {}
    for kind, scored in base.score(with_literals(findings, known)).items():
        shown = Print.of(scored.candidates)
        found = {role: evidence(role, shown, known) for role in scored.scores}
        odds = {
            role: log_odds(values) if not known else moved(values, found[role])
            for role, values in scored.scores.items()
        }
        answer[kind] = Recalled(scored, shown, found, odds)
    return answer


def correction_features(role: str, one: Recalled, habits: Floats) -> Floats:
    """Shape (candidates, `air.memory.correction.FEATURE_NAMES`)."""
    return np.hstack([one.evidence[role], standing(role, one.odds, one.shown), habits])


def moved(scores: Floats, found: Floats) -> Floats:
    """Log-odds of scores after the evidence; where there is none they stay as they were."""
    change = shift(found)
    return np.asarray(np.where(change == 0, log_odds(scores), np.clip(log_odds(scores), -MOST, MOST) + change))


def shift(found: Floats) -> Floats:
    """Log-odds that the evidence (see `FEATURE_NAMES`) moves the score of each candidate."""
    sure, fit, present = (found[:, _AT[name]] for name in ("sure", "fit", "present"))
    said = np.where(found[:, _AT["known"]] > 0, 1.0, 0.0)
    best = np.where(found[:, _AT["rank"]] >= 1, 1.0, 0.5)
    gain = FOR * fit * best + SAME_SHAPE * found[:, _AT["shape"]] * fit
    against = AGAINST * np.maximum(fit.max(initial=0.0), UNFOUND)  # little, where nothing stands at the place
    loss = (1 - fit) * (against * present + ABSENT * (1 - present)) + WRONG * found[:, _AT["wrong"]] * (1 - fit)
    return np.asarray(np.where(sure >= TRUSTED, said * sure * (gain - loss), 0.0))


def log_odds(scores: Floats) -> Floats:
    clipped = np.clip(scores, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(clipped / (1 - clipped)))


def probability(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)))


def _says(one: Known, role: str) -> bool:
    return role in one.entry.right or role in one.entry.absent
