"""What extraction answers: values in the form of the schema, and where each was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from air.document import Box


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands; without a page where it follows from others."""

    confidence: float  # 0 to 1, calibrated
    file_index: int | None = None  # of the documents given
    page_index: int | None = None  # within its file
    box: Box | None = None
    text: str | None = None  # as printed

    def to_json(self) -> dict[str, Any]:
        box = self.box and {side: round(getattr(self.box, side), 5) for side in ("left", "top", "right", "bottom")}
        return {
            "confidence": round(self.confidence, 4), "file_index": self.file_index, "page_index": self.page_index,
            "box": box, "text": self.text,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extraction:
    """The answer to a schema."""

    result: dict[str, Any]  # JSON-able: None where not found, [] for a list without elements, dates as YYYY-MM-DD
    evidence: dict[str, Evidence] = field(default_factory=dict)  # result path ("total", "lines[0].amount") -> place
    missing: tuple[str, ...] = ()  # paths of required fields without a value

    def to_json(self) -> dict[str, Any]:
        evidence = {path: one.to_json() for path, one in self.evidence.items()}
        return {"result": self.result, "evidence": evidence, "missing": list(self.missing)}
