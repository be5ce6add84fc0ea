"""Fields that somebody defined: from documents and a schema to typed JSON with its evidence.

A field that means a known header field or column of line items uses its model; any other is found by the words that
announce it, by one model of "does this label announce this field" for all fields there may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from air.schema.answer import Evidence, Extraction
from air.schema.definition import Schema, SchemaField
from air.schema.errors import BadSchema
from air.schema.files import document_of_text
from air.schema.reading import read_schema

if TYPE_CHECKING:
    from air.schema.extract import extract
    from air.schema.models import SchemaModels

__all__ = [
    "BadSchema", "Evidence", "Extraction", "Schema", "SchemaField", "SchemaModels", "document_of_text", "extract",
    "read_schema",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """What finds values has LightGBM behind it, which who only writes schemas down need not load."""
    if name == "extract":
        from air.schema.extract import extract as found
    elif name == "SchemaModels":
        from air.schema.models import SchemaModels as found  # type: ignore[assignment]
    else:
        raise AttributeError(name)
    globals()[name] = found  # the function, where the import of its module has put that
    return found
