"""The models that extraction needs, loaded together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from air.models import Models


@dataclass(frozen=True, slots=True)
class SchemaModels:
    """The models of header fields and tables, and those of user-defined fields."""

    known: Models

    @classmethod
    def load(cls, folder: Path, known: Models) -> Self:
        """Read what `save` wrote to the folder.

        Raises:
            StaleModel: a model is missing or was made for other features.
        """
        return cls(known)
