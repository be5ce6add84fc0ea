"""The endpoints that read documents."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask.views import MethodView
from flask_babel import gettext

from auth.access import current_tenant, current_user, requires
from auth.permissions import AIR
from infra.machine import Machine
from operations import service, validation
from operations.feedback_schemas import DoubtsSchema, ValidationInput
from operations.options import Options
from operations.schemas import OperationQuery, OperationSchema, ProcessDocumentInput
from wire import Blueprint, BusinessError

blueprint = Blueprint("AIR", __name__, url_prefix="/public-api/v1/air", description="Automatic invoice recognition")


@blueprint.route("/processDocument")
class ProcessDocument(MethodView):
    @requires(AIR)
    @blueprint.arguments(ProcessDocumentInput)
    @blueprint.response(200, OperationSchema)
    def post(self, asked: dict[str, Any]) -> service.Report:
        """Read one document; the answer is the finished operation, or one to poll"""
        report = service.start(
            _machine(),
            current_tenant(),
            current_user().id,
            service.Source(asked["fileName"], asked["fileContent"], asked["url"]),
            _options(asked),
            model_id=asked["modelId"],
            wait_seconds=asked["waitSeconds"],
        )
        return _unless_failed(report)


@blueprint.route("/getOperationResult")
class GetOperationResult(MethodView):
    @requires(AIR)
    @blueprint.arguments(OperationQuery, location="query")
    @blueprint.response(200, OperationSchema)
    def get(self, query: dict[str, Any]) -> service.Report:
        """Tell how far an operation is, with its result if it succeeded"""
        return service.report(_machine().database, current_tenant(), query["operationId"])


@blueprint.route("/validateOperationResult")
class ValidateOperationResult(MethodView):
    @requires(AIR)
    @blueprint.arguments(ValidationInput)
    @blueprint.response(200, DoubtsSchema)
    def post(self, given: dict[str, Any]) -> dict[str, Any] | None:
        """Tell what the right values were; null, or what is odd about them (they are learnt all the same)"""
        return validation.validate(_machine(), current_tenant(), given)


def _options(asked: dict[str, Any]) -> Options:
    return Options(
        legislation=asked["legislation"],
        culture=asked["culture"],
        excluded=tuple((excluded["fieldName"], excluded["value"]) for excluded in asked["excludedValues"]),
        with_line_items=asked["extractLineItems"],
        with_words=asked["includeWords"],
        with_raw_tables=asked["includeRawTables"],
    )


def _unless_failed(report: service.Report) -> service.Report:
    """A failure that is known while the caller waits is the answer itself."""
    if report.has_failed:
        raise BusinessError(report.explain(gettext) or "")
    return report


def _machine() -> Machine:
    machine: Machine = current_app.extensions["machine"]
    return machine
