"""Which label words announce a candidate: on its left, above it, on its right, and how far away.

On the left the distance counts words between, and 10 for every other label between. Above it counts the words between
that stand over the candidate, and a tenth per height of white space, for labels that overlap it sideways or begin where
it begins. Columns of a label name hold the nearness, 1 / (1 + distance), and 0 without such a label: mostly zeros.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.document import Page
from air.findings import Findings
from air.label import LABEL_NAMES, Label

LABEL_BETWEEN = 10.0  # words that another label between counts for
FARTHEST_ABOVE = 25.0  # heights of the candidate
WHITE_SPACE = 0.1  # of a word, that one height of it counts for
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
    above, column = _above(candidates, labels, _word_boxes(candidates[0].page))
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
    """Distances to labels on the left and on the right in the same line; inf elsewhere. Lone signs are no words."""
    counted = _words_before(candidates[0].page, {label.line_index for label in labels})
    line = np.array([[c.line_index] for c in candidates])
    first, last = (np.array([[getattr(c, name)] for c in candidates]) for name in ("first_word", "last_word"))
    before = np.array([[_at(counted, c.line_index, c.first_word)] for c in candidates])
    behind = np.array([[_at(counted, c.line_index, c.last_word + 1)] for c in candidates])
    label_line = np.array([label.line_index for label in labels])
    label_first = np.array([label.first_word for label in labels])
    label_last = np.array([label.last_word for label in labels])
    label_before = np.array([_at(counted, label.line_index, label.first_word) for label in labels])
    label_behind = np.array([_at(counted, label.line_index, label.last_word + 1) for label in labels])
    same = line == label_line
    is_before = (label_last < first) | ((label_last == first) & np.array([[_has_value(c)] for c in candidates]))
    is_left = same & is_before
    between = is_left.sum(axis=1, keepdims=True) - np.cumsum(is_left, axis=1)  # labels come in reading order
    left = np.where(is_left, np.maximum(0, before - label_behind) + LABEL_BETWEEN * between, np.inf)
    right = np.where(same & (label_first > last), np.maximum(0, label_before - behind), np.inf)
    return left, right


def _has_value(candidate: Candidate) -> bool:
    """True if a label in the first word stands before the value ("Nr:4711"), not for it ("PO 4711")."""
    return candidate.first_word == candidate.last_word or any(map(str.isdigit, candidate.words[0].text))


def _at(counted: dict[int, NDArray[np.int64]], line: int, position: int) -> int:
    return int(counted[line][position]) if line in counted else 0


def _words_before(page: Page, lines: set[int]) -> dict[int, NDArray[np.int64]]:
    """Line -> for each position in it the number of words with a letter or digit before it."""
    return {
        index: np.cumsum([0, *(any(map(str.isalnum, word.text)) for word in page.lines[index].words)])
        for index in lines
    }


def _word_boxes(page: Page) -> NDArray[np.float64]:
    """Left, top, right and bottom of every word: shape (n_words, 4)."""
    return np.array([(w.box.left, w.box.top, w.box.right, w.box.bottom) for w in page.words()])


def _above(
    candidates: list[Candidate], labels: list[Label], words: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Distances to labels close above (words between) and to any label above in the column (page heights)."""
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
    white = np.maximum(0, gap) / height
    over = (words[:, 0] < right) & (left < words[:, 2]) & ((words[:, 1] + words[:, 3]) / 2 < top)
    below_label = (words[:, 1, None] + words[:, 3, None]) / 2 > label_bottom
    between = over.astype(np.float32) @ below_label.astype(np.float32)
    near_column = (np.abs(label_left - left) < 0.12) & (gap > 0)
    close = np.where(is_above & (white < FARTHEST_ABOVE), between + WHITE_SPACE * white, np.inf)
    return close, np.where(near_column, gap, np.inf)


def _per_name(distances: NDArray[np.float64], labels: list[Label]) -> NDArray[np.float64]:
    """The nearness of the nearest label of each name; 0 without."""
    best = np.full((len(distances), len(LABEL_NAMES)), np.inf)
    for i, label in enumerate(labels):
        for name, _ in label.meanings:
            column = _COLUMN[name]
            best[:, column] = np.minimum(best[:, column], distances[:, i])
    return 1 / (1 + best)
