"""LightGBM without what it would bring along.

Its import pulls in scikit-learn, scipy.stats and pandas wherever they are installed, for estimators that are not used
here: over a second and 60 MB in every worker. While it is imported they count as not installed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

NOT_NEEDED = ("sklearn", "pandas", "matplotlib", "dask", "graphviz", "pyarrow")


def _import_alone(name: str) -> ModuleType:
    absent = [module for module in NOT_NEEDED if module not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None means: cannot be imported
    try:
        return import_module(name)
    finally:
        for module in absent:
            del sys.modules[module]


_import_alone("lightgbm")

import lightgbm  # noqa: E402  # again by its name, which type checkers know

__all__ = ["lightgbm"]
