"""An answer to one field before it has its place in the result."""

from __future__ import annotations

from dataclasses import dataclass

from air.document import Box
from air.schema.definition import SchemaField
from air.schema.values import Json


@dataclass(frozen=True, slots=True)
class Answer:
    """A value and where it stands; `page_index` counts the pages of all files."""

    value: Json
    confidence: float
    text: str | None = None
    page_index: int | None = None
    box: Box | None = None


Answers = dict[str, Answer]  # by result path: "total", "lines[0].amount"


def empty(field: SchemaField) -> Json:
    """What stands for a value that was not found."""
    return None
