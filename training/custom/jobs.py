"""The job that trains a model. It may run twice, or be killed: the version in use stays until a new one is complete."""

from __future__ import annotations

from datetime import timedelta
from time import perf_counter
from typing import Any
from uuid import UUID

import msgspec
import structlog
from sqlalchemy import or_, select, update

from air.memory.correction import Correction
from air.memory.feedback import Feedback
from air.models import Models
from infra.database import Database
from infra.leases import renewed
from infra.machine import Machine
from infra.types import now
from models_store import models, versions
from models_store.tables import CustomModel, ModelVersion
from operations import jobs as operation_jobs
from operations import sweep
from operations.readings import unpack_reading
from operations.tables import OperationFeedback, OperationReading
from operations.validation import validated
from training.custom.gates import Gates
from training.custom.samples import Validated, data_hash, prepare
from training.custom.service import TOO_FEW, enqueue
from webhooks import events, publish
from wire import EntityNotFound

LEASE = timedelta(seconds=15)
RENEWAL_SECONDS = 3.0
MAX_ATTEMPTS = 3
MOST_SAMPLES = 2_000  # the newest; more make no better model
LAST_TRAININGS, PAUSE = 10, 2.0  # the pause is twice the mean of so many
UNEXPECTED = "Training failed because of an error of this service; it was reported."
GAVE_UP = "Training made the service stop %(attempts)s times; it will not be tried again by itself."
log = structlog.get_logger(__name__)
_gates = Gates()


def install(gates: Gates) -> None:
    """Say how much must be validated, and have the sweep look after trainings."""
    global _gates
    _gates = gates
    sweep.also(queue_again)


def run(model_id: str) -> dict[str, Any]:
    """Train the model and publish a version; safe to run again."""
    machine, recogniser, worker = operation_jobs.served()
    return train(machine, UUID(model_id), worker, recogniser.models, _gates)


def train(machine: Machine, model_id: UUID, worker: str, base: Models, gates: Gates) -> dict[str, Any]:
    """One attempt; skipped if the training is not wanted any more, or someone else is at it."""
    model = _claim(machine.database, model_id, worker)
    if model is None:
        return {"model": str(model_id), "skipped": True}

    def renew() -> bool:
        return _change(machine.database, model_id, CustomModel.worker == worker, lease_until=now() + LEASE)

    try:
        with renewed(renew, seconds=RENEWAL_SECONDS, model=str(model_id)):
            number = _train(machine, model, worker, base, gates)
    except EntityNotFound:  # deleted meanwhile
        return {"model": str(model_id), "deleted": True}
    except Exception:
        log.exception("training failed unexpectedly", model=str(model_id))
        _end(machine.database, model_id, worker, {"message": UNEXPECTED, "facts": {}})
        return {"model": str(model_id), "failed": True}
    return {"model": str(model_id), "version": number}


def queue_again(machine: Machine) -> None:
    """Trainings that nobody works on are queued again; those that stop workers are given up."""
    with machine.database.system_session() as session:
        overdue = session.execute(
            select(CustomModel.id, CustomModel.attempts).where(
                CustomModel.scheduled_at.is_not(None), CustomModel.lease_until < now(), CustomModel.deleted_at.is_(None)
            )
        ).all()
    for model_id, attempts in overdue:
        if attempts >= MAX_ATTEMPTS:
            _end(machine.database, model_id, None, {"message": GAVE_UP, "facts": {"attempts": attempts}})
        elif _change(
            machine.database, model_id, CustomModel.lease_until < now(), worker=None, lease_until=now() + LEASE
        ):
            log.info("training queued", model=str(model_id))
            enqueue(machine, model_id)


def load_samples(machine: Machine, model: CustomModel) -> tuple[list[Validated], int]:
    """The newest samples in the order they were validated, and the serial up to which they go."""
    with machine.database.session(model.tenant_id) as session:
        serial = models.get(session, model.id).serial
        newest = (
            select(
                OperationFeedback.operation_id, OperationFeedback.given, OperationFeedback.entry, OperationReading.body
            )
            .join(OperationReading, OperationReading.operation_id == OperationFeedback.operation_id)
            .where(OperationFeedback.model_id == model.id, OperationFeedback.serial <= serial)
            .order_by(OperationFeedback.serial.desc())
            .limit(MOST_SAMPLES)
        )
        rows = session.execute(newest).all()
    samples = [
        Validated(str(operation_id), unpack_reading(body), msgspec.convert(given, Feedback), entry)
        for operation_id, given, entry, body in reversed(rows)
    ]
    return samples, serial


def _train(machine: Machine, model: CustomModel, worker: str, base: Models, gates: Gates) -> int | None:
    from training.custom.fit import fit_correction  # workers that never train need not load what it stands on

    started = perf_counter()
    samples, serial = load_samples(machine, model)
    if len(samples) < gates.operations:
        facts = {"needed": gates.operations, "count": len(samples)}
        _end(machine.database, model.id, worker, {"message": TOO_FEW, "facts": facts})
        return None
    prepared = prepare(samples, base)
    trained = fit_correction(prepared, base.fields, gates, old=_in_use(machine, model, {one.name for one in samples}))
    manifest = {
        "operations": len(samples),
        "layouts": len({one.group for one in prepared}),
        "dataHash": data_hash(samples),
        "samples": sorted(one.name for one in samples),
        "fields": trained.scores,
        "reliability": trained.reliability,
    }
    return _publish(machine, model, worker, trained.correction, serial, manifest, started)


def _in_use(machine: Machine, model: CustomModel, names: set[str]) -> Correction | None:
    """The version in use, unless it learnt from something that was taken back."""
    with machine.database.session(model.tenant_id) as session:
        version = models.version_of(session, model)
    if version is None or not set(version.manifest["samples"]) <= names:
        return None
    return versions.load(machine.blobs, version)


def _publish(
    machine: Machine,
    model: CustomModel,
    worker: str,
    correction: Correction,
    serial: int,
    manifest: dict[str, Any],
    started: float,
) -> int | None:
    """Bytes and row while the model's row is held: a deletion comes before, and nothing is published, or after."""
    with machine.database.session(model.tenant_id) as session:
        current = models.get(session, model.id, changed=True)
        if current.worker != worker or current.scheduled_at is None or current.epoch != model.epoch:
            if current.worker == worker:  # something was taken back meanwhile: begin anew, without it
                current.worker, current.lease_until = None, now()
            return None
        number = versions.next_number(session, model.id)
        machine.blobs.put(versions.key_of(model.tenant_id, model.id, number), correction.to_bytes())
        seconds = perf_counter() - started
        old = versions.publish(session, current, number, serial=serial, seconds=seconds, manifest=manifest)
        session.flush()
        old += versions.forget(session, current, validated(session, model.id))
        current.last_trained_at, current.last_error = now(), None
        current.scheduled_at = current.worker = current.lease_until = None
        last = select(ModelVersion.seconds).where(ModelVersion.model_id == model.id)
        lasted = session.scalars(last.order_by(ModelVersion.number.desc()).limit(LAST_TRAININGS)).all()
        current.next_training_at = now() + timedelta(seconds=PAUSE * sum(lasted) / len(lasted))
        told = {"modelId": str(model.id), "version": number, "isPublished": True}
        publish(session, events.MODEL_TRAINED, told, tenant_id=model.tenant_id)
    for key in old:
        machine.blobs.delete(key)
    log.info("version published", model=str(model.id), version=number, seconds=round(seconds, 1))
    return number


def _claim(database: Database, model_id: UUID, worker: str) -> CustomModel | None:
    is_free = or_(CustomModel.worker.is_(None), CustomModel.lease_until < now())
    claimed = _change(
        database, model_id, is_free, CustomModel.deleted_at.is_(None),
        worker=worker, lease_until=now() + LEASE, attempts=CustomModel.attempts + 1,
    )  # fmt: skip
    if not claimed:
        return None
    with database.system_session() as session:
        return session.get(CustomModel, model_id)


def _end(database: Database, model_id: UUID, worker: str | None, error: dict[str, Any]) -> None:
    """Note that the training ended without a version."""
    condition = CustomModel.worker == worker if worker else CustomModel.lease_until < now()
    _change(database, model_id, condition, scheduled_at=None, worker=None, lease_until=None, last_error=error)


def _change(database: Database, model_id: UUID, *conditions: object, **values: object) -> bool:
    """Change a model whose training is scheduled, if the conditions hold."""
    with database.system_session() as session:
        changed = session.execute(
            update(CustomModel)
            .where(CustomModel.id == model_id, CustomModel.scheduled_at.is_not(None), *conditions)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        return bool(changed.rowcount)
