"""What a person says was right becomes feedback: kept with the operation, learnt from by its model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from air.vocabulary import MANY_FIELDS, TAX_LINES, UNTRAINED_FIELDS
from infra.machine import Machine
from infra.types import now
from models_store import models
from models_store.tables import CustomModel
from operations.options import Options
from operations.readings import unpack_reading
from operations.serialiser import unpack
from operations.tables import Operation, OperationFeedback, OperationReading, OperationResult, Status
from wire import BusinessError, EntityNotFound, InvalidInput

if TYPE_CHECKING:
    from air.document import Document
    from air.memory.doubts import Doubt
    from air.memory.feedback import Feedback

WITHOUT_MODEL = "This operation was run without a custom model; only operations of a custom model can be validated."
NOT_READ = "This operation has no result that could be validated."
NO_SUCH_PAGE = "correctTables[%(at)s].tableInfo.pageNumber must be a page that was read: 1 to %(pages)s."
MOST_COMPARED = 200  # newest remembered documents in which a contradiction is looked for
WhenDue = Callable[[Session, CustomModel, int], None]  # the model, and how many operations of it are validated

_when_validated: dict[str, WhenDue] = {}


def after_validation(name: str, step: WhenDue) -> None:
    """Have `step` called in the transaction of every validation; how models are trained is no business of this room."""
    _when_validated[name] = step


def validate(machine: Machine, tenant_id: int, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Keep the feedback, replacing an earlier one; what is odd about it, or None.

    Raises:
        EntityNotFound: the tenant has no such operation.
        BusinessError: it was run without a model, or has no result.
        InvalidInput: a table is on a page that was not read.
    """
    document, feedback, earlier = _understood(machine, tenant_id, given)
    _keep(machine, tenant_id, given["operationId"], feedback)
    found = _doubts(document, feedback, earlier)
    if not found:
        return None
    return {"warnings": [{"fieldName": one.name, "message": gettext(one.message, **one.facts)} for one in found]}


def count_validated(session: Session, model_id: UUID) -> int:
    """How many operations of a model are validated."""
    counted = select(func.count()).select_from(OperationFeedback).where(OperationFeedback.model_id == model_id)
    return session.scalar(counted) or 0


def validated(session: Session, model_id: UUID) -> set[str]:
    """The ids of a model's validated operations."""
    found = select(OperationFeedback.operation_id).where(OperationFeedback.model_id == model_id)
    return {str(operation_id) for operation_id in session.scalars(found)}


def _understood(machine: Machine, tenant_id: int, given: Mapping[str, Any]) -> tuple[Document, Feedback, list[bytes]]:
    """The document, what was said of it, and what is remembered of others."""
    operation_id = given["operationId"]
    with machine.database.session(tenant_id) as session:
        operation = session.get(Operation, operation_id)
        if operation is None or (operation.expires_at is not None and operation.expires_at <= now()):
            raise EntityNotFound("operation", operation_id)
        if operation.model_id is None:
            raise BusinessError(WITHOUT_MODEL)
        models.get(session, operation.model_id)
        reading, result = session.get(OperationReading, operation_id), session.get(OperationResult, operation_id)
        if operation.status != Status.SUCCEEDED or reading is None or result is None:
            raise BusinessError(NOT_READ)
        remembered = select(OperationFeedback.entry).where(
            OperationFeedback.model_id == operation.model_id,
            OperationFeedback.entry.is_not(None),
            OperationFeedback.operation_id != operation_id,
        )
        earlier = session.scalars(remembered.order_by(OperationFeedback.serial.desc()).limit(MOST_COMPARED)).all()
    document, options = unpack_reading(reading.body), Options.from_json(operation.options)
    _check_pages(given["correctTables"], len(document.pages))
    return document, _feedback(given, unpack(result.body, options), options), [entry for entry in earlier if entry]


def _keep(machine: Machine, tenant_id: int, operation_id: UUID, feedback: Feedback) -> None:
    with machine.database.session(tenant_id) as session:
        operation = session.get(Operation, operation_id)
        if operation is None or operation.model_id is None:
            raise EntityNotFound("operation", operation_id)
        model = models.get(session, operation.model_id, changed=True)
        old = session.get(OperationFeedback, operation_id)
        if old is not None:  # who remembers the old one must forget it
            model.epoch += 1
            session.delete(old)
            session.flush()
        model.serial += 1
        session.add(
            OperationFeedback(
                operation_id=operation_id,
                model_id=model.id,
                serial=model.serial,
                given=msgspec.to_builtins(feedback),
            )
        )
        session.flush()
        for step in _when_validated.values():
            step(session, model, count_validated(session, model.id))


def _check_pages(tables: list[Mapping[str, Any]], pages: int) -> None:
    for at, table in enumerate(tables):
        if table["tableInfo"]["pageNumber"] > pages:
            raise InvalidInput(NO_SUCH_PAGE, f"correctTables[{at}].tableInfo.pageNumber", at=at, pages=pages)


def _feedback(given: Mapping[str, Any], result: Mapping[str, Any], options: Options) -> Feedback:
    """What was said, beside what had been answered."""
    from air.memory.feedback import Answered, Feedback

    values = {one["fieldName"]: _values(one["fieldName"], one["correctValue"]) for one in given["correctValues"]}
    answered = {
        field["fieldName"]: tuple(Answered(v["value"], *_place(v)) for v in field["values"])
        for field in result["fields"]
        if field["fieldName"] not in UNTRAINED_FIELDS
    }
    tables = tuple(_table(table) for table in given["correctTables"])
    return Feedback(options.legislation, {name: some for name, some in values.items() if some}, answered, tables)


def _values(name: str, text: str | None) -> tuple[str, ...]:
    """The values in one text; none of a field that cannot be trained."""
    text = (text or "").strip()
    if not text or name in UNTRAINED_FIELDS:
        return ()
    if name in TAX_LINES:
        return (";".join(part.strip() for part in text.split(";")),)
    parts = text.split(";") if name in MANY_FIELDS else [text]
    return tuple(part.strip() for part in parts if part.strip())


def _place(value: Mapping[str, Any]) -> tuple[int | None, tuple[float, float, float, float] | None]:
    box = value["boundingBox"]
    if box is None:
        return None, None
    return value["pageNumber"] - 1, (box["x0"], box["y0"], box["x1"], box["y1"])


def _table(table: Mapping[str, Any]) -> Any:
    from air.memory.feedback import GivenTable

    info = table["tableInfo"]
    return GivenTable(
        info["pageNumber"] - 1, info["tableX0"], info["tableX1"], info["tableY0"], info["tableY1"],
        info["isContinuation"], tuple(header["tableHeaderName"] for header in table["tableHeaders"]),
    )  # fmt: skip


def _doubts(document: Document, feedback: Feedback, earlier: list[bytes]) -> tuple[Doubt, ...]:
    """The library is loaded when first needed: the API has little use for it."""
    from air.findings import find
    from air.memory.doubts import doubts
    from air.memory.index import LayoutIndex
    from air.memory.layout import layout_of

    index = LayoutIndex()
    for serial, entry in enumerate(reversed(earlier)):
        index.add(serial, entry)
    return doubts(find(document, legislation=feedback.legislation), feedback, index.known(layout_of(document)))
