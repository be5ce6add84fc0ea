"""What is remembered of one checked document."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from air.memory.layout import Layout


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stood; `y` counts pages (1.25 is a quarter down the second page)."""

    left: float
    right: float
    y: float  # of the middle of its first line
    lines: int
    label: str  # words that announce it; empty if none do


@dataclass(frozen=True, slots=True)
class Entry:
    """The places of right values, what was absent, and who sent it. JSON-able; a path in none of them is not known."""

    layout: str  # of `air.memory.layout`, base64
    places: dict[str, Place] = field(default_factory=dict)  # by path
    absent: tuple[str, ...] = ()  # paths that the document has no value for
    texts: dict[str, str] = field(default_factory=dict)  # path -> the right text, of string fields
    lines: tuple[tuple[float, ...], ...] = ()  # lines at the head by `air.schema.habit`, and 1 if they are the name

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        places = {path: Place(**place) for path, place in data.get("places", {}).items()}
        lines = tuple(tuple(map(float, line)) for line in data.get("lines", ()))
        return cls(str(data["layout"]), places, tuple(data.get("absent", ())), dict(data.get("texts", {})), lines)

    def read_layout(self) -> Layout:
        """The layout as it can be compared."""
        return Layout.from_bytes(base64.b64decode(self.layout))
