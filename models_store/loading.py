"""Models from disk to memory, once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from air.models import Models
    from air.schema import SchemaModels


def pretrained() -> Path:
    """The folder of the shipped models."""
    return Path(__file__).parent / "pretrained"


@cache
def load_pretrained() -> Models:
    """The shipped models; raises `air.errors.StaleModel` if there are none or they are of another version."""
    from air.models import Models  # with LightGBM behind it, which who only knows of models need not load

    return Models.load(pretrained())


@cache
def load_schema_models() -> SchemaModels:
    """The shipped models for user-defined schemas, with those of header fields and tables; raises `StaleModel`."""
    from air.schema import SchemaModels

    return SchemaModels.load(pretrained() / "schema", load_pretrained())
