"""Fields that somebody defined: from documents and a schema to typed JSON with its evidence.

A field that means a known header field or column of line items uses its model; any other is found by the words that
announce it, by one model of "does this label announce this field" for all fields there may be.
"""

from air.schema.answer import Evidence, Extraction
from air.schema.definition import Schema, SchemaField
from air.schema.errors import BadSchema
from air.schema.extract import extract
from air.schema.files import document_of_text
from air.schema.models import SchemaModels
from air.schema.reading import read_schema

__all__ = [
    "BadSchema", "Evidence", "Extraction", "Schema", "SchemaField", "SchemaModels", "document_of_text", "extract",
    "read_schema",
]  # fmt: skip
