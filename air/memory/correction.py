"""What training made of all that a tenant validated: trees that continue from the score memory arrived at.

They see nothing of the pretrained features, only what came of them, so a new pretrained model leaves them valid. An
artifact is one gzipped JSON text: the trees as LightGBM writes them, the calibration, and what labels meant.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from air.calibration import Points, checked
from air.errors import StaleModel
from air.fields import ROLES
from air.memory.added import NAME, AddedTrees, Counts, share_right
from air.memory.evidence import FEATURE_NAMES as EVIDENCE
from air.memory.headings import FEATURE_NAMES as HEADING_FEATURES
from air.memory.headings import HeadingCorrection, HeadingHabits
from air.memory.rows import FEATURE_NAMES as ROW_FEATURES
from air.memory.rows import RowCorrection, RowHabits
from air.memory.shown import Print

FORMAT = 2
STANDING = ("score", "rank", "behind_best", "best_other", "count", "left", "y", "from_end", "words", "unsure")
HABITS = ("label_right", "label_seen", "value_right", "value_wrong")
FEATURE_NAMES = (*(f"memory_{name}" for name in EVIDENCE), *STANDING, *HABITS)
FEATURES = {"roles": list(FEATURE_NAMES), "headings": list(HEADING_FEATURES), "rows": list(ROW_FEATURES)}

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Habits:
    """What the labels and the values of a role were, over all layouts."""

    labels: Counts = field(default_factory=dict)
    values: Counts = field(default_factory=dict)

    def features(self, shown: Print) -> Floats:
        """Shape (candidates, `HABITS`)."""
        values = np.array([self.values.get(text, (0, 0)) for text in shown.values.tolist()], dtype=float)
        return np.hstack([share_right(self.labels, shown.labels.tolist()), np.log1p(values.reshape(-1, 2))])


@dataclass(frozen=True)
class RoleCorrection(AddedTrees):
    """The trees of one role with its calibration (points from confidence so far, `score`, to `right`)."""

    calibration: Points | None
    habits: Habits


@dataclass(frozen=True, slots=True)
class Correction:
    """The corrections of a version, by role, and of tables; what is not there stays as memory left it."""

    roles: Mapping[str, RoleCorrection]
    headings: HeadingCorrection | None = None
    rows: RowCorrection | None = None
    size: int = 0  # bytes in memory, roughly

    def to_bytes(self) -> bytes:
        """The artifact; the same corrections give the same bytes."""
        roles = {
            role: {"trees": one.text, "calibration": one.calibration, "labels": dict(one.habits.labels),
                   "values": dict(one.habits.values)}
            for role, one in self.roles.items()
        }  # fmt: skip
        headings = self.headings and {"trees": self.headings.text, "meanings": self.headings.habits.meanings}
        rows = self.rows and {"trees": self.rows.text, "words": dict(self.rows.habits.words)}
        content = {"format": FORMAT, "features": FEATURES, "roles": roles, "headings": headings, "rows": rows}
        return gzip.compress(json.dumps(content, sort_keys=True, ensure_ascii=False).encode(), 6, mtime=0)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what `to_bytes` wrote.

        Raises:
            StaleModel: damaged, of other features, or with a calibration that is none.
        """
        try:
            content = json.loads(gzip.decompress(data))
        except (OSError, ValueError, EOFError) as error:
            raise StaleModel(NAME, f"{type(error).__name__}: {error}") from error
        features = {"rows": FEATURES["rows"], **content.get("features", {})}  # earlier versions learnt nothing of rows
        if content.get("format") != FORMAT or features != FEATURES:
            raise StaleModel(NAME, "it was trained on other features")
        known = {role: _role(one) for role, one in content["roles"].items() if role in ROLES}
        headings = content["headings"]
        read = headings and HeadingCorrection(headings["trees"], HeadingHabits(headings["meanings"]))
        rows = content.get("rows")
        of_rows = rows and RowCorrection(rows["trees"], RowHabits(_counts(rows["words"])))
        return cls(known, read, of_rows, 4 * len(data))


def standing(role: str, odds: Mapping[str, Floats], shown: Print) -> Floats:
    """Shape (candidates, `STANDING`): how a candidate stands among the others; `odds` are those of all its roles."""
    own = odds[role]
    others = [values for name, values in odds.items() if name != role]
    best_other = np.max(others, axis=0) if others else np.full(len(own), np.nan)
    rank = (own[None, :] > own[:, None] + 1e-9).sum(axis=1)
    pages, words = len(set(shown.words[:, 0].tolist())), shown.words[:, 3] - shown.words[:, 2] + 1
    return np.column_stack([
        own, rank, own.max() - own, best_other, np.full(len(own), len(own)), shown.left, shown.y % 1,
        pages - np.floor(shown.y), words, shown.doubts,
    ])  # fmt: skip


def _role(stored: Mapping[str, Any]) -> RoleCorrection:
    habits = Habits(_counts(stored["labels"]), _counts(stored["values"]))
    return RoleCorrection(stored["trees"], checked(stored["calibration"], NAME), habits)


def _counts(stored: Mapping[str, Any]) -> Counts:
    return {text: (right, wrong) for text, (right, wrong) in stored.items()}
