"""A schema's language model beside what was found for a job; how much it counts follows from feedback."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from air.document import Document
from air.schema import Extraction, Schema
from extraction.llm import LanguageModel, heard
from extraction.opinions import merge, same, trust_of
from extraction.results import Found
from extraction.tables import Job, JobFeedback, JobResult
from infra.machine import Machine

MOST_JOBS = 100  # corrected ones that are looked at, the newest
_STEPS = re.compile(r"[^.\[\]]+")
_NOT_SAID = object()


def consult(
    machine: Machine,
    job: Job,
    model: LanguageModel,
    schema: Schema,
    documents: Sequence[Document],
    found: Extraction,
) -> tuple[Extraction, dict[str, Any]]:
    """Both readings as one, and what the model said of it; the same again if it said nothing."""
    answers = heard(model, schema, documents)
    values = {path: one.value for path, one in (answers or {}).items()}
    said = {"name": model.name, "answered": answers is not None, "values": values}
    if not answers:
        return found, said
    return merge(found, schema, answers, trust_of(list(_judged(machine, job, model)))), said


def _judged(machine: Machine, job: Job, model: LanguageModel) -> Iterator[bool]:
    """Whether its earlier answers to this schema were right, as far as anybody said."""
    with machine.database.session(job.tenant_id) as session:
        corrected = (
            select(JobFeedback.truth, JobResult.body)
            .join(JobResult, JobResult.job_id == JobFeedback.job_id)
            .where(JobFeedback.schema_id == job.schema_id, JobFeedback.job_id != job.id)
            .order_by(JobFeedback.serial.desc())
            .limit(MOST_JOBS)
        )
        rows = session.execute(corrected).all()
    for truth, body in rows:
        said = Found.unpack(body).llm
        if said is not None and said["name"] == model.name:
            yield from judged(said["values"], truth)


def judged(values: Mapping[str, Any], truth: Mapping[str, Any]) -> Iterator[bool]:
    """Whether each value is right; nothing where the truth says nothing.

    >>> list(judged({"total": 12.5, "lines[1].code": "X-17", "date": "2025-01-29"}, {"total": 12.5, "lines": [{}]}))
    [True, False]
    """
    for path, value in values.items():
        right = _at(truth, path)
        if right is not _NOT_SAID:
            yield same(value, right)


def _at(truth: Any, path: str) -> Any:
    """The value at a result path; None past the end of a list, `_NOT_SAID` where a key is left out."""
    for step in _STEPS.findall(path):
        if isinstance(truth, list):
            truth = truth[int(step)] if int(step) < len(truth) else None
        elif isinstance(truth, Mapping):
            truth = truth.get(step, _NOT_SAID)
        if truth is None or truth is _NOT_SAID:
            return truth
    return truth
