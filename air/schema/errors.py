"""What is wrong with a schema."""

from __future__ import annotations

from typing import Any

from air.errors import AirError


class BadSchema(AirError):
    """The schema cannot be used; `path` says which part of it: "" is all of it, "lines.amount" a field.

    `reason` is said of that part, with the facts in its placeholders: "lies deeper than %(most)s levels".
    """

    def __init__(self, path: str, reason: str, facts: dict[str, Any] | None = None) -> None:
        super().__init__(path, reason, facts)
        self.path, self.reason, self.facts = path, reason, facts or {}

    def __str__(self) -> str:
        said = self.reason % self.facts
        return f"field {self.path!r}: {said}" if self.path else f"the schema: {said}"
