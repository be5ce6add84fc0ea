"""What a person says was right, kept with the job; its schema learns from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from air.schema import read_schema
from extraction.errors import HasNoResult, SchemaNotFound
from extraction.results import meta_of
from extraction.states import State
from extraction.tables import ExtractionSchema, JobFeedback, SchemaVersion
from extraction.truth import problems_with
from extraction.viewing import known
from infra.database import Database
from wire import InvalidInput


def give(database: Database, tenant_id: int, job_id: int, truth: Mapping[str, Any]) -> tuple[Mapping[str, Any], int]:
    """Keep the right values, replacing earlier ones; the job's meta, and how many jobs its schema learnt from.

    Raises:
        JobNotFound; HasNoResult: it is not successful.
        InvalidInput: values that its schema has no place for.
        SchemaNotFound: it was deleted.
    """
    with database.session(tenant_id) as session:
        job = known(session, job_id)
        if job.state != State.SUCCESSFUL:
            raise HasNoResult(meta={"job_id": job_id})
        definition = session.get_one(SchemaVersion, job.schema_version_id).definition
        if problems := problems_with(truth, read_schema(definition)):
            raise InvalidInput.of(problems)
        schema = session.get_one(ExtractionSchema, job.schema_id, with_for_update=True)
        if schema.deleted_at is not None:
            raise SchemaNotFound(id=schema.id)
        schema.serial += 1
        row = session.get(JobFeedback, job_id) or JobFeedback(job_id=job_id, schema_id=schema.id)
        row.serial, row.truth, row.entry = schema.serial, dict(truth), None
        session.add(row)
        session.flush()
        counted = select(func.count()).select_from(JobFeedback).where(JobFeedback.schema_id == schema.id)
        return meta_of(job), session.scalar(counted) or 0
