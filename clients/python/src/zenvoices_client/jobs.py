"""What the wire of extraction jobs tells. Times are in UTC; boxes are fractions of the page, origin top-left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobStatus(StrEnum):
    PENDING = "pending"
    SUCCESSFUL = "successful"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class EvidenceBox:
    """A rectangle on a page: 0 to 1, origin top-left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was found; without a page where it follows from others."""

    confidence: float  # 0 to 1
    file: int | None = None  # from 0; None: the body
    file_name: str | None = None
    page: int | None = None  # from 1
    box: EvidenceBox | None = None
    text: str | None = None  # as printed


@dataclass(frozen=True, slots=True)
class JobDetails:
    """`missing` are the paths of required fields without a value; `evidence` is by path of the result."""

    body: str | None
    document_type: str
    schema_id: int
    skipped: bool  # there was nothing to read
    file_count: int
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    webhook_failed: bool
    webhook_last_error: str | None
    missing: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    llm: Mapping[str, Any] | None = None  # what the schema's language model said: name, answered, values by path


@dataclass(frozen=True, slots=True)
class Job:
    """A job; `details` only where one job was asked for, not where it was just created."""

    job_id: int
    client_reference_id: str | None
    status: JobStatus
    result: Mapping[str, Any] | None  # of your schema; None until it was successful
    error: str | None
    details: JobDetails | None = None

    @property
    def has_ended(self) -> bool:
        return self.status is not JobStatus.PENDING


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as the list shows it."""

    job_id: int
    status: JobStatus
    client_reference_id: str | None
    created_at: datetime
    document_type: str
    schema_id: int
    file_count: int
    webhook_failed: bool
