"""The endpoints of custom models."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Flask, current_app
from flask.views import MethodView

from auth.access import current_tenant, requires
from auth.permissions import AIR_MODELS
from infra.machine import Machine
from operations import validation
from training.custom import service
from training.custom.gates import Gates
from training.custom.schemas import (
    ModelDetailsSchema,
    ModelIdSchema,
    ModelInput,
    ModelPageSchema,
    ModelQuery,
    RollBackInput,
    SampleInput,
)
from wire import Blueprint
from wire.paging import PagedResult, PagingInput

blueprint = Blueprint(
    "AIR models", __name__, url_prefix="/public-api/v1/air/model", description="Models that learn from corrections"
)


def install(app: Flask, gates: Gates) -> None:
    """Say how much must be validated before models are trained."""
    app.extensions["gates"] = gates
    validation.after_validation(
        "training", lambda session, model, validated: service.train_when_due(session, model, validated, gates)
    )


@blueprint.route("/createOrUpdate")
class CreateOrUpdate(MethodView):
    @requires(AIR_MODELS)
    @blueprint.arguments(ModelInput)
    @blueprint.response(200, ModelIdSchema)
    def post(self, given: dict[str, Any]) -> dict[str, UUID]:
        """Make a model, or change one"""
        return {"id": service.create_or_update(_machine(), current_tenant(), given)}


@blueprint.route("/train")
class Train(MethodView):
    @requires(AIR_MODELS)
    @blueprint.arguments(ModelQuery)
    @blueprint.response(200)
    def post(self, asked: dict[str, Any]) -> None:
        """Schedule a training; the list tells when it has ended"""
        service.train(_machine(), current_tenant(), asked["modelId"], current_app.extensions["gates"])


@blueprint.route("/list")
class List(MethodView):
    @requires(AIR_MODELS)
    @blueprint.arguments(PagingInput)
    @blueprint.response(200, ModelPageSchema)
    def post(self, paging: dict[str, Any]) -> PagedResult:
        """List the models, with how their training went"""
        return service.list_models(_machine(), current_tenant(), paging)


@blueprint.route("/get")
class Get(MethodView):
    @requires(AIR_MODELS)
    @blueprint.arguments(ModelQuery, location="query")
    @blueprint.response(200, ModelDetailsSchema)
    def get(self, query: dict[str, Any]) -> service.ModelReport:
        """Tell everything of one model: its versions, their scores, what was kept back and why"""
        return service.get_model(_machine(), current_tenant(), query["modelId"])


@blueprint.route("/rollback")
class RollBack(MethodView):
    @requires(AIR_MODELS)
    @blueprint.arguments(RollBackInput)
    @blueprint.response(200)
    def post(self, asked: dict[str, Any]) -> None:
        """Use another version from now on"""
        service.roll_back(_machine(), current_tenant(), asked["modelId"], asked["version"])


@blueprint.route("/deleteSample")
class DeleteSample(MethodView):
    @requires(AIR_MODELS)
    @blueprint.arguments(SampleInput)
    @blueprint.response(200)
    def post(self, asked: dict[str, Any]) -> None:
        """Forget one validated operation: memory at once, training with its next version"""
        service.delete_sample(_machine(), current_tenant(), asked["operationId"])


@blueprint.route("")
class Model(MethodView):
    @requires(AIR_MODELS)
    @blueprint.arguments(ModelQuery, location="query")
    @blueprint.response(200)
    def delete(self, query: dict[str, Any]) -> None:
        """Delete a model, the results of its operations, and everything it was taught"""
        service.delete_model(_machine(), current_tenant(), query["modelId"])


def _machine() -> Machine:
    machine: Machine = current_app.extensions["machine"]
    return machine
