"""The rows of custom models: which there are, and which of a tenant's may be used."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models_store.tables import CustomModel, ModelVersion
from wire.errors import EntityNotFound


def get(session: Session, model_id: UUID, *, kept: bool = False, changed: bool = False) -> CustomModel:
    """The model; `kept` keeps it from being deleted until the session ends, `changed` keeps others from changing it.

    Raises:
        EntityNotFound: the tenant has no such model, or it is being deleted.
    """
    statement = select(CustomModel).where(CustomModel.id == model_id, CustomModel.deleted_at.is_(None))
    if kept or changed:
        statement = statement.with_for_update(read=not changed)
    model = session.scalars(statement).one_or_none()
    if model is None:
        raise EntityNotFound("model", model_id)
    return model


def version_of(session: Session, model: CustomModel) -> ModelVersion | None:
    """The version in use; None before the first training."""
    if model.version is None:
        return None
    wanted = ModelVersion.model_id == model.id, ModelVersion.number == model.version
    return session.scalars(select(ModelVersion).where(*wanted)).one_or_none()
