"""Administrations, for the user to whom they are granted."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import ADMINISTRATIONS_DETAILS, ADMINISTRATIONS_LIST
from bookkeeping import administrations
from bookkeeping.endpoints.shared import API, ID, FilterInput, desk
from bookkeeping.rows.administrations import Administration
from wire import Blueprint, Schema
from wire.columns import EntityId, fields_of, schema_of
from wire.paging import PagedResult, PagingInput, paged, sortable_by
from wire.validators import MaxItems

LISTED = ("id", "code", "name", "is_active")
SYSTEM = {"accountingSystemName": ma.fields.String(attribute="accounting_system", allow_none=True)}
AdministrationSchema = schema_of("AdministrationSchema", Administration, *LISTED, **SYSTEM)
AdministrationDetailsSchema = schema_of(
    "AdministrationDetailsSchema",
    Administration,
    *LISTED,
    **SYSTEM,
    **fields_of(
        Administration,
        "enabled_features",
        "legislation",
        "currency_code",
        "coc_number",
        "vat_number",
        "iban",
        "purchase_order_data_source",
        "product_data_source",
    ),
)
SORTABLE = sortable_by(AdministrationSchema, Administration)

blueprint = Blueprint("Administrations", __name__, url_prefix=f"{API}/administration", description="Companies' books")


class AdministrationsInput(PagingInput, FilterInput):
    administrationIds = ma.fields.List(EntityId(), attribute="administration_ids", validate=MaxItems(1000))


class WrappedAdministrationSchema(Schema):
    administration = ma.fields.Nested(AdministrationDetailsSchema, required=True)


@blueprint.route("/list")
class Administrations(MethodView):
    @requires(ADMINISTRATIONS_LIST)
    @blueprint.arguments(AdministrationsInput)
    @blueprint.response(200, paged(AdministrationSchema))
    def post(self, asked: dict[str, Any]) -> PagedResult:
        """List the administrations that are granted to the user"""
        return administrations.page(desk(), asked, SORTABLE)


@blueprint.route(f"/<{ID}:administration_id>")
class OneAdministration(MethodView):
    @requires(ADMINISTRATIONS_DETAILS)
    @blueprint.response(200, WrappedAdministrationSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def get(self, administration_id: int) -> dict[str, Any]:
        """Read one administration"""
        return {"administration": administrations.one(desk(), administration_id)}
