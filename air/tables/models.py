"""The three models that read tables, and how they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from air.calibration import calibrated
from air.tables import headings, items, roles
from air.tables.gutters import Span
from air.tables.layout import Layout
from air.trees import Trees


@dataclass(frozen=True, slots=True)
class TableModels:
    """`rows` names each row's role, `headings` each column's meaning, `line_items` says if a line is right."""

    rows: Trees
    headings: Trees
    line_items: Trees

    def role_probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Shape (rows, `ROLES`)."""
        return self.rows.predict(features) if len(features) else np.empty((0, len(roles.ROLES)))

    def roles_of(self, layout: Layout, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same for the rows of one page, those among line items settled; taught models look at what rows say."""
        return roles.with_siblings(layout, features, self.role_probabilities(features))

    def headers_of(self, spans: Sequence[Span], features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Shape (columns, `TABLE_HEADERS`) for the columns of one table."""
        return self.header_probabilities(features)

    def header_probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Shape (columns, `TABLE_HEADERS`)."""
        return self.headings.predict(features)

    def confidences(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """One calibrated confidence per line item, 0 to 1."""
        if not len(features):
            return np.empty(0)
        points = self.line_items.manifest["calibration"]
        return np.array([calibrated(points, score) for score in self.line_items.predict(features)])

    def save(self, folder: Path) -> None:
        """Write the models as NAME.txt.gz and NAME.json."""
        for trees in (self.rows, self.headings, self.line_items):
            trees.save(folder)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            StaleModel: a model is missing, damaged or made for other features.
        """
        return cls(
            Trees.load(folder, "rows", roles.FEATURE_NAMES),
            Trees.load(folder, "headings", headings.FEATURE_NAMES),
            Trees.load(folder, "line_items", items.FEATURE_NAMES),
        )
