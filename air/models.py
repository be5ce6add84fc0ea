"""All models that recognition needs, loaded together from one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from air.document import Document
from air.fields import FieldModels
from air.tables import TableModels


@dataclass(frozen=True, slots=True)
class Models:
    fields: FieldModels
    tables: TableModels

    def for_document(self, document: Document) -> Models:
        """The models to read this document with; models that were taught have others for layouts they know."""
        return self

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `fields/` and `tables/` of the folder.

        Raises:
            StaleModel: a model is missing or was made for other features.
        """
        return cls(FieldModels.load(folder / "fields"), TableModels.load(folder / "tables"))

    def save(self, folder: Path) -> None:
        """Write what `load` reads."""
        self.fields.save(folder / "fields")
        self.tables.save(folder / "tables")
