"""What workers remember of models: loaded when first needed, kept up to date, the least used forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
import structlog
from sqlalchemy import select, update

from air.findings import find
from air.memory.correction import Correction
from air.memory.feedback import Feedback
from air.memory.index import LayoutIndex
from air.memory.taught import TaughtModels, remember
from air.models import Models
from infra.machine import Machine
from models_store import models, versions
from models_store.tables import CustomModel
from operations.readings import unpack_reading
from operations.tables import Operation, OperationFeedback, OperationReading
from wire import EntityNotFound

MAX_BYTES = 150 * 1024 * 1024  # of all models that a worker keeps
BATCH = 500  # rows read at once
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Kept:
    """One model as this process knows it."""

    epoch: int
    serial: int = 0
    memory: LayoutIndex = field(default_factory=LayoutIndex)
    version: int | None = None
    correction: Correction | None = None
    up_to: int = 0  # what the version was trained on

    @property
    def bytes(self) -> int:
        return self.memory.size + (self.correction.size if self.correction else 0)


class TaughtCache:
    """The models of all tenants that this process has used lately; asks the database each time what is new."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes
        self._kept: OrderedDict[UUID, _Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, machine: Machine, operation: Operation, base: Models) -> Models:
        """The models to read this operation's document with; the shipped ones if its model is gone."""
        assert operation.model_id is not None  # noqa: S101
        try:
            return self.of_model(machine, operation.tenant_id, operation.model_id, base)
        except EntityNotFound:
            return base

    def of_model(self, machine: Machine, tenant_id: int, model_id: UUID, base: Models) -> Models:
        """The models as they are now; raises `EntityNotFound`."""
        with machine.database.session(tenant_id) as session:
            model = models.get(session, model_id)
        kept = self._kept.get(model_id)
        if kept is None or kept.epoch != model.epoch:
            kept = self._kept[model_id] = _Kept(model.epoch)
        self._kept.move_to_end(model_id)
        _learn(machine, model, kept, base)
        _follow(machine, model, kept)
        self._forget_least_used()
        up_to = None if model.instant_learning else kept.up_to
        return TaughtModels(base.fields, base.tables, kept.memory, kept.correction, up_to)

    def _forget_least_used(self) -> None:
        while len(self._kept) > 1 and sum(kept.bytes for kept in self._kept.values()) > self.max_bytes:
            self._kept.popitem(last=False)


def _learn(machine: Machine, model: CustomModel, kept: _Kept, base: Models) -> None:
    """Take in what was validated since last time."""
    while kept.serial < model.serial:
        with machine.database.session(model.tenant_id) as session:
            new = select(OperationFeedback.serial, OperationFeedback.operation_id, OperationFeedback.entry).where(
                OperationFeedback.model_id == model.id, OperationFeedback.serial > kept.serial
            )
            rows = session.execute(new.order_by(OperationFeedback.serial).limit(BATCH)).all()
        for serial, operation_id, entry in rows:
            entry = entry or _remembered(machine, model.tenant_id, operation_id, serial, base)
            if entry is not None:
                kept.memory.add(serial, entry)
            kept.serial = serial
        if len(rows) < BATCH:
            kept.serial = max(kept.serial, model.serial)


def _remembered(machine: Machine, tenant_id: int, operation_id: UUID, serial: int, base: Models) -> bytes | None:
    """Make what is remembered of an operation, once; None if it was deleted meanwhile."""
    with machine.database.session(tenant_id) as session:
        reading = session.get(OperationReading, operation_id)
        feedback = session.get(OperationFeedback, operation_id)
    if reading is None or feedback is None or feedback.serial != serial:
        return None
    document, given = unpack_reading(reading.body), msgspec.convert(feedback.given, Feedback)
    findings = find(document, legislation=given.legislation)
    entry = remember(findings, given, base).to_bytes()
    with machine.database.session(tenant_id) as session:
        is_same = OperationFeedback.operation_id == operation_id, OperationFeedback.serial == serial
        session.execute(update(OperationFeedback).where(*is_same).values(entry=entry))
    return entry


def _follow(machine: Machine, model: CustomModel, kept: _Kept) -> None:
    """Use the version that the model has now."""
    if kept.version == model.version:
        return
    kept.version, kept.correction, kept.up_to = model.version, None, 0
    with machine.database.session(model.tenant_id) as session:
        version = models.version_of(session, model)
    if version is not None:
        kept.up_to = version.serial
        kept.correction = versions.load(machine.blobs, version)
