"""Training of a tenant's correction: trees per role on top of what memory arrived at, judged on layouts not seen.

The trees are few and small, held back by strong regularisation. A role is published if the answers to its field on
held-out layouts are not worse than those of what is in use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from air.boosting import lightgbm
from air.choice import choose_fields
from air.fields import ROLES, FieldModels, Scored
from air.memory.correction import FEATURE_NAMES, Correction, Habits, RoleCorrection
from air.memory.recall import RecallingFields, correction_features, probability
from training.custom.gates import Gates
from training.custom.judging import JUDGED, Answers, Counts, field_of, judge
from training.custom.samples import Prepared

FOLDS = 3
ROUNDS = 30
MOST_JUDGED = 200  # documents that are answered to compare old and new
MOST_TEXTS = 2_000  # labels and values whose habits are kept, of a role
PRIOR = 40.0  # answers that the calibration in use counts for
BINS = 10
SAME = 1e-9
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 6, "min_data_in_leaf": 8, "lambda_l2": 20.0,
    "min_gain_to_split": 0.1, "max_bin": 31, "feature_fraction": 0.8, "deterministic": True, "force_col_wise": True,
    "num_threads": 1, "verbose": -1, "seed": 0, "boost_from_average": False,
}  # fmt: skip
TOO_FEW = "%(count)s values are validated; %(needed)s are needed."
NOTHING = "There is nothing to learn: no other text of the documents could be its value."
WORSE = "On documents it had not seen it would have scored %(after)s, what is in use %(before)s."
Floats = NDArray[np.float64]
Deltas = Mapping[str, Mapping[int, Floats]]  # role -> sample -> log-odds that are added


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training made: the correction to publish, and what is told about it."""

    correction: Correction
    scores: list[dict[str, Any]]  # per field, as `training.custom.schemas.FieldScoreSchema`
    reliability: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Fixed(RecallingFields):
    """Field models whose scores are known already."""

    scored: Mapping[str, Scored] = field(default_factory=dict)

    def score(self, findings: object) -> dict[str, Scored]:
        return dict(self.scored)


def fit_correction(
    prepared: Sequence[Prepared], base: FieldModels, gates: Gates, *, old: Correction | None = None
) -> Trained:
    """Fit, judge, and keep what is not worse; `old` is in use, and learnt from nothing that is not here too."""
    known = {role: [at for at, one in enumerate(prepared) if role in one.right] for role in ROLES}
    values = {role: sum(bool(prepared[at].right[role].any()) for at in some) for role, some in known.items()}
    enough = [role for role in ROLES if values[role] >= gates.of(field_of(role))]
    whole = {role: trees for role in enough if (trees := _trees(role, known[role], prepared)) is not None}
    held_out = {role: odds for role in whole if (odds := _held_out(role, known[role], prepared))}
    judged = _judged(prepared)
    before = judged.answers(base, _deltas_of(old, judged))
    tried = judged.answers(base, _with_fallback(held_out, old, judged))
    kept, answers = _not_worse(judged, base, held_out, before, tried, old)
    curves = _calibrations(judged.judge(answers))
    fitted = {role: replace(whole[role], calibration=curves.get(role)) for role in kept}
    fallback = {role: one for role, one in (old.roles if old else {}).items() if role not in fitted}
    scores = _scores(judged.judge(before), judged.judge(tried), values, held_out, kept, gates)
    return Trained(Correction({**fallback, **fitted}), scores, _reliability(judged.judge(answers)))


@dataclass(frozen=True, slots=True)
class _Judged:
    """The samples that old and new are compared on."""

    at: list[int]  # their places among all
    samples: list[Prepared]

    def answers(self, base: FieldModels, deltas: Deltas) -> Answers:
        """What would be answered with these corrections; `deltas` are by place among all samples."""
        return [self._answer(at, one, base, deltas) for at, one in zip(self.at, self.samples, strict=True)]

    def judge(self, answers: Answers) -> dict[str, Counts]:
        return judge((one.feedback for one in self.samples), answers)

    def _answer(self, at: int, one: Prepared, base: FieldModels, deltas: Deltas) -> tuple[Any, ...]:
        scored = {}
        for kind, found in one.recalled.items():
            scores = dict(found.scored.scores)
            for role, odds in found.odds.items():
                delta = deltas.get(role, {}).get(at)
                if delta is not None or one.known:
                    scores[role] = probability(odds if delta is None else odds + delta)
            scored[kind] = Scored(found.scored.candidates, scores)
        fields, _ = choose_fields(one.findings, _Fixed(base.trees, base, one.known, None, scored))
        return fields


def _judged(prepared: Sequence[Prepared]) -> _Judged:
    """All samples, or so many evenly spread over them."""
    at = np.unique(np.linspace(0, len(prepared) - 1, MOST_JUDGED).round().astype(int)).tolist()
    return _Judged(at, [prepared[place] for place in at])


def _not_worse(
    judged: _Judged, base: FieldModels, held_out: Deltas, before: Answers, tried: Answers, old: Correction | None
) -> tuple[list[str], Answers]:
    """The roles whose corrections make no field worse, and the answers with them."""
    limit, kept, answers = judged.judge(before), list(held_out), tried
    while kept:
        found = judged.judge(answers)
        worse = {name for name in JUDGED if found[name].f1 < limit[name].f1 - SAME}
        if not worse:
            return kept, answers
        kinds = {ROLES[role] for role in ROLES if field_of(role) in worse}
        guilty = {role for role in kept if field_of(role) in worse}
        guilty = guilty or {role for role in kept if ROLES[role] in kinds}  # they compete for the same places
        kept = [role for role in kept if role not in guilty] if guilty else []
        answers = judged.answers(base, _with_fallback({role: held_out[role] for role in kept}, old, judged))
    return [], before


def _with_fallback(deltas: Deltas, old: Correction | None, judged: _Judged) -> Deltas:
    """The corrections, and those in use for all other roles."""
    rest = {role: one for role, one in _deltas_of(old, judged).items() if role not in deltas}
    return {**rest, **deltas}


def _deltas_of(correction: Correction | None, judged: _Judged) -> Deltas:
    """What the version in use adds to the samples' log-odds."""
    return {
        role: {
            place: one.log_odds(_features(role, sample, one.habits))
            for place, sample in zip(judged.at, judged.samples, strict=True)
            if sample.recalled[ROLES[role]].scored.candidates
        }
        for role, one in (correction.roles if correction else {}).items()
    }


def _held_out(role: str, known: Sequence[int], prepared: Sequence[Prepared]) -> dict[int, Floats]:
    """For every sample what trees add that have not seen its layout."""
    folds = _folds([one.group for one in prepared])
    answer: dict[int, Floats] = {}
    for fold in range(FOLDS):
        inside = [at for at in known if folds[at] != fold]
        trees = _trees(role, inside, prepared)
        if trees is None:
            continue
        for at, one in enumerate(prepared):
            if folds[at] == fold and one.recalled[ROLES[role]].scored.candidates:
                answer[at] = trees.log_odds(_features(role, one, trees.habits))
    return answer


def _trees(role: str, known: Sequence[int], prepared: Sequence[Prepared]) -> RoleCorrection | None:
    """Trees of these samples; None if there is nothing to tell apart."""
    kind = ROLES[role]
    some = [prepared[at] for at in known if prepared[at].recalled[kind].scored.candidates]
    right = np.concatenate([one.right[role] for one in some]) if some else np.empty(0, bool)
    if not right.any() or right.all():
        return None
    habits = _habits(role, some)
    features = np.vstack([_features(role, one, habits, is_own=True) for one in some])
    start = np.concatenate([one.recalled[kind].odds[role] for one in some])
    data = lightgbm.Dataset(features, right.astype(float), init_score=start, feature_name=list(FEATURE_NAMES))
    booster = lightgbm.train(PARAMETERS, data, ROUNDS)
    return RoleCorrection(booster.model_to_string(), None, habits)


def _features(role: str, one: Prepared, habits: Habits, *, is_own: bool = False) -> Floats:
    """The sample's features; of one that habits were counted on, as if it had not been counted."""
    found = one.recalled[ROLES[role]]
    seen = _without(habits, role, one) if is_own else habits
    return correction_features(role, found, seen.features(found.shown))


def _habits(role: str, samples: Sequence[Prepared]) -> Habits:
    """How often each label and each value was right and wrong."""
    labels: Counter[tuple[str, bool]] = Counter()
    values: Counter[tuple[str, bool]] = Counter()
    for one in samples:
        for counted, more in zip((labels, values), _seen(role, one), strict=True):
            counted.update(more)
    return Habits(_counts(labels), _counts(values))


def _seen(role: str, one: Prepared) -> tuple[Counter[tuple[str, bool]], Counter[tuple[str, bool]]]:
    """The labels and the values of one sample, each with whether it was right, once per document."""
    shown, right = one.recalled[ROLES[role]].shown, one.right[role].tolist()
    labels = {(text, hit) for text, hit in zip(shown.labels, right, strict=True) if text}
    values = set(zip(shown.values, right, strict=True))
    return Counter(labels), Counter(values)


def _counts(counted: Counter[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """The texts seen in most documents."""
    total: Counter[str] = Counter()
    for (text, _), count in counted.items():
        total[text] += count
    often = sorted((text for text, count in total.items() if count > 1), key=lambda text: (-total[text], text))
    return {text: (counted[text, True], counted[text, False]) for text in sorted(often[:MOST_TEXTS])}


def _without(habits: Habits, role: str, one: Prepared) -> Habits:
    labels, values = _seen(role, one)
    return Habits(_less(habits.labels, labels), _less(habits.values, values))


def _less(counts: Mapping[str, tuple[int, int]], own: Counter[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    """The counts of the sample's texts without the sample; it asks for no others."""
    texts = {text for text, _ in own if text in counts}
    return {text: (counts[text][0] - own[text, True], counts[text][1] - own[text, False]) for text in texts}


def _folds(groups: Sequence[int]) -> list[int]:
    """The fold of every sample: layouts whole, the largest first, each where the least is.

    With too few layouts for that the documents are dealt out one by one.
    """
    sizes = Counter(groups)
    if len(sizes) < FOLDS:
        return [at % FOLDS for at in range(len(groups))]
    load, fold_of = [0] * FOLDS, {}
    for group in sorted(sizes, key=lambda group: (-sizes[group], group)):
        fold_of[group] = load.index(min(load))
        load[fold_of[group]] += sizes[group]
    return [fold_of[group] for group in groups]


def _calibrations(counts: Mapping[str, Counts]) -> dict[str, dict[str, list[float]]]:
    """Role -> curve from the confidence so far to the share of answers that were right, held to what it was."""
    curves = {}
    for role in ROLES:
        answered = counts[field_of(role)].sure
        if not answered:
            continue
        steps = np.linspace(0.05, 0.95, 10)
        x = np.concatenate([[sure for sure, _ in answered], steps])
        y = np.concatenate([[float(hit) for _, hit in answered], steps])
        weight = np.concatenate([np.ones(len(answered)), np.full(len(steps), PRIOR / len(steps))])
        curve = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip").fit(x, y, sample_weight=weight)
        curves[role] = {
            "score": [round(float(v), 5) for v in curve.X_thresholds_],
            "right": [round(float(v), 5) for v in curve.y_thresholds_],
        }
    return curves


def _scores(
    before: Mapping[str, Counts],
    tried: Mapping[str, Counts],
    values: Mapping[str, int],
    learnt: Collection[str],
    kept: Collection[str],
    gates: Gates,
) -> list[dict[str, Any]]:
    published = {field_of(role) for role in kept}
    answer = []
    for name in JUDGED:
        count = values["TaxAmount" if name == "TaxLine" else name]
        old, new = round(before[name].f1, 4), round(tried[name].f1, 4)
        reason: dict[str, Any] | None = None
        if count < gates.of(name):
            reason = {"message": TOO_FEW, "facts": {"count": count, "needed": gates.of(name)}}
        elif name not in {field_of(role) for role in learnt}:
            reason = {"message": NOTHING, "facts": {}}
        elif name not in published:
            reason = {"message": WORSE, "facts": {"before": old, "after": new}}
        answer.append({
            "fieldName": name, "values": count, "before": old if count else None, "after": new if count else None,
            "isPublished": name in published, "reason": reason,
        })  # fmt: skip
    return answer


def _reliability(counts: Mapping[str, Counts]) -> list[dict[str, Any]]:
    """Confidence and share of right answers, in bins of a tenth."""
    sure = np.array([pair for one in counts.values() for pair in one.sure], dtype=float).reshape(-1, 2)
    bins = np.minimum((sure[:, 0] * BINS).astype(int), BINS - 1)
    return [
        {
            "confidence": round(float(sure[bins == at, 0].mean()), 4),
            "right": round(float(sure[bins == at, 1].mean()), 4),
            "count": int((bins == at).sum()),
        }
        for at in range(BINS)
        if (bins == at).any()
    ]
