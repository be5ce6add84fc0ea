"""What goes over the wire for custom models."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask_babel import gettext

from wire import Schema, UtcDateTime
from wire.paging import paged
from wire.validators import Between, MaxLength, NotEmpty


class ModelInput(Schema):
    id = ma.fields.UUID(load_default=None, metadata={"description": "The model to change; left out: make one"})
    name = ma.fields.String(required=True, validate=[NotEmpty(), MaxLength(128)])
    description = ma.fields.String(load_default=None, allow_none=True, validate=MaxLength(1024))
    instantLearning = ma.fields.Boolean(
        load_default=None,
        metadata={"description": "Learn from a validation at once, not only by training; true for new models"},
    )
    autoTrain = ma.fields.Integer(
        strict=True,
        load_default=None,
        validate=Between(0, 100_000),
        metadata={"description": "Train again after so many validations; 0, as for new models: only when asked"},
    )


class ModelQuery(Schema):
    modelId = ma.fields.UUID(required=True)


class RollBackInput(ModelQuery):
    version = ma.fields.Integer(
        strict=True, required=True, validate=Between(0, 1_000_000), metadata={"description": "0: memory alone"}
    )


class SampleInput(Schema):
    operationId = ma.fields.UUID(required=True)


class ModelIdSchema(Schema):
    id = ma.fields.UUID(required=True)


class ModelSchema(Schema):
    """A custom model."""

    id = ma.fields.UUID(required=True, attribute="model.id")
    name = ma.fields.String(required=True, attribute="model.name")
    description = ma.fields.String(allow_none=True, attribute="model.description")
    creationTime = UtcDateTime(required=True, attribute="model.created_at")
    lastTrainingTime = UtcDateTime(allow_none=True, attribute="model.last_trained_at")
    isTrainingScheduled = ma.fields.Function(
        lambda report: report.model.scheduled_at is not None, metadata={"type": "boolean"}
    )
    lastTrainingErrorMessage = ma.fields.Function(
        lambda report: _told(report.model.last_error), metadata={"type": "string", "nullable": True}
    )
    validatedOperationCount = ma.fields.Integer(required=True, attribute="validated")
    nextTrainingAllowedTime = UtcDateTime(allow_none=True, attribute="model.next_training_at")
    instantLearning = ma.fields.Boolean(required=True, attribute="model.instant_learning")
    autoTrain = ma.fields.Function(lambda report: report.model.auto_train or 0, metadata={"type": "integer"})
    version = ma.fields.Integer(allow_none=True, attribute="model.version")
    keptBack = ma.fields.Function(
        lambda report: _kept_back(report.newest), metadata={"type": "array", "items": {"type": "object"}}
    )


class FieldScoreSchema(Schema):
    """A field on validated documents that the training had not seen: values that were right, of those answered."""

    fieldName = ma.fields.String(required=True)
    values = ma.fields.Integer(required=True, metadata={"description": "Validated values to learn from"})
    before = ma.fields.Float(allow_none=True, metadata={"description": "F1 of what was in use, 0 to 1"})
    after = ma.fields.Float(allow_none=True, metadata={"description": "F1 of what was trained"})
    isPublished = ma.fields.Boolean(required=True)
    reason = ma.fields.Function(
        lambda score: _told(score["reason"]), metadata={"type": "string", "nullable": True, "description": "Why not"}
    )


class ReliabilitySchema(Schema):
    confidence = ma.fields.Float(required=True, metadata={"description": "Mean of the answers in this bin"})
    right = ma.fields.Float(required=True, metadata={"description": "Share of them that were right"})
    count = ma.fields.Integer(required=True)


class VersionSchema(Schema):
    """One training and what came of it."""

    number = ma.fields.Integer(required=True)
    creationTime = UtcDateTime(required=True, attribute="created_at")
    trainingSeconds = ma.fields.Float(required=True, attribute="seconds")
    isKept = ma.fields.Function(lambda version: version.artifact_key is not None, metadata={"type": "boolean"})
    operationCount = ma.fields.Integer(required=True, attribute="manifest.operations")
    layoutCount = ma.fields.Integer(required=True, attribute="manifest.layouts")
    dataHash = ma.fields.String(required=True, attribute="manifest.dataHash")
    fields_ = ma.fields.List(
        ma.fields.Nested(FieldScoreSchema), required=True, data_key="fields", attribute="manifest.fields"
    )
    reliability = ma.fields.List(ma.fields.Nested(ReliabilitySchema), required=True, attribute="manifest.reliability")


class ModelDetailsSchema(ModelSchema):
    """A custom model with its versions."""

    versions = ma.fields.List(ma.fields.Nested(VersionSchema), required=True)


ModelPageSchema = paged(ModelSchema)


def _kept_back(newest: Any) -> list[dict[str, Any]]:
    """The fields that the newest training did not change, and why."""
    scores = [] if newest is None else newest.manifest["fields"]
    return [{"fieldName": one["fieldName"], "reason": _told(one["reason"])} for one in scores if one["reason"]]


def _told(error: dict[str, Any] | None) -> str | None:
    return None if error is None else gettext(error["message"], **error["facts"])
