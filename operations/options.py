"""What a client asked for with a document."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Options:
    """Kept with the operation as JSON."""

    legislation: str
    culture: str | None = None
    excluded: tuple[tuple[str, str], ...] = ()  # field name, value
    with_line_items: bool = False
    with_words: bool = True
    with_raw_tables: bool = True

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(**{**stored, "excluded": tuple((name, value) for name, value in stored["excluded"])})
