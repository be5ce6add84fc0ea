"""What is wrong with a schema."""

from __future__ import annotations

from air.errors import AirError


class BadSchema(AirError):
    """The schema cannot be used; `path` says which part of it: "" is all of it, "lines.amount" a field."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"field {self.path!r}: {self.reason}" if self.path else f"the schema {self.reason}"
