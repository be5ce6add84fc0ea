"""The way in for master data, for connectors; no part of the public API."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import MASTER_DATA_EDIT
from bookkeeping import importing
from bookkeeping.endpoints.shared import desk
from bookkeeping.kinds import KINDS
from wire import Blueprint, Schema
from wire.columns import EntityId
from wire.validators import MaxItems, NotEmpty, OneOf

MAX_IMPORTED = 5_000  # rows of one request
blueprint = Blueprint("Import", __name__, url_prefix="/private-api/v1", description="Master data coming in")


class ImportInput(Schema):
    administrationId = EntityId(required=True, attribute="administration_id")
    kind = ma.fields.String(required=True, validate=OneOf(tuple(KINDS)))
    items = ma.fields.List(
        ma.fields.Dict(keys=ma.fields.String()),
        required=True,
        validate=[NotEmpty(), MaxItems(MAX_IMPORTED)],
        metadata={"description": "As the list of that kind shows them; those with a known code are changed"},
    )
    isDryRun = ma.fields.Boolean(
        load_default=False, attribute="is_dry_run", metadata={"description": "Only check and count"}
    )


class ImportSchema(Schema):
    created = ma.fields.Integer(required=True)
    updated = ma.fields.Integer(required=True)
    unchanged = ma.fields.Integer(required=True)
    isDryRun = ma.fields.Boolean(required=True, attribute="is_dry_run")


@blueprint.route("/masterData/import")
class Import(MethodView):
    @requires(MASTER_DATA_EDIT)
    @blueprint.arguments(ImportInput)
    @blueprint.response(200, ImportSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, asked: dict[str, Any]) -> importing.Outcome:
        """Add or change master data by code: every item, or none if one is wrong"""
        return importing.from_request(desk(), **asked)
