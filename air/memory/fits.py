"""How well candidates fit remembered places: where they stand, what announces them, and what they look like.

All places and all candidates are compared at once; tables have a row per place and a column per candidate.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from air.memory.entry import OF_SUPPLIER, Place
from air.memory.shown import Bools, Floats, Print, Texts

BESIDE, ABOVE = 0.02, 0.007  # page widths and heights within which a place counts as the same
ONE_SIDED = 0.8  # what it is worth to stand where only the words above, or only those below, say
WIDER, WIDEST = 1.0, 0.03  # of what neighbours disagree on, and of that at most
CAPTIONED = 0.12  # page widths that a value may stand off from its place with a caption that several have
SAME_VALUE, SAME_CAPTION = 0.95, 0.8  # what these alone are worth as a fit
CROSSED = 0.5  # of that where a label has become a heading, or a heading a label
BOTH_CAPTIONS = 0.1  # what it adds that the label is the same and the heading too
ELSEWHERE = 0.7  # of what it is worth to stand at the place, where the caption is found at another
SHAPE_ALONE = 0.7  # what it is worth as a fit to be the only one of the shape, if that is a rare one
RAREST = 5  # characters of a rare shape, of more than one kind
OTHER_VALUE = 0.98  # what the fit of a number of the supplier is worth that is another than was validated
LASTING = frozenset({"InvoiceVatNumber", "InvoiceCocNumber"})  # a supplier keeps them, and customers have their own
VALUES_CHANGE = frozenset({"InvoiceNumber", "InvoiceDate", "DueDate", "StructuredPaymentReference"})


def fits(role: str, shown: Print, places: Sequence[Place], moved: Floats) -> Floats:
    """Shape (5, places, candidates), 0 to 1: place, value, shape, label, fit.

    `moved` is where the places should be now, shape (places, 3, 3), see `air.memory.match.Match.moved_all`.
    """
    value = _column([place.value for place in places]) == shown.values
    shape = _column([place.shape for place in places]) == shown.shapes
    label, both = _captioned(shown, places)
    near, beside = _nearness(shown, places, moved)
    near *= np.where(label.any(axis=1, keepdims=True) & (label == 0), ELSEWHERE, 1.0)
    is_one_line = _is_same(shown.lines, label > 0)  # that has the caption
    beside_it = np.where(is_one_line, 1.0, np.exp(-0.5 * (beside / CAPTIONED) ** 2))
    said = SAME_CAPTION * label * beside_it + BOTH_CAPTIONS * both
    if role in LASTING:
        said *= np.maximum(near, value)
    else:
        is_rare = _column([_is_rare(place.shape) for place in places]) & _is_same(shown.value_numbers, shape)
        said = np.maximum(said, SHAPE_ALONE * (shape & is_rare))
    fit = np.maximum(near, said)
    if role not in VALUES_CHANGE:
        fit = np.maximum(fit, SAME_VALUE * value)
    if role in OF_SUPPLIER:  # of two numbers in the same words the known one is meant
        fit *= np.where(value, 1.0, OTHER_VALUE)
    return np.stack([near, value, shape, label, fit])


def _nearness(shown: Print, places: Sequence[Place], moved: Floats) -> tuple[Floats, Floats]:
    """How much each candidate stands at each place, 0 to 1, and how far beside it, in page widths."""
    widths = _column([place.right - place.left for place in places])
    near, beside = _near(shown, moved[:, 0], widths)
    for one_sided in (moved[:, 1], moved[:, 2]):
        near = np.maximum(near, ONE_SIDED * _near(shown, one_sided, widths)[0])
    return near, beside


def _near(shown: Print, moved: Floats, widths: Floats) -> tuple[Floats, Floats]:
    left, y, spread = moved.T[:, :, None]
    beside = np.minimum(np.abs(shown.left - left), np.abs(shown.right - left - widths))
    above = np.abs(shown.y - y) / (ABOVE + WIDER * np.minimum(spread, WIDEST))
    return np.exp(-0.5 * ((beside / BESIDE) ** 2 + above**2)), beside


def _captioned(shown: Print, places: Sequence[Place]) -> tuple[Floats, Bools]:
    """What the candidates' captions are worth, 0 to 1, and whether the label and the heading are both the same.

    What was a label may have become a heading, or the other way: that counts less.
    """
    labels, above = _column([place.label for place in places]), _column([place.above for place in places])
    same_label, same_above = _says(shown.labels, labels), _says(shown.above, above)
    crossed = _says(shown.labels, above) | _says(shown.above, labels)
    return np.where(same_label | same_above, 1.0, CROSSED * crossed), same_label & same_above


def _says(captions: Texts, wanted: Texts) -> Bools:
    return np.asarray((captions == wanted) & (wanted != ""))


def _is_same(numbers: np.ndarray, where: Bools) -> Bools:
    """Shape (places, 1): True if the candidates with `where`, which are some, have one number."""
    highest = np.where(where, numbers, -1).max(axis=1, keepdims=True)
    return np.asarray((highest >= 0) & (np.where(where, numbers, highest) == highest).all(axis=1, keepdims=True))


def _is_rare(shape: str) -> bool:
    """
    >>> _is_rare("aa-00000"), _is_rare("00000000")
    (True, False)
    """
    return len(shape) >= RAREST and len(set(shape)) > 1


def _column(values: Sequence[object]) -> np.ndarray:
    return np.array(values)[:, None]
