"""How two documents of one layout correspond: whether they do, and where something of the one stands in the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from air.memory.layout import Layout

FEWEST_SHARED = 4  # words without which two documents have nothing in common
SAME_LINE = 0.004  # page heights
NEAR = 0.02  # page widths that shared words may be off
APART = 0.1  # page widths between two words that tell how much wider one document is
MOST_TELLING = 60  # shared words that are asked for it
MOST_STRETCHED = 2.0  # how much wider a document may be in one of two photographs
NEAREST = 5  # shared words that tell where a place has moved
HALFWAY, SLOPE = 0.62, 0.07  # likeness at which half of the pairs have one layout, and how sharp that is

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Match:
    """How two documents correspond: the places of the words they share, and how sure it is that their layout is one."""

    sure: float  # 0 to 1
    old_x: Floats
    old_y: Floats
    shift_x: Floats  # of each shared word from the old document to the new one, after the stretch
    shift_y: Floats
    slope: float = 1.0  # how much wider the new document is, and where its left edge is then
    start: float = 0.0

    def moved(self, x: float, y: float) -> tuple[float, float, float]:
        """Where something of the old document should stand in the new one, and how far neighbours disagree on that.

        Shared words tell it by how they moved themselves: those on the same line most, then the nearest.
        """
        beside, below, spread = self._as_told(self._distance(np.array([x]), np.array([y])))[0].tolist()
        return self.slope * x + self.start + beside, y + below, spread

    def moved_all(self, x: Floats, y: Floats) -> Floats:
        """The same of many places, shape (places, 3, 3): as all shared words tell, those above, and those below it.

        These differ where something came between. Where there are none, y is infinite.
        """
        above, distance = y[:, None] - self.old_y, self._distance(x, y)
        sides = (
            distance,
            np.where(above > SAME_LINE, distance, np.inf),
            np.where(above < -SAME_LINE, distance, np.inf),
        )
        told = [self._as_told(side) for side in sides]
        here = np.column_stack([self.slope * x + self.start, y, np.zeros(len(x))])
        return here[:, None] + np.stack(told, axis=1)

    def _distance(self, x: Floats, y: Floats) -> Floats:
        return np.asarray(np.abs(y[:, None] - self.old_y) * 8 + np.abs(x[:, None] - self.old_x) + 0.01)

    def _as_told(self, distance: Floats) -> Floats:
        """Shape (places, 3): the shifts along both axes and how far the words disagree on the second."""
        nearest = np.argsort(distance, axis=1, kind="stable")[:, :NEAREST]
        weights = 1 / np.take_along_axis(distance, nearest, axis=1) ** 2
        shifts_y = self.shift_y[nearest]
        shift_y = _weighted_median(shifts_y, weights)
        whole = weights.sum(axis=1)
        off = (weights * np.abs(shifts_y - shift_y[:, None])).sum(axis=1) / np.maximum(whole, 1e-300)
        shift_x = _weighted_median(self.shift_x[nearest], weights)
        return np.column_stack([shift_x, np.where(whole > 0, shift_y, np.inf), off])


def match(old: Layout, new: Layout, *, known: float = 0.0) -> Match | None:
    """How the new document corresponds to the old one; None if they have next to nothing in common.

    `known` is likeness that is known from elsewhere.
    """
    _, at_old, at_new = np.intersect1d(old.anchors["key"], new.anchors["key"], assume_unique=True, return_indices=True)
    if len(at_old) < FEWEST_SHARED:
        return None
    here, there = old.anchors[at_old], new.anchors[at_new]
    fits, (slope, start) = _aligned(here["x"].astype(float), there["x"].astype(float))
    shared = len(np.intersect1d(old.words, new.words, assume_unique=True))
    union = len(old.words) + len(new.words) - shared
    union_of_places = len(old.anchors) + len(new.anchors) - len(at_old)
    likeness = shared / union + fits.sum() / union_of_places + known
    if fits.sum() < FEWEST_SHARED:
        return None
    here, there = here[fits], there[fits]
    sure = 1 / (1 + np.exp(-(likeness - HALFWAY) / SLOPE))
    x, y = here["x"].astype(float), here["y"].astype(float)
    return Match(float(sure), x, y, there["x"] - slope * x - start, there["y"] - y, slope, start)


def _aligned(old: Floats, new: Floats) -> tuple[Bools, tuple[float, float]]:
    """Which of the words stand at the same place across the page after the best shift, or stretch; and the stretch.

    The stretch is the median of what pairs of words say (the estimator of Theil and Sen).
    """
    shift = new - old
    shifted = np.abs(shift - np.median(shift)) < NEAR
    some = np.linspace(0, len(old) - 1, MOST_TELLING).astype(int) if len(old) > MOST_TELLING else slice(None)
    between = old[some, None] - old[None, some]
    apart = between > APART
    if shifted.all() or not apart.any():
        return shifted, (1.0, 0.0)
    slope = float(np.median((new[some, None] - new[None, some])[apart] / between[apart]))
    start = float(np.median(new - slope * old))
    stretched = np.abs(slope * old + start - new) < NEAR
    if 1 / MOST_STRETCHED < slope < MOST_STRETCHED and stretched.sum() > shifted.sum():
        return stretched, (slope, start)
    return shifted, (1.0, 0.0)


def _weighted_median(values: Floats, weights: Floats) -> Floats:
    """Of each row: the first value in their order up to which the weights come to half."""
    order = np.argsort(values, axis=1, kind="stable")
    seen = np.take_along_axis(weights, order, axis=1).cumsum(axis=1)
    middle = (seen >= seen[:, -1:] / 2).argmax(axis=1)
    return np.asarray(values[np.arange(len(values)), order[np.arange(len(values)), middle]])
