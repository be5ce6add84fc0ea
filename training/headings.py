"""Training of the models that read tables: roles of rows, headings of columns, confidence of line items.

Line items are judged on documents whose layout the other two models have not seen, and their confidence is calibrated
on layouts that the line model has not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from air.numbers import decimal_comma_of
from air.tables import TableModels, find_tables, headings, items, roles
from air.tables.find import draft_of
from air.tables.gutters import Span
from air.tables.layout import Layout, layouts_of
from air.tables.outline import outlines_of
from air.trees import Trees
from air.vocabulary import TABLE_HEADERS
from training.sample import Sample
from training.table_truth import are_right, lines_on, true_headers, true_roles
from training.variation import varied

Progress = Callable[[str, int, int], None]  # what is being done, done, of

THREADS = 1  # more wait for each other on small data and busy machines
FOLDS = 2
_MOST_ROWS = 160_000  # rows of pages that are learnt from; more make no better model
_OTHER_SHARE = 0.35  # of the rows without a role that are learnt from, when there are too many
_ALL_GONE = 0.35  # of the tables whose headings are hidden, those without any
_SOME_GONE = 0.4  # of the headings of the others
_POINTS = 60  # of the calibration curve
_COMMON = {
    "num_threads": THREADS, "deterministic": True, "force_row_wise": True, "verbosity": -1, "max_bin": 127,
    "feature_fraction": 0.6, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 2.0,
}  # fmt: skip
_ROWS = {**_COMMON, "objective": "multiclass", "num_class": len(roles.ROLES), "num_leaves": 31, "learning_rate": 0.12,
         "min_data_in_leaf": 30}  # fmt: skip
_HEADINGS = {**_COMMON, "objective": "multiclass", "num_class": len(TABLE_HEADERS), "num_leaves": 15,
             "learning_rate": 0.12, "min_data_in_leaf": 10}  # fmt: skip
_LINES = {**_COMMON, "objective": "binary", "num_leaves": 15, "learning_rate": 0.08, "min_data_in_leaf": 20}
_ROUNDS = {"rows": 90, "headings": 120, "line_items": 90}


@dataclass(frozen=True, slots=True)
class Rows:
    """Features with their classes; `group` is the fold of the layout."""

    features: NDArray[np.float64]
    classes: NDArray[np.int64]
    folds: NDArray[np.int64]

    def of(self, chosen: NDArray[np.bool_]) -> Rows:
        return Rows(self.features[chosen], self.classes[chosen], self.folds[chosen])


def fit_table_models(samples: Sequence[Sample], *, seed: int = 0, progress: Progress | None = None) -> TableModels:
    """The three models, learnt from samples with labelled tables; samples with line items only teach confidence.

    Raises:
        ValueError: no sample has labelled tables.
    """
    say = progress or (lambda what, done, of: None)
    samples = [varied(sample) for sample in samples]
    labelled = [sample for sample in samples if sample.truth.tables is not None]
    if not labelled:
        raise ValueError("no sample says where its tables are")
    rows, columns = _rows_of(labelled, say)
    partial = []
    for fold in range(FOLDS):
        say("tables: fold", fold, FOLDS + 1)
        partial.append(_fit_pair(rows.of(rows.folds != fold), columns.of(columns.folds != fold), seed))
    say("tables: all", FOLDS, FOLDS + 1)
    row_trees, heading_trees = _fit_pair(rows, columns, seed)
    lines = _lines_of([s for s in samples if s.truth.line_items is not None], partial, say)
    return TableModels(row_trees, heading_trees, _fit_lines(lines, seed))


def fold_of(template: str, folds: int = FOLDS) -> int:
    """The fold of a layout; the same on every machine.

    >>> fold_of("grid-12") == fold_of("grid-12")
    True
    """
    return crc32(template.encode()) % folds


def _rows_of(samples: Sequence[Sample], say: Progress) -> tuple[Rows, Rows]:
    """The rows of all pages with their roles, and the columns of all tables with their headers."""
    rows: list[Rows] = []
    columns: list[Rows] = []
    for done, sample in enumerate(samples):
        habit = decimal_comma_of(sample.document)
        layouts = layouts_of(sample.document)
        truths = [true_roles(layout, sample.truth, habit) for layout in layouts]
        fold = fold_of(sample.template)
        for layout, truth in zip(layouts, truths, strict=True):
            rows.append(_with_fold(roles.role_features(layout, habit), truth, fold))
        columns += _columns_of(sample, layouts, truths, habit)
        if done % 100 == 0:
            say("tables: rows and columns", done, len(samples))
    return _stacked(rows), _stacked(columns)


def _columns_of(
    sample: Sample, layouts: Sequence[Layout], truths: Sequence[list[int]], habit: bool | None
) -> list[Rows]:
    """The columns of a sample's tables, found in the rows whose roles are known."""
    outlines = [
        outline
        for layout, truth in zip(layouts, truths, strict=True)
        for outline in outlines_of(layout, np.eye(len(roles.ROLES))[truth])
    ]
    tables = sample.truth.tables or ()
    answer = []
    for outline in outlines:
        near = [table for table in tables if table.page_index == outline.page_index]
        draft = draft_of([outline], layouts[outline.page_index].character, habit)
        if not near or len(draft.spans) < 2:
            continue
        cells = [block for some in draft.cells for block in some]
        texts = [[" ".join(token.text for token in cell) for cell in block] for block in cells]
        lines = lines_on(sample.truth, outline.page_index)
        headers = true_headers(draft.spans, near, texts, lines, habit)
        known = [at for at, header in enumerate(headers) if header is not None]
        classes = [TABLE_HEADERS.index(header) for header in headers if header is not None]
        for spans in (draft.spans, _poorly_headed(draft.spans, f"{sample.name} {outline.page_index}")):
            features = headings.column_features(spans, cells, habit)
            answer.append(_with_fold(features[known], classes, fold_of(sample.template)))
    return answer


def _poorly_headed(spans: Sequence[Span], name: str) -> list[Span]:
    """The same columns with some or all headings gone, so that contents are learnt as well as words."""
    chance = np.random.default_rng(crc32(name.encode()))
    share = 1.0 if chance.random() < _ALL_GONE else _SOME_GONE
    return [replace(span, heading=None) if chance.random() < share else span for span in spans]


def _lines_of(samples: Sequence[Sample], partial: Sequence[tuple[Trees, Trees]], say: Progress) -> Rows:
    """The line items found by models that have not seen the layout, and whether each is right."""
    answer: list[Rows] = []
    for done, sample in enumerate(samples):
        fold = fold_of(sample.template)
        row_trees, heading_trees = partial[fold]
        tables = find_tables(sample.document, TableModels(row_trees, heading_trees, row_trees))
        habit = decimal_comma_of(sample.document)
        drafts = items.draft_items(tables, habit)
        right = are_right([draft.item for draft in drafts], sample.truth.line_items or ())
        answer.append(
            _with_fold(items.item_features(drafts, sample.document, habit), right, fold_of(sample.template, 4) // 2)
        )
        if done % 100 == 0:
            say("tables: line items", done, len(samples))
    return _stacked(answer)


def _with_fold(features: NDArray[np.float64], classes: Sequence[int], fold: int) -> Rows:
    return Rows(features, np.array(classes, dtype=np.int64), np.full(len(features), fold, dtype=np.int64))


def _stacked(parts: Sequence[Rows]) -> Rows:
    features = np.vstack([part.features for part in parts]).astype(np.float64)
    return Rows(features, np.concatenate([p.classes for p in parts]), np.concatenate([p.folds for p in parts]))


def _fit_pair(rows: Rows, columns: Rows, seed: int) -> tuple[Trees, Trees]:
    rows = _thinned(rows, seed)
    return (
        _fit("rows", rows, roles.FEATURE_NAMES, _ROWS, seed),
        _fit("headings", columns, headings.FEATURE_NAMES, _HEADINGS, seed),
    )


def _thinned(rows: Rows, seed: int) -> Rows:
    """Fewer of the rows without a role, then fewer of all, until there are few enough."""
    chance = np.random.default_rng(seed)
    if len(rows.classes) > _MOST_ROWS:
        rows = rows.of((rows.classes != roles.OTHER) | (chance.random(len(rows.classes)) < _OTHER_SHARE))
    if len(rows.classes) > _MOST_ROWS:
        rows = rows.of(chance.random(len(rows.classes)) < _MOST_ROWS / len(rows.classes))
    return rows


def _fit(name: str, rows: Rows, names: Sequence[str], settings: dict[str, Any], seed: int) -> Trees:
    data = lightgbm.Dataset(rows.features, rows.classes, feature_name=list(names), free_raw_data=True)
    booster = lightgbm.train({**settings, "seed": seed}, data, _ROUNDS[name])
    booster.free_dataset()
    return Trees(name, tuple(names), booster, {"rows": len(rows.classes), "rounds": _ROUNDS[name], "seed": seed})


def _fit_lines(lines: Rows, seed: int) -> Trees:
    """The confidence of line items, calibrated on layouts it has not seen."""
    scores = np.zeros(len(lines.classes))
    for fold in range(2):
        chosen = lines.folds == fold
        if chosen.any() and not chosen.all():
            trees = _fit("line_items", lines.of(~chosen), items.FEATURE_NAMES, _LINES, seed)
            scores[chosen] = trees.predict(lines.features[chosen])
    trees = _fit("line_items", lines, items.FEATURE_NAMES, _LINES, seed)
    calibration = isotonic_points(scores, lines.classes)
    return replace(trees, manifest={**trees.manifest, "calibration": calibration, "right": float(lines.classes.mean())})


def isotonic_points(scores: NDArray[np.float64], right: NDArray[np.int64]) -> dict[str, list[float]]:
    """The calibration curve as points: `confidence` at each `score`, rising; never quite 0 or 1."""
    curve = IsotonicRegression(y_min=0.002, y_max=0.998, out_of_bounds="clip").fit(scores, right)
    x, y = curve.X_thresholds_, curve.y_thresholds_
    if len(x) > _POINTS:
        kept = np.unique(np.linspace(0, len(x) - 1, _POINTS).round().astype(int))
        x, y = x[kept], y[kept]
    return {"score": [round(float(v), 6) for v in x], "confidence": [round(float(v), 6) for v in y]}
