"""Schemas of a business: made, changed (as a new version), listed, deleted; what they describe is for the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from air.schema import BadSchema, read_schema
from extraction import listing, llm
from extraction.errors import SchemaNotFound
from extraction.tables import ExtractionSchema, Job, JobFeedback, SchemaVersion, storable
from infra.database import Database
from infra.types import now
from wire import InvalidInput, Problem

MOST_SCHEMAS = 1000
MAX_NAME = 128  # characters
TOO_MANY = "A business may have at most %(most)s schemas."
NO_MODEL = "llm: there is no language model %(name)s; the operator has set up: %(known)s."
NO_NAME = "name is required."


@dataclass(frozen=True, slots=True)
class SchemaView:
    """A schema as it is shown: its newest version."""

    schema: ExtractionSchema
    version: SchemaVersion
    feedback_count: int


def create(database: Database, tenant_id: int, asked: Mapping[str, Any]) -> SchemaView:
    """Raises `InvalidInput`, with the path of what is wrong."""
    name, description, definition = _read(asked)
    with database.session(tenant_id) as session:
        made = select(func.count()).select_from(ExtractionSchema).where(ExtractionSchema.deleted_at.is_(None))
        if (session.scalar(made) or 0) >= MOST_SCHEMAS:
            raise InvalidInput(TOO_MANY, most=MOST_SCHEMAS)
        schema = ExtractionSchema(name=name, description=description)
        session.add(schema)
        session.flush()
        version = SchemaVersion(schema_id=schema.id, number=1, definition=definition)
        session.add(version)
    return SchemaView(schema, version, 0)


def change(database: Database, tenant_id: int, schema_id: int, asked: Mapping[str, Any]) -> SchemaView:
    """Replace a schema; jobs of before keep what they had. Raises `InvalidInput`, `SchemaNotFound`."""
    name, description, definition = _read(asked)
    with database.session(tenant_id) as session:
        schema = _known(session, schema_id, lock={})
        old = _version(session, schema)
        schema.name, schema.description, schema.updated_at = name, description, now()
        if old.definition != definition:
            schema.version += 1
            session.add(SchemaVersion(schema_id=schema.id, number=schema.version, definition=definition))
            session.flush()
            forget_version(session, old.id)
        return _view(session, schema)


def one(database: Database, tenant_id: int, schema_id: int) -> SchemaView:
    """Raises `SchemaNotFound`."""
    with database.session(tenant_id) as session:
        return _view(session, _known(session, schema_id))


def page(database: Database, tenant_id: int, asked: Mapping[str, Any]) -> listing.Page:
    with database.session(tenant_id) as session:
        shown = select(ExtractionSchema).where(ExtractionSchema.deleted_at.is_(None))
        found = listing.page(session, shown, asked, key=ExtractionSchema.id)
        return found.showing([_view(session, schema) for schema in found.results])


def delete_schema(database: Database, tenant_id: int, schema_id: int) -> None:
    """With what was learnt for it; jobs that have it keep their version. Raises `SchemaNotFound`."""
    with database.session(tenant_id) as session:
        schema = _known(session, schema_id, lock={})
        session.execute(delete(JobFeedback).where(JobFeedback.schema_id == schema_id))
        schema.deleted_at, schema.serial = now(), schema.serial + 1
        session.flush()
        for version_id in session.scalars(select(SchemaVersion.id).where(SchemaVersion.schema_id == schema_id)).all():
            forget_version(session, version_id)


def current(session: Session, schema_id: int) -> SchemaVersion:
    """The version that new jobs get, kept until the transaction ends; raises `SchemaNotFound`."""
    return _version(session, _known(session, schema_id, lock={"read": True, "key_share": True}))


def forget_version(session: Session, version_id: int) -> None:
    """Delete a version that no job has and that is not the newest of a schema."""
    version = session.get(SchemaVersion, version_id)
    if version is None or session.scalars(select(Job.id).where(Job.schema_version_id == version_id).limit(1)).first():
        return
    schema = session.get_one(ExtractionSchema, version.schema_id)
    if schema.deleted_at is not None or schema.version != version.number:
        session.delete(version)


def _read(asked: Mapping[str, Any]) -> tuple[str, str | None, dict[str, Any]]:
    """Name, description and definition; of our own form, or of JSON Schema, here or in `schema`."""
    source = asked["schema"] if isinstance(asked.get("schema"), Mapping) else asked
    try:
        schema = read_schema(source)
    except BadSchema as error:
        raise InvalidInput.of([Problem(_sentence(error), (error.path,) if error.path else ())]) from error
    name = asked.get("name") or asked.get("title") or schema.name
    if not name:
        raise InvalidInput(NO_NAME, "name")
    return (
        name[:MAX_NAME],
        asked.get("description") or schema.description or None,
        {"fields": schema.to_json()["fields"]} | _language_model(asked.get("llm")),
    )


def _sentence(error: BadSchema) -> str:
    """What is wrong with a schema, in the caller's language."""
    reason = gettext(error.reason, **error.facts)
    if not error.path:
        return gettext("the schema: %(reason)s.", reason=reason)
    return gettext("field '%(path)s': %(reason)s.", path=error.path, reason=reason)


def _language_model(name: str | None) -> dict[str, str]:
    """What a definition has of it, beside the fields."""
    if name is None:
        return {}
    if llm.named(name) is None:
        raise InvalidInput(NO_MODEL, "llm", name=name, known=", ".join(llm.names()) or "-")
    return {"llm": name}


def _known(session: Session, schema_id: int, *, lock: Mapping[str, bool] | None = None) -> ExtractionSchema:
    """`lock` holds the row until the transaction ends; its options are those of `with_for_update`."""
    is_it = ExtractionSchema.id == storable(schema_id), ExtractionSchema.deleted_at.is_(None)
    statement = select(ExtractionSchema).where(*is_it)
    schema = session.scalars(statement if lock is None else statement.with_for_update(**lock)).one_or_none()
    if schema is None:
        raise SchemaNotFound(id=schema_id)
    return schema


def _version(session: Session, schema: ExtractionSchema) -> SchemaVersion:
    its = SchemaVersion.schema_id == schema.id, SchemaVersion.number == schema.version
    return session.scalars(select(SchemaVersion).where(*its)).one()


def _view(session: Session, schema: ExtractionSchema) -> SchemaView:
    counted = select(func.count()).select_from(JobFeedback).where(JobFeedback.schema_id == schema.id)
    return SchemaView(schema, _version(session, schema), session.scalar(counted) or 0)
