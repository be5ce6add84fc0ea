"""A schema: the fields that somebody wants to know of a document, with their types and the words that announce them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

TYPES = ("string", "number", "integer", "date", "boolean", "currency", "enum", "object", "list")
SCALARS = TYPES[:7]


@dataclass(frozen=True, slots=True)
class SchemaField:
    """One wanted value."""

    name: str  # the key in the result
    type: str = "string"  # one of `TYPES`
    description: str = ""
    aliases: tuple[str, ...] = ()  # label words in any language
    required: bool = False
    enum: tuple[str, ...] = ()  # the answers of an enum
    fields: tuple[SchemaField, ...] = ()  # of an object, or of each object of a list
    items: str = "string"  # type of the elements of a list without fields; one of `SCALARS`

    @property
    def phrases(self) -> tuple[str, ...]:
        """What may announce the value, the name first."""
        return (self.name, *self.aliases)

    def to_json(self) -> dict[str, Any]:
        """As `air.schema.read_schema` reads it; what is not set is left out."""
        written: dict[str, Any] = {"name": self.name, "type": self.type}
        optional: dict[str, Any] = {
            "description": self.description,
            "aliases": list(self.aliases),
            "required": self.required,
            "enum": list(self.enum),
            "fields": [field.to_json() for field in self.fields],
            "items": self.items if self.type == "list" and not self.fields else "",
        }
        return written | {key: value for key, value in optional.items() if value}


@dataclass(frozen=True, slots=True)
class Schema:
    """The wanted fields, in the order of the result."""

    fields: tuple[SchemaField, ...]
    name: str = ""
    description: str = ""

    def to_json(self) -> dict[str, Any]:
        """As `air.schema.read_schema` reads it."""
        named = {key: value for key, value in (("name", self.name), ("description", self.description)) if value}
        return {**named, "fields": [field.to_json() for field in self.fields]}

    def walk(self) -> Iterator[tuple[str, SchemaField]]:
        """Every field with its path ("lines.amount"), a parent before its parts."""
        yield from _walk("", self.fields)


def _walk(parent: str, fields: tuple[SchemaField, ...]) -> Iterator[tuple[str, SchemaField]]:
    for field in fields:
        path = f"{parent}.{field.name}" if parent else field.name
        yield path, field
        yield from _walk(path, field.fields)
