"""Forgetting: a deleted model takes its operations, their results, readings, feedback and its trees along.

The row of the model is marked first and goes last. Whoever is interrupted in between is followed by the sweep, and as
long as the row is there, everything that may have been written under its name can be found.
"""

from __future__ import annotations

from uuid import UUID

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from infra.machine import Machine
from models_store.tables import CustomModel, ModelVersion
from models_store.versions import key_of, next_number
from operations.tables import Operation, OperationFeedback, OperationReading, OperationResult

log = structlog.get_logger(__name__)


def erase_deleted(machine: Machine) -> None:
    """Finish every deletion that was begun."""
    with machine.database.system_session() as session:
        marked = session.execute(
            select(CustomModel.tenant_id, CustomModel.id).where(CustomModel.deleted_at.is_not(None))
        ).all()
    for tenant_id, model_id in marked:
        erase(machine, tenant_id, model_id)


def erase(machine: Machine, tenant_id: int, model_id: UUID) -> None:
    """Delete everything of a model that is marked as deleted; bytes first, so that none is left without a row."""
    with machine.database.session(tenant_id) as session:
        keys = _keys(session, tenant_id, model_id)
    for key in keys:
        machine.blobs.delete(key)
    with machine.database.session(tenant_id) as session:
        forget_operations(session, list(session.scalars(_operations(model_id))))
        session.execute(delete(ModelVersion).where(ModelVersion.model_id == model_id))
        session.execute(delete(CustomModel).where(CustomModel.id == model_id, CustomModel.deleted_at.is_not(None)))
    log.info("model erased", model=str(model_id), tenant=tenant_id)


def forget_operations(session: Session, operation_ids: list[UUID]) -> None:
    """Delete operations with all that hangs on them; their input must be deleted already."""
    for start in range(0, len(operation_ids), 500):
        some = operation_ids[start : start + 500]
        for table in (OperationFeedback, OperationReading, OperationResult):
            session.execute(delete(table).where(table.operation_id.in_(some)))
        session.execute(delete(Operation).where(Operation.id.in_(some)))


def _operations(model_id: UUID):  # type: ignore[no-untyped-def]
    return select(Operation.id).where(Operation.model_id == model_id)


def _keys(session: Session, tenant_id: int, model_id: UUID) -> list[str]:
    """All bytes that were stored for the model, and those that a training may have been about to publish."""
    inputs = session.scalars(
        select(Operation.input_key).where(Operation.model_id == model_id, Operation.input_key.is_not(None))
    )
    trees = (key_of(tenant_id, model_id, number) for number in range(1, next_number(session, model_id) + 1))
    return [*(key for key in inputs if key is not None), *trees]
