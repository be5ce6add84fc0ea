"""Evidence for candidates: do they stand where, and read like what, was validated in documents of this layout?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from air.fields import ROLES
from air.memory.entry import Entry, Place
from air.memory.fits import LASTING, fits
from air.memory.match import Match
from air.memory.shown import Bools, Floats, Print
from air.vocabulary import MANY_FIELDS

FEATURE_NAMES = ("sure", "place", "value", "shape", "label", "fit", "present", "known", "wrong", "rank")
OTHER_SHAPE = 0.5  # of the fit of words that read otherwise have a shape that was seen
EDGES = 0.1  # difference of fit that is owed to where words are cut


@dataclass(frozen=True)
class Known:
    """A remembered document that looks like the new one."""

    match: Match
    entry: Entry

    @cached_property
    def moved(self) -> dict[Place, Floats]:
        """Where its places should be now: shape (3, 3) each, see `Match.moved_all`."""
        kinds = (self.entry.right, self.entry.wrong)
        places = [place for roles in kinds for some in roles.values() for place in some]
        left, y = (np.array([getattr(place, name) for place in places], dtype=float) for name in ("left", "y"))
        return dict(zip(places, self.match.moved_all(left, y), strict=True))


def evidence(role: str, shown: Print, known: Sequence[Known]) -> Floats:
    """Shape (candidates, `FEATURE_NAMES`), 0 to 1; all 0 where no remembered document says anything of the role."""
    count = len(shown.values)
    answer = np.zeros((count, len(FEATURE_NAMES)))
    telling = [one for one in known if role in one.entry.right or role in one.entry.absent or role in one.entry.wrong]
    if not telling or not count:
        return answer
    weights = np.array([one.match.sure for one in telling])
    place, value, shape, label, fit, wrong = np.tensordot(weights, _parts(role, shown, telling), 1) / weights.sum()
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


def _parts(role: str, shown: Print, telling: Sequence[Known]) -> Floats:
    """Shape (entries, 6, candidates): the best of an entry by place, value, shape, label and fit; and wrong."""
    answer = np.zeros((len(telling), 6, len(shown.values)))
    right = [(at, place) for at, one in enumerate(telling) for place in one.entry.right.get(role, ())]
    wrong = [(at, place) for at, one in enumerate(telling) for place in one.entry.wrong.get(role, ())]
    if not right and not wrong:
        return answer
    both = (*right, *wrong)
    moved = np.stack([telling[at].moved[place] for at, place in both])
    found = fits(role, shown, [place for _, place in both], moved)
    for row, (at, _) in enumerate(right):
        np.maximum(answer[at, :5], found[:, row], out=answer[at, :5])
    for row, (at, _) in enumerate(wrong, len(right)):
        np.maximum(answer[at, 5], found[0, row], out=answer[at, 5])
    for at in {at for at, _ in right} if role in LASTING else ():
        answer[at, 5] = np.maximum(answer[at, 5], 1 - answer[at, :2].max(axis=0))  # neither at the place nor the value
    return answer


def _of_seen_shape(fit: Floats, shape: Floats, overlaps: Bools) -> Floats:
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
