"""What was found for a job: kept packed, and shown to its owner, by polling and by webhook alike."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from air.schema import Evidence, Extraction
from extraction.states import State
from extraction.tables import Job
from operations.service import told


@dataclass(frozen=True, slots=True)
class Found:
    """As on the wire. `evidence` is by result path: confidence, file, page, box and printed text."""

    result: Mapping[str, Any]
    evidence: Mapping[str, Any]
    missing: tuple[str, ...]  # paths of required fields
    is_skipped: bool  # there was nothing to read
    llm: Mapping[str, Any] | None = None  # of the language model: name, answered, values by path

    def pack(self) -> bytes:
        facts = {
            "result": self.result,
            "evidence": self.evidence,
            "missing": self.missing,
            "is_skipped": self.is_skipped,
            "llm": self.llm,
        }
        return zlib.compress(json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode())

    @classmethod
    def of(
        cls,
        extraction: Extraction,
        names: Sequence[str | None],
        *,
        is_skipped: bool,
        llm: Mapping[str, Any] | None = None,
    ) -> Found:
        """`names` are those of the documents, None for the body."""
        evidence = {path: _evidence(one, names) for path, one in extraction.evidence.items()}
        return cls(extraction.result, evidence, tuple(extraction.missing), is_skipped, llm)

    @classmethod
    def unpack(cls, body: bytes) -> Found:
        facts = json.loads(zlib.decompress(body))
        return cls(**{**facts, "missing": tuple(facts["missing"])})


def report(job: Job, found: Found | None, translate: Callable[..., str]) -> dict[str, Any]:
    """The job as its owner sees it, with texts in the language of `translate(message, **facts)`."""
    return {
        "status": State(job.state).word,
        "result": None if found is None else found.result,
        "error": None if job.error is None else told(job.error, translate),
        "details": {
            "body": job.body,
            "document_type": job.document_type,
            "schema_id": job.schema_id,
            "skipped": found is not None and found.is_skipped,
            "file_count": job.file_count,
            "created_at": moment_text(job.created_at),
            "started_at": moment_text(job.started_at),
            "finished_at": moment_text(job.finished_at),
            "webhook_failed": job.webhook_failed,
            "webhook_last_error": job.webhook_last_error,
            "missing": [] if found is None else list(found.missing),
            "evidence": {} if found is None else found.evidence,
            "llm": None if found is None else found.llm,
        },
    }


def meta_of(job: Job) -> dict[str, Any]:
    """`job_id`, and the caller's own id only if the job has one."""
    reference = {} if job.client_reference_id is None else {"client_reference_id": job.client_reference_id}
    return {"job_id": job.id, **reference}


def _evidence(one: Evidence, names: Sequence[str | None]) -> dict[str, Any]:
    facts = one.to_json()
    name = None if one.file_index is None else names[one.file_index]
    return {
        "confidence": facts["confidence"],
        "file": None if name is None else one.file_index,
        "file_name": name,
        "page": None if one.page_index is None else one.page_index + 1,
        "box": facts["box"],
        "text": facts["text"],
    }


def moment_text(moment: datetime | None) -> str | None:
    """
    >>> moment_text(datetime(2025, 1, 31, 10, 15, 30, 120000, UTC))
    '2025-01-31T10:15:30.120000Z'
    """
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
