"""Evidence for candidates: do they stand where, and read like what, was validated in documents of this layout?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.fields import ROLES
from air.memory.captions import above_of, label_of
from air.memory.entry import OF_SUPPLIER, Entry, Place, shape_of, value_key
from air.memory.layout import Match
from air.vocabulary import MANY_FIELDS

FEATURE_NAMES = ("sure", "place", "value", "shape", "label", "fit", "present", "known", "wrong", "rank")
BESIDE, ABOVE = 0.02, 0.007  # page widths and heights within which a place counts as the same
ONE_SIDED = 0.8  # what it is worth to stand where only the words above, or only those below, say
WIDER = 1.0  # of what neighbours disagree on
CAPTIONED = 0.12  # page widths that a value may stand off from its place with a caption that several have
SAME_VALUE, SAME_CAPTION = 0.95, 0.8  # what these alone are worth as a fit
CROSSED = 0.5  # of that where a label has become a heading, or a heading a label
BOTH_CAPTIONS = 0.1  # what it adds that the label is the same and the heading too
ELSEWHERE = 0.7  # of what it is worth to stand at the place, where the caption is found at another
OTHER_SHAPE = 0.5  # of the fit of words that read otherwise have a shape that was seen
EDGES = 0.1  # difference of fit that is owed to where words are cut
OTHER_VALUE = 0.98  # what the fit of a number of the supplier is worth that is another than was validated
VALUES_CHANGE = frozenset({"InvoiceNumber", "InvoiceDate", "DueDate", "StructuredPaymentReference"})

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """A remembered document that looks like the new one."""

    match: Match
    entry: Entry


@dataclass(frozen=True)
class Print:
    """The candidates of one kind as columns of numbers and texts."""

    left: Floats
    right: Floats
    y: Floats
    values: tuple[str, ...]
    shapes: tuple[str, ...]
    labels: tuple[str, ...]
    above: tuple[str, ...]  # as in `air.memory.entry.Place`
    words: NDArray[np.intp]  # shape (candidates, 4): page, line, first and last word
    follows: tuple[int | None, ...]  # the candidate that it is listed behind, with a comma between them

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> Print:
        return cls(
            np.array([c.box.left for c in candidates]),
            np.array([c.box.right for c in candidates]),
            np.array([c.page.index + c.box.middle for c in candidates]),
            tuple(value_key(c.value) for c in candidates),
            tuple(shape_of(c.text) for c in candidates),
            tuple(label_of(c) for c in candidates),
            tuple(above_of(c) for c in candidates),
            np.array([c.place for c in candidates], dtype=np.intp).reshape(-1, 4),
            _follows(candidates),
        )

    @cached_property
    def overlaps(self) -> NDArray[np.bool_]:
        """Shape (candidates, candidates): True for two that have words in common."""
        line, first, last = self.words[:, :2], self.words[:, 2], self.words[:, 3]
        same = (line[:, None] == line[None]).all(axis=2)
        return np.asarray(same & (first[:, None] <= last[None]) & (first[None] <= last[:, None]))


def evidence(role: str, shown: Print, known: Sequence[Known]) -> Floats:
    """Shape (candidates, `FEATURE_NAMES`), 0 to 1; all 0 where no remembered document says anything of the role."""
    count = len(shown.values)
    answer = np.zeros((count, len(FEATURE_NAMES)))
    telling = [one for one in known if role in one.entry.right or role in one.entry.absent or role in one.entry.wrong]
    if not telling or not count:
        return answer
    weights = np.array([one.match.sure for one in telling])
    parts = np.stack([_of_entry(role, shown, one) for one in telling])  # entry, part, candidate
    place, value, shape, label, fit, wrong = np.tensordot(weights, parts, 1) / weights.sum()
    settled = [role in one.entry.right or role in one.entry.absent for one in telling]
    present = weights @ np.array([role in one.entry.right for one in telling]) / max(weights @ np.array(settled), 1e-9)
    if role in MANY_FIELDS:
        fit = _listed(fit, shown.follows)
    overlaps = shown.overlaps
    if ROLES[role] != "amount":
        fit = _of_seen_shape(fit, shape, overlaps)
    better = ((fit[None, :] > fit[:, None] + 1e-9) & ~overlaps).sum(axis=1)
    sure, many = weights.max(), np.log1p(weights.sum()) / np.log(20)
    columns = (sure, place, value, shape, label, fit, present, many, wrong, 1 / (1 + better))
    for at, column in enumerate(columns):
        answer[:, at] = column
    return answer


def _of_entry(role: str, shown: Print, one: Known) -> Floats:
    """Shape (6, candidates): the best of the entry's places by place, value, shape, label and fit; and wrong."""
    answer = np.zeros((6, len(shown.values)))
    for place in one.entry.right.get(role, ()):
        found = _of_place(role, shown, one.match, place)
        answer[:5] = np.maximum(answer[:5], found)
    for place in one.entry.wrong.get(role, ()):
        answer[5] = np.maximum(answer[5], _of_place(role, shown, one.match, place)[0])
    return answer


def _of_place(role: str, shown: Print, match: Match, place: Place) -> Floats:
    """Shape (5, candidates): place, value, shape, label, fit."""
    near, beside = _near(shown, place, *match.moved(place.left, place.y))
    for other in match.moved_with(place.left, place.y):
        near = np.maximum(near, ONE_SIDED * _near(shown, place, *other)[0])
    value = np.array([v == place.value for v in shown.values], dtype=float)
    shape = np.array([s == place.shape for s in shown.shapes], dtype=float)
    label, both = _captioned(shown, place)
    lines = {tuple(line) for line in shown.words[label > 0, :2].tolist()}  # that have the caption
    off = 1.0 if len(lines) == 1 else np.exp(-0.5 * (beside / CAPTIONED) ** 2)
    said = SAME_CAPTION * label * off + BOTH_CAPTIONS * both
    if label.any():
        near = near * np.where(label > 0, 1.0, ELSEWHERE)
    same = SAME_VALUE * value if role not in VALUES_CHANGE else 0 * value
    fit = np.maximum(np.maximum(near, said), same)
    if role in OF_SUPPLIER:  # of two numbers in the same words the known one is meant
        fit = fit * np.where(value > 0, 1.0, OTHER_VALUE)
    return np.stack([near, value, shape, label, fit])


def _captioned(shown: Print, place: Place) -> tuple[Floats, Floats]:
    """For each candidate what its captions are worth, 0 to 1, and whether the label and the heading are both the same.

    What was a label may have become a heading, or the other way: that counts less.
    """
    captions = list(zip(shown.labels, shown.above, strict=True))
    wanted = {place.label, place.above} - {""}
    same = [(label == place.label != "", above == place.above != "") for label, above in captions]
    crossed = [bool(wanted & {label, above}) for label, above in captions]
    worth = [1.0 if any(one) else CROSSED * other for one, other in zip(same, crossed, strict=True)]
    return np.array(worth, dtype=float), np.array([all(one) for one in same], dtype=float)


def _of_seen_shape(fit: Floats, shape: Floats, overlaps: NDArray[np.bool_]) -> Floats:
    """The fit, less where the same words may be read as something of a shape that was seen oftener."""
    as_good = (fit[None, :] >= fit[:, None] - EDGES) & (shape[None, :] > shape[:, None])
    return np.where((overlaps & as_good).any(axis=1), OTHER_SHAPE * fit, fit)


def _listed(fit: Floats, follows: Sequence[int | None]) -> Floats:
    """The fit, where further values of a list fit as its first one does."""
    answer = fit.copy()
    for at, before in enumerate(follows):
        if before is not None:
            answer[at] = max(answer[at], answer[before])
    return answer


def _follows(candidates: Sequence[Candidate]) -> tuple[int | None, ...]:
    places = [candidate.place for candidate in candidates]
    ends = {(page, line, last): at for at, (page, line, _, last) in enumerate(places)}
    return tuple(
        ends.get((page, line, first - 1))
        if first and c.page.lines[line].words[first - 1].text.endswith((",", ";"))
        else None
        for c, (page, line, first, _) in zip(candidates, places, strict=True)
    )


def _near(shown: Print, place: Place, left: float, y: float, spread: float) -> tuple[Floats, Floats]:
    """For each candidate how much it stands there, 0 to 1, and how far beside it, in page widths."""
    right = left + place.right - place.left
    beside = np.minimum(np.abs(shown.left - left), np.abs(shown.right - right))
    off = np.abs(shown.y - y)
    near = np.exp(-0.5 * ((beside / BESIDE) ** 2 + (off / (ABOVE + WIDER * min(spread, 0.03))) ** 2))
    return near, beside
