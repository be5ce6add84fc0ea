"""Gradient-boosted trees as they are stored: LightGBM text (gzip) and a JSON manifest beside it.

The manifest names the features in column order, so a model that was trained on other features is never used.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from air.calibration import checked
from air.errors import StaleModel

if TYPE_CHECKING:
    from air.boosting import lightgbm


@dataclass(frozen=True, slots=True)
class Trees:
    """A trained booster with the names of its features and what is known about it."""

    name: str
    feature_names: tuple[str, ...]
    booster: lightgbm.Booster
    manifest: dict[str, Any] = field(default_factory=dict)  # samples, seed, scores, calibration, versions

    def predict(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Raw answer of the objective: shape (n,) for binary, (n, classes) for multiclass.

        One thread: documents are read side by side, and threads would not survive a fork.
        """
        return np.asarray(self.booster.predict(features, num_threads=1), dtype=np.float64)

    def save(self, folder: Path) -> None:
        """Write NAME.txt.gz and NAME.json; the same trees give the same bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        text = self.booster.model_to_string().encode()
        (folder / f"{self.name}.txt.gz").write_bytes(gzip.compress(text, 9, mtime=0))
        manifest = {"name": self.name, "featureNames": list(self.feature_names), **self.manifest}
        (folder / f"{self.name}.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")

    @classmethod
    def load(cls, folder: Path, name: str, feature_names: Sequence[str]) -> Self:
        """Read what `save` wrote.

        Raises:
            StaleModel: nothing there, damaged, made for other features, or calibrated in an unknown way.
        """
        try:
            text = gzip.decompress((folder / f"{name}.txt.gz").read_bytes()).decode()
            manifest = json.loads((folder / f"{name}.json").read_text())
        except (OSError, ValueError, EOFError) as error:
            raise StaleModel(name, f"{type(error).__name__}: {error}") from error
        if manifest.pop("featureNames", None) != list(feature_names):
            raise StaleModel(name, "it was trained on other features; run `make train`")
        _check(manifest.get("calibration"), name)
        return cls(name, tuple(feature_names), booster(text, name), manifest)


def booster(text: str, name: str) -> lightgbm.Booster:
    """The trees that LightGBM wrote; who only knows of models need not load it.

    Raises:
        StaleModel: they cannot be read.
    """
    from air.boosting import lightgbm

    try:
        return lightgbm.Booster(model_str=text)
    except lightgbm.basic.LightGBMError as error:
        raise StaleModel(name, f"its trees cannot be read: {error}") from error


def _check(calibration: Any, name: str) -> None:
    """Raise `StaleModel` unless it is none, a curve, or several by name."""
    is_several = isinstance(calibration, dict) and calibration and "score" not in calibration
    for points in calibration.values() if is_several else (calibration,):
        checked(points, name)
