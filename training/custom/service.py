"""Models of a tenant: made, listed, scheduled for training, rolled back, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from infra.machine import Machine
from infra.queue import QueueDown
from infra.types import now
from models_store import models, versions
from models_store.tables import CustomModel, ModelVersion
from operations import erasing
from operations.tables import Operation, OperationFeedback
from operations.validation import count_validated, validated
from training.custom.gates import Gates
from wire import BusinessError, EntityNotFound, InvalidInput
from wire.paging import PagedResult, page_of

JOB, QUEUE = "training.custom.jobs.run", "default"
JOB_TIMEOUT_SECONDS = 3600
TO_BE_QUEUED_WITHIN = timedelta(seconds=20)  # else the sweep does it
MOST_MODELS = 50
MOST_VERSIONS = 100  # shown
TOO_MANY = "There may be at most %(most)s models."
NAME_TAKEN = "name is taken by another model."
TOO_FEW = "Training needs %(needed)s validated operations; there are %(count)s."
TOO_SOON = "This model may be trained again from %(moment)s on."
NOT_VALIDATED = "This operation has not been validated."
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ModelReport:
    """A model as its owner sees it; `versions` newest first, only the newest where the list is asked for."""

    model: CustomModel
    validated: int
    versions: tuple[ModelVersion, ...] = ()

    @property
    def newest(self) -> ModelVersion | None:
        return self.versions[0] if self.versions else None


def create_or_update(machine: Machine, tenant_id: int, given: Mapping[str, Any]) -> UUID:
    """Make a model, or change the one with that id.

    Raises:
        EntityNotFound, InvalidInput: the name is taken; BusinessError: there are too many.
    """
    with machine.database.session(tenant_id) as session:
        model = models.get(session, given["id"], changed=True) if given["id"] else _new(session)
        same = select(CustomModel.id).where(CustomModel.name == given["name"], CustomModel.id != model.id)
        if session.scalars(same).first() is not None:
            raise InvalidInput(NAME_TAKEN, "name")
        model.name, model.description = given["name"], given["description"]
        if given["instantLearning"] is not None:
            model.instant_learning = given["instantLearning"]
        if given["autoTrain"] is not None:
            model.auto_train = given["autoTrain"] or None
        session.add(model)
        session.flush()
        return model.id


def list_models(machine: Machine, tenant_id: int, paging: Mapping[str, Any]) -> PagedResult:
    """A page of the tenant's models."""
    validated = (
        select(func.count())
        .select_from(OperationFeedback)
        .where(OperationFeedback.model_id == CustomModel.id)
        .correlate(CustomModel)
        .scalar_subquery()
    )
    sortable = {
        "id": CustomModel.id, "name": CustomModel.name, "description": CustomModel.description,
        "creationTime": CustomModel.created_at, "lastTrainingTime": CustomModel.last_trained_at,
        "isTrainingScheduled": CustomModel.scheduled_at.is_not(None),
        "lastTrainingErrorMessage": CustomModel.last_error["message"].as_string(),
        "validatedOperationCount": validated, "nextTrainingAllowedTime": CustomModel.next_training_at,
        "instantLearning": CustomModel.instant_learning, "autoTrain": func.coalesce(CustomModel.auto_train, 0),
        "version": CustomModel.version,
    }  # fmt: skip
    with machine.database.session(tenant_id) as session:
        statement = select(CustomModel).where(CustomModel.deleted_at.is_(None))
        page = page_of(session, statement, paging, sortable=sortable, key=CustomModel.id)
        reports = [_report(session, model, most=1) for model in page.items]
    return PagedResult(page.total_count, reports)


def get_model(machine: Machine, tenant_id: int, model_id: UUID) -> ModelReport:
    """One model with its versions; raises `EntityNotFound`."""
    with machine.database.session(tenant_id) as session:
        return _report(session, models.get(session, model_id), most=MOST_VERSIONS)


def train(machine: Machine, tenant_id: int, model_id: UUID, gates: Gates) -> None:
    """Schedule a training; one that is scheduled already is enough.

    Raises:
        EntityNotFound; BusinessError: too few validated operations, or too soon after the last training.
    """
    with machine.database.session(tenant_id) as session:
        model = models.get(session, model_id, changed=True)
        if model.scheduled_at is None:
            validated = count_validated(session, model_id)
            if validated < gates.operations:
                raise BusinessError(TOO_FEW, needed=gates.operations, count=validated)
            if model.next_training_at is not None and model.next_training_at > now():
                raise BusinessError(TOO_SOON, moment=model.next_training_at.isoformat(timespec="seconds"))
            schedule(model)
    enqueue(machine, model_id)


def schedule(model: CustomModel) -> None:
    """Note that the model is to be trained."""
    model.scheduled_at, model.attempts, model.worker = now(), 0, None
    model.lease_until = now() + TO_BE_QUEUED_WITHIN
    model.trained_serial = model.serial


def train_when_due(session: Session, model: CustomModel, validated: int, gates: Gates) -> None:
    """Schedule a training after every so many validations, where the model says so and rules allow it.

    The sweep queues it.
    """
    if model.auto_train is None or model.scheduled_at is not None:
        return
    is_allowed = model.next_training_at is None or model.next_training_at <= now()
    if is_allowed and validated >= gates.operations and model.serial - model.trained_serial >= model.auto_train:
        schedule(model)
        model.lease_until = now()


def enqueue(machine: Machine, model_id: UUID) -> None:
    """Leave the training to a worker; doing so twice is harmless, and if the queue is down the sweep does it."""
    try:
        machine.queue.add(QUEUE, JOB, str(model_id), job_id=f"training-{model_id}", timeout_seconds=JOB_TIMEOUT_SECONDS)
    except QueueDown as error:
        log.warning("the queue does not answer", model=str(model_id), exc_info=error)


def roll_back(machine: Machine, tenant_id: int, model_id: UUID, number: int) -> None:
    """Use another version from now on; raises `EntityNotFound`."""
    with machine.database.session(tenant_id) as session:
        versions.roll_back(session, models.get(session, model_id, changed=True), number)


def delete_sample(machine: Machine, tenant_id: int, operation_id: UUID) -> None:
    """Forget one validated operation: result, reading, feedback, and what memory has of it.

    Raises:
        EntityNotFound; BusinessError: it was not validated.
    """
    with machine.database.session(tenant_id) as session:
        operation = session.get(Operation, operation_id)
        if operation is None or operation.model_id is None:
            raise EntityNotFound("operation", operation_id)
        model = models.get(session, operation.model_id, changed=True)
        if session.get(OperationFeedback, operation_id) is None:
            raise BusinessError(NOT_VALIDATED)
        model.epoch += 1
        erasing.forget_operations(session, [operation_id])
        session.flush()
        keys = versions.forget(session, model, validated(session, model.id))
    for key in keys:
        machine.blobs.delete(key)


def delete_model(machine: Machine, tenant_id: int, model_id: UUID) -> None:
    """Delete a model and everything it was taught; raises `EntityNotFound`."""
    with machine.database.session(tenant_id) as session:
        model = models.get(session, model_id, changed=True)
        model.deleted_at, model.name = now(), str(model_id)  # the name is free at once
    erasing.erase(machine, tenant_id, model_id)


def _report(session: Session, model: CustomModel, *, most: int) -> ModelReport:
    found = select(ModelVersion).where(ModelVersion.model_id == model.id).order_by(ModelVersion.number.desc())
    return ModelReport(model, count_validated(session, model.id), tuple(session.scalars(found.limit(most))))


def _new(session: Session) -> CustomModel:
    made = session.scalar(select(func.count()).select_from(CustomModel).where(CustomModel.deleted_at.is_(None))) or 0
    if made >= MOST_MODELS:
        raise BusinessError(TOO_MANY, most=MOST_MODELS)
    return CustomModel(serial=0, epoch=0, attempts=0, trained_serial=0, instant_learning=True)
