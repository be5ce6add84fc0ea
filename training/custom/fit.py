"""Training of a tenant's correction: trees on top of what memory arrived at, judged on layouts not seen.

The trees are few and small, held back by strong regularisation. A role is published if the answers to its field on
held-out layouts are not worse than those of what is in use; the rows and the headings of tables likewise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression

from air.fields import ROLES, FieldModels
from air.memory.correction import Correction
from training.custom.comparing import SAME, Judged, not_worse
from training.custom.gates import Gates
from training.custom.headings import fit_headings, tally_headings
from training.custom.judging import JUDGED, f1, field_of
from training.custom.rows import fit_rows, tally_rows
from training.custom.samples import Prepared
from training.custom.trees import Fitted, Sample, fit_trees, fitted_elsewhere, held_out
from training.figures import Tally, reliability

PRIOR = 40.0  # answers that the calibration in use counts for
STEPS = np.linspace(0.05, 0.95, 10)
TABLE_ROWS, TABLE_HEADERS = "TableRows", "TableHeaders"  # what outlines and columns are called beside the fields
TOO_FEW = "%(count)s values are validated; %(needed)s are needed."
NOTHING = "There is nothing to learn: no other text of the documents could be its value."
WORSE = "On documents it had not seen it would have scored %(after)s, what is in use %(before)s."


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training made: the correction to publish, and what is told about it."""

    correction: Correction
    scores: list[dict[str, Any]]  # per field, as `training.custom.schemas.FieldScoreSchema`
    reliability: list[dict[str, Any]]


def fit_correction(
    prepared: Sequence[Prepared], base: FieldModels, gates: Gates, *, old: Correction | None = None
) -> Trained:
    """Fit, judge, and keep what is not worse; `old` is in use, and learnt from nothing that is not here too."""
    known = {role: [at for at, one in enumerate(prepared) if role in one.right] for role in ROLES}
    values = {role: sum(bool(prepared[at].right[role].any()) for at in some) for role, some in known.items()}
    enough = [role for role in ROLES if values[role] >= gates.of(field_of(role))]
    whole = {role: trees for role in enough if (trees := fit_trees(role, known[role], prepared)) is not None}
    unseen = {role: odds for role in whole if (odds := held_out(role, known[role], prepared))}
    judged = Judged.of(prepared, base, old)
    before, tried = judged.answers({}), judged.answers(unseen)
    kept, answers = not_worse(judged, unseen, before, tried)
    final = judged.judge(answers)
    curves = _calibrations(final)
    fitted = {role: replace(whole[role], calibration=curves.get(role)) for role in kept}
    fallback = {role: one for role, one in (old.roles if old else {}).items() if role not in fitted}
    rows = [(one.group, one.rows) for one in prepared if one.rows is not None]
    of_rows, row_score = _of_tables(TABLE_ROWS, fit_rows, tally_rows, rows, gates, old.rows if old else None)
    columns = [(one.group, found) for one in prepared for found in one.columns]
    of_headings, heading_score = _of_tables(
        TABLE_HEADERS, fit_headings, tally_headings, columns, gates, old.headings if old else None
    )
    published = {field_of(role) for role in kept}
    counts = {name: values[role] for role in ROLES if (name := field_of(role)) == role or role == "TaxAmount"}
    scores = _scores(judged.judge(before), judged.judge(tried), counts, {field_of(role) for role in unseen}, published)
    told = [_told(score, gates) for score in (*scores, row_score, heading_score)]
    return Trained(Correction({**fallback, **fitted}, of_headings, of_rows), told, _reliability(final))


@dataclass(frozen=True, slots=True)
class _Score:
    """What is told of one field: held-out F1 of what is in use and of what was tried."""

    name: str
    values: int
    before: float
    after: float
    is_learnt: bool
    is_published: bool


def _of_tables(
    name: str,
    fit: Callable[[Sequence[Sample]], Fitted | None],
    tally: Callable[[Sequence[Sample], Sequence[Fitted | None]], Tally],
    validated: Sequence[tuple[int, Sample]],
    gates: Gates,
    old: Fitted | None,
) -> tuple[Fitted | None, _Score]:
    """What to publish of rows or headings: the new correction if it is not worse, else what is in use.

    `validated` are they with the groups of their layouts.
    """
    groups, samples = [group for group, _ in validated], [one for _, one in validated]
    before = f1(tally(samples, [old] * len(samples)))
    fitted = fit(samples) if len(samples) >= gates.of(name) else None
    if fitted is None:
        return old, _Score(name, len(samples), before, before, False, False)
    after = f1(tally(samples, fitted_elsewhere(fit, samples, groups)))
    is_published = after >= before - SAME
    return fitted if is_published else old, _Score(name, len(samples), before, after, True, is_published)


def _calibrations(tallies: Mapping[str, Tally]) -> dict[str, dict[str, list[float]]]:
    """Role -> curve from the confidence so far to the share of answers that were right, held to what it was."""
    curves = {}
    for role in ROLES:
        answered = tallies[field_of(role)].scored
        if not answered:
            continue
        x = np.concatenate([[sure for sure, _ in answered], STEPS])
        y = np.concatenate([[float(hit) for _, hit in answered], STEPS])
        weight = np.concatenate([np.ones(len(answered)), np.full(len(STEPS), PRIOR / len(STEPS))])
        curve = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(x, y, sample_weight=weight)
        curves[role] = {
            "score": [round(float(v), 5) for v in curve.X_thresholds_],
            "right": [round(float(v), 5) for v in curve.y_thresholds_],
        }
    return curves


def _scores(
    before: Mapping[str, Tally],
    tried: Mapping[str, Tally],
    values: Mapping[str, int],
    learnt: Collection[str],
    published: Collection[str],
) -> list[_Score]:
    return [
        _Score(name, values[name], f1(before[name]), f1(tried[name]), name in learnt, name in published)
        for name in JUDGED
    ]


def _told(score: _Score, gates: Gates) -> dict[str, Any]:
    """A line of the list of fields: why it was kept back, if it was."""
    needed = gates.of(score.name)
    before, after = round(score.before, 4), round(score.after, 4)
    reason: dict[str, Any] | None = None
    if score.values < needed:
        reason = {"message": TOO_FEW, "facts": {"count": score.values, "needed": needed}}
    elif not score.is_learnt:
        reason = {"message": NOTHING, "facts": {}}
    elif not score.is_published:
        reason = {"message": WORSE, "facts": {"before": before, "after": after}}
    return {
        "fieldName": score.name, "values": score.values, "before": before if score.values else None,
        "after": after if score.values else None, "isPublished": score.is_published, "reason": reason,
    }  # fmt: skip


def _reliability(tallies: Mapping[str, Tally]) -> list[dict[str, Any]]:
    """Confidence and share of right answers, in bins of a tenth."""
    scored = [pair for tally in tallies.values() for pair in tally.scored]
    return [
        {"confidence": round(sure, 4), "right": round(right, 4), "count": len(answers)}
        for sure, right, answers in reliability(scored)
    ]
