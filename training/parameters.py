"""How the trees of fields grow: what the search of `training.tuning` chose, kept in parameters.json."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

CHOSEN = Path(__file__).with_name("parameters.json")
FIXED: dict[str, Any] = {
    "objective": "binary", "bagging_freq": 1, "max_bin": 63, "deterministic": True, "force_col_wise": True,
    "num_threads": 1,  # roles are fitted side by side instead
    "verbose": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is worth searching; names and meanings are LightGBM's, `rounds` is the number of trees."""

    learning_rate: float
    num_leaves: int
    min_data_in_leaf: int
    feature_fraction: float
    bagging_fraction: float
    lambda_l2: float
    rounds: int

    def for_lightgbm(self, seed: int) -> dict[str, Any]:
        """All parameters of a booster but the number of its rounds."""
        chosen = asdict(self)
        del chosen["rounds"]
        return {**FIXED, **chosen, "seed": seed}


def load_parameters(path: Path = CHOSEN) -> Parameters:
    """Read what was chosen."""
    return Parameters(**json.loads(path.read_text()))


def save_parameters(parameters: Parameters, path: Path = CHOSEN) -> None:
    """Keep what was chosen."""
    path.write_text(json.dumps(asdict(parameters), indent=1, sort_keys=True) + "\n")
