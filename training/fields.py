"""Fitting the field models: features of all samples, one booster per role, calibrated on documents it did not see."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from air.candidate import Candidate
from air.candidates.amounts import printed_rates
from air.features import feature_matrices, feature_names, texts
from air.fields import ROLES, FieldModels, Scored
from air.findings import find
from air.legislation import usable_rates
from air.tender import paid_amounts
from air.totals import choose_totals
from air.trees import Trees
from training.answers import comparable, is_right, right_values
from training.calibration import fit_curve
from training.noise import with_exchanged
from training.parameters import Parameters, load_parameters
from training.sample import Sample, Truth

FOLDS = 2
SIDE_BY_SIDE = 2
IDENTIFIERS = ("iban", "vat_number", "coc_number")
UNPROVEN = 3  # of so many drawn documents one has its proofs hidden: real ones have misprints, samples invented numbers
SHAPES = (*texts.NAMES, "width")
EXCHANGED = 0.75  # share of documents whose codes get shapes of others: labels count more than how long a number is
HALF = 0.5
LEAST_CHANCE = 1e-6  # given to the truth, when losses are counted
TOTAL_ROLES = ("TotalAmountInclTax", "TotalAmountExclTax", "TaxAmount")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sample as numbers: per kind its candidates, their features, and per role the right ones (None: not known)."""

    truth: Truth
    template: str
    candidates: dict[str, tuple[Candidate, ...]]
    features: dict[str, NDArray[np.float32]]
    right: dict[str, NDArray[np.bool_] | None]
    printed_rates: frozenset[Any]
    paid: frozenset[Any]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The training rows of one role over all samples."""

    features: NDArray[np.float32]
    right: NDArray[np.bool_]
    sample: NDArray[np.int64]  # index of the sample each row comes from


@dataclass(frozen=True, slots=True)
class _Fitted:
    booster: lightgbm.Booster  # of all samples
    held_out: dict[int, NDArray[np.float64]]  # sample index -> scores by a booster that had not seen its template
    counts: dict[str, int]


def prepare(samples: Iterable[Sample]) -> list[Prepared]:
    """Candidates and features of every sample, done once for all roles."""
    return [_prepare(sample) for sample in samples]


def fit_field_models(
    prepared: Sequence[Prepared], *, seed: int = 0, progress: Callable[[int, int], None] = lambda done, of: None
) -> FieldModels:
    """Fit every role; the calibration comes from models that had not seen the document's template."""
    folds, parameters = _folds([p.template for p in prepared]), load_parameters()
    fitted: dict[str, _Fitted] = {}
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        fits = pool.map(lambda role: _fit_role(prepared, role, folds, parameters, seed), ROLES)
        for role, one in zip(ROLES, fits, strict=True):
            fitted[role] = one
            progress(len(fitted), len(ROLES))
    held_out = {role: one.held_out for role, one in fitted.items()}
    curves = _calibrate(prepared, held_out)
    trees = {}
    for role, kind in ROLES.items():
        manifest = {
            **fitted[role].counts,
            "seed": seed,
            "rounds": parameters.rounds,
            "calibration": curves[role],
            "lightgbm": lightgbm.__version__,
        }
        trees[role] = Trees(role, feature_names(kind), fitted[role].booster, manifest)
    return FieldModels(trees)


def held_out_loss(prepared: Sequence[Prepared], role: str, parameters: Parameters, seed: int) -> float:
    """The log loss of a role's candidates, summed, per document; by models that had not seen its template."""
    folds = _folds([p.template for p in prepared])
    rows = _rows(prepared, role, ROLES[role])
    scores = np.concatenate(list(_held_out_scores(rows, ROLES[role], folds, parameters, seed).values()))
    truth = np.where(rows.right, scores, 1 - scores)
    return float(-np.log(np.maximum(truth, LEAST_CHANCE)).sum() / len(np.unique(rows.sample)))


def held_out_answers(prepared: Sequence[Prepared], *, seed: int = 0) -> list[tuple[int, int, int]]:
    """Per sample how many roles were answered right, how many answered and how many asked, each by its best candidate.

    The models had not seen the sample's template; no answer is given where its best candidate is likelier wrong.
    """
    folds, parameters = _folds([p.template for p in prepared]), load_parameters()
    counts = np.zeros((len(prepared), 3), np.int64)
    for role, kind in ROLES.items():
        held_out = _held_out_scores(_rows(prepared, role, kind), kind, folds, parameters, seed)
        for index, scores in held_out.items():
            right = prepared[index].right[role]
            best = int(scores.argmax())
            is_given = scores[best] >= HALF
            if right is not None:
                counts[index] += is_given and right[best], is_given, right.any()
    return [tuple(row) for row in counts.tolist()]


def _fit_role(
    prepared: Sequence[Prepared], role: str, folds: NDArray[np.int64], parameters: Parameters, seed: int
) -> _Fitted:
    kind = ROLES[role]
    rows = _rows(prepared, role, kind)
    counts = {"samples": len(np.unique(rows.sample)), "rows": len(rows.right), "right": int(rows.right.sum())}
    held_out = _held_out_scores(rows, kind, folds, parameters, seed)
    return _Fitted(_fit(rows, kind, parameters, seed), held_out, counts)


def _prepare(sample: Sample) -> Prepared:
    findings = find(sample.document, legislation=sample.truth.legislation)
    kinds = dict.fromkeys(ROLES.values())
    candidates = {kind: findings.of_kind(kind) for kind in kinds}
    matrices = feature_matrices(findings)
    features = {kind: matrices[kind].astype(np.float32) for kind in kinds}
    if zlib.crc32(sample.name.encode()) % UNPROVEN == 0:
        for kind in IDENTIFIERS:
            features[kind][:, feature_names(kind).index("is_proven")] = 0
    right: dict[str, NDArray[np.bool_] | None] = {}
    for role, kind in ROLES.items():
        values = right_values(sample.truth, role)
        right[role] = None if values is None else is_right(candidates[kind], kind, values)
    rates = printed_rates(findings.lines)
    return Prepared(sample.truth, sample.template, candidates, features, right, rates, paid_amounts(findings))


def _rows(prepared: Sequence[Prepared], role: str, kind: str) -> _Rows:
    known = [
        (i, p.features[kind], right)
        for i, p in enumerate(prepared)
        if (right := p.right[role]) is not None and len(right)
    ]
    features = (
        np.concatenate([f for _, f, _ in known]) if known else np.empty((0, len(feature_names(kind))), np.float32)
    )
    right_rows = np.concatenate([r for _, _, r in known]) if known else np.empty(0, bool)
    owner = np.concatenate([np.full(len(r), i) for i, _, r in known]) if known else np.empty(0, np.int64)
    return _Rows(features, right_rows, owner)


def _folds(templates: Sequence[str]) -> NDArray[np.int64]:
    """The fold of every sample; samples of one template share it."""
    fold = np.zeros(len(templates), np.int64)
    for number, (_, held_out) in enumerate(GroupKFold(FOLDS).split(templates, groups=templates)):
        fold[held_out] = number
    return fold


def _held_out_scores(
    rows: _Rows, kind: str, folds: NDArray[np.int64], parameters: Parameters, seed: int
) -> dict[int, NDArray[np.float64]]:
    """Sample index -> scores of its candidates by a model of the other folds."""
    scores = np.zeros(len(rows.right))
    for number in range(FOLDS):
        out = folds[rows.sample] == number
        if out.all():  # nothing to learn from: nothing is known
            continue
        booster = _fit(_Rows(rows.features[~out], rows.right[~out], rows.sample[~out]), kind, parameters, seed)
        if out.any():
            scores[out] = booster.predict(rows.features[out], num_threads=1)
    by_sample: dict[int, NDArray[np.float64]] = {}
    for index in np.unique(rows.sample):
        by_sample[int(index)] = scores[rows.sample == index]
    return by_sample


def _fit(rows: _Rows, kind: str, parameters: Parameters, seed: int) -> lightgbm.Booster:
    names = feature_names(kind)
    shapes = [i for i, name in enumerate(names) if name in SHAPES] if SHAPES[0] in names else []
    features = with_exchanged(rows.features, shapes, rows.sample, share=EXCHANGED, seed=seed)
    data = lightgbm.Dataset(
        features,
        label=rows.right.astype(np.float32),
        feature_name=[name.replace(":", ".") for name in names],
        free_raw_data=True,
    )
    return lightgbm.train(parameters.for_lightgbm(seed), data, num_boost_round=parameters.rounds)


def _calibrate(
    prepared: Sequence[Prepared], held_out: dict[str, dict[int, NDArray[np.float64]]]
) -> dict[str, dict[str, list[float]] | None]:
    """The curve of every role; None where there are too few answers."""
    answers: dict[str, list[tuple[float, bool]]] = {role: [] for role in ROLES}
    for index, p in enumerate(prepared):
        for role in ROLES:
            right, scores = p.right[role], held_out[role].get(index)
            if right is None or scores is None or role in TOTAL_ROLES:
                continue
            best = int(scores.argmax())
            answers[role].append((float(scores[best]), bool(right[best])))
        _total_answers(p, {role: held_out[role].get(index) for role in ROLES if ROLES[role] == "amount"}, answers)
    return {role: fit_curve(*zip(*pairs, strict=True)) if pairs else None for role, pairs in answers.items()}


def _total_answers(
    p: Prepared, scores: dict[str, NDArray[np.float64] | None], answers: dict[str, list[tuple[float, bool]]]
) -> None:
    """The totals and tax lines that would be chosen with the held-out scores, by their leads, right or not."""
    if any(s is None for s in scores.values()):
        return
    scored = Scored(p.candidates["amount"], {role: s for role, s in scores.items() if s is not None})
    day = comparable("date", p.truth.fields.get("InvoiceDate", ""))
    rates = usable_rates(p.truth.legislation, day, p.printed_rates)  # type: ignore[arg-type]
    chosen = choose_totals(scored, rates, p.printed_rates, p.paid)
    totals = chosen.totals
    options = [
        ("TotalAmountInclTax", totals.incl, chosen.incl_lead),
        ("TotalAmountExclTax", totals.excl, chosen.excl_lead),
        *(("TaxAmount", tax.amount, lead) for tax, lead in zip(totals.taxes, chosen.tax_leads, strict=True)),
    ]
    for role, option, lead in options:
        values = right_values(p.truth, role)
        if option is not None and values is not None:
            answers[role].append((lead, option.value.normalize() in values))
