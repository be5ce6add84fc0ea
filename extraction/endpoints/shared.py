"""What the endpoints of this wire have in common."""

from __future__ import annotations

import marshmallow as ma

from extraction.results import moment_text
from wire import Schema

PREFIX = "/api/v1"


class Moment(ma.fields.String):
    """A moment in UTC: ISO 8601 with a Z."""

    def __init__(self, **kwargs: object) -> None:
        metadata = {"format": "date-time", "example": "2025-01-31T10:15:30.120000Z"}
        super().__init__(metadata=metadata, **kwargs)  # type: ignore[arg-type]

    def _serialize(self, value: object, attr: str | None, obj: object, **kwargs: object) -> str | None:
        return moment_text(value)  # type: ignore[arg-type]


class MessageSchema(Schema):
    message = ma.fields.String(required=True)
