"""Which label words announce a candidate: on its left, above it, on its right, and how far away.

On the left the distance counts words between, and 10 for every other label between. Above it is in heights of the
candidate, for labels that overlap it sideways or begin where it begins. Columns of a label name hold the nearness,
1 / (1 + distance), and 0 without such a label: mostly zeros, which boosting bundles.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.findings import Findings
from air.labels import LABEL_NAMES, Label

LABEL_BETWEEN = 10.0  # words that another label between counts for
FARTHEST_ABOVE = 12.0  # heights of the candidate
ALIGNED = 0.012  # page widths between left edges that count as aligned
HEADED_BY = ("buyer", "ship_to", "seller", "account", "title_invoice", "title_credit", "title_receipt", "table")

NAMES = (
    *(f"left:{name}" for name in LABEL_NAMES),
    *(f"above:{name}" for name in LABEL_NAMES),
    "nearest_left", "nearest_above", "nearest_right", "label_left", "label_above", "label_right",
    "term_weight_left", "labels_on_line",
    *(f"headed:{name}" for name in HEADED_BY),
)  # fmt: skip
_COLUMN = {name: i for i, name in enumerate(LABEL_NAMES)}


def matrix(findings: Findings, candidates: tuple[Candidate, ...]) -> NDArray[np.float64]:
    """Return shape (n_candidates, len(NAMES)); linear in candidates times the labels of their page."""
    rows = _empty(len(candidates))
    for page_index in {c.page.index for c in candidates}:
        labels = [label for label in findings.labels if label.page_index == page_index and label.name]
        chosen = [i for i, c in enumerate(candidates) if c.page.index == page_index]
        if labels:
            rows[chosen] = _page_matrix([candidates[i] for i in chosen], labels)
    return rows


def _empty(count: int) -> NDArray[np.float64]:
    """No label anywhere: nearness 0, the nearest label not known."""
    rows = np.zeros((count, len(NAMES)))
    rows[:, 2 * len(LABEL_NAMES) : -len(HEADED_BY)] = np.nan
    return rows


def _page_matrix(candidates: list[Candidate], labels: list[Label]) -> NDArray[np.float64]:
    left, right = _beside(candidates, labels)
    above, column = _above(candidates, labels)
    n = len(LABEL_NAMES)
    rows = _empty(len(candidates))
    rows[:, :n] = _per_name(left, labels)
    rows[:, n : 2 * n] = _per_name(above, labels)
    codes = np.array([_COLUMN[label.name] for label in labels], dtype=float)
    weights = np.array([label.meanings[0][1] for label in labels])
    for offset, distances in enumerate((left, above, right)):
        nearest = np.argmin(distances, axis=1)
        distance = distances[np.arange(len(candidates)), nearest]
        known = np.isfinite(distance)
        rows[:, 2 * n + offset] = np.where(known, distance, np.nan)
        rows[:, 2 * n + 3 + offset] = np.where(known, codes[nearest], np.nan)
        if offset == 0:
            rows[:, 2 * n + 6] = np.where(known, weights[nearest], np.nan)
    lines = np.array([label.line_index for label in labels])
    rows[:, 2 * n + 7] = (lines == np.array([[c.line_index] for c in candidates])).sum(axis=1)
    for offset, name in enumerate(HEADED_BY):
        of_name = [i for i, label in enumerate(labels) if any(m == name for m, _ in label.meanings)]
        if of_name:
            distance = column[:, of_name].min(axis=1)
            rows[:, 2 * n + 8 + offset] = 1 / (1 + distance)
    return rows


def _beside(candidates: list[Candidate], labels: list[Label]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distances to labels on the left and on the right in the same line; inf elsewhere."""
    line = np.array([[c.line_index] for c in candidates])
    first, last = (np.array([[getattr(c, name)] for c in candidates]) for name in ("first_word", "last_word"))
    label_line = np.array([label.line_index for label in labels])
    label_first = np.array([label.first_word for label in labels])
    label_last = np.array([label.last_word for label in labels])
    same = line == label_line
    is_left = same & (label_last <= first) & (label_first < np.maximum(last, first + (label_first == first)))
    between = is_left.sum(axis=1, keepdims=True) - np.cumsum(is_left, axis=1)  # labels come in reading order
    left = np.where(is_left, np.maximum(0, first - label_last - 1) + LABEL_BETWEEN * between, np.inf)
    right = np.where(same & (label_first > last), label_first - last - 1.0, np.inf)
    return left, right


def _above(candidates: list[Candidate], labels: list[Label]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distances to labels close above (candidate heights) and to any label above in the column (page heights)."""
    boxes = [c.box for c in candidates]
    left, top, right, height = (
        np.array([[v] for v in column])
        for column in zip(*((b.left, b.top, b.right, max(b.height, 1e-3)) for b in boxes), strict=True)
    )
    label_left, label_right, label_bottom = (
        np.array(column) for column in zip(*((la.box.left, la.box.right, la.box.bottom) for la in labels), strict=True)
    )
    overlaps = (label_left < right) & (left < label_right)
    aligned = overlaps | (np.abs(label_left - left) < ALIGNED) | (np.abs(label_right - right) < ALIGNED)
    gap = top - label_bottom
    is_above = aligned & (gap > -0.4 * height)
    close = np.maximum(0, gap) / height
    near_column = (np.abs(label_left - left) < 0.12) & (gap > 0)
    return np.where(is_above & (close < FARTHEST_ABOVE), close, np.inf), np.where(near_column, gap, np.inf)


def _per_name(distances: NDArray[np.float64], labels: list[Label]) -> NDArray[np.float64]:
    """The nearness of the nearest label of each name; 0 without."""
    best = np.full((len(distances), len(LABEL_NAMES)), np.inf)
    for i, label in enumerate(labels):
        for name, _ in label.meanings:
            column = _COLUMN[name]
            best[:, column] = np.minimum(best[:, column], distances[:, i])
    return 1 / (1 + best)
