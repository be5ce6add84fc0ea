"""The accounting systems that bookings can go to."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import ACCOUNTING_SYSTEMS_LIST
from bookkeeping import administrations
from bookkeeping.endpoints.shared import API
from wire import Blueprint, Schema
from wire.paging import PagedResult, PagingInput, page_of_dicts, paged

blueprint = Blueprint(
    "Accounting systems", __name__, url_prefix=f"{API}/accountingSystem", description="Where bookings can go"
)


class AccountingSystemSchema(Schema):
    id = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True, metadata={"description": "Stable key, no spaces"})
    displayName = ma.fields.String(required=True, attribute="display_name")
    supportedFeatures = ma.fields.List(ma.fields.String(), required=True, attribute="supported_features")


@blueprint.route("/list")
class AccountingSystems(MethodView):
    @requires(ACCOUNTING_SYSTEMS_LIST)
    @blueprint.arguments(PagingInput)
    @blueprint.response(200, paged(AccountingSystemSchema))
    def post(self, asked: dict[str, Any]) -> PagedResult:
        """List the accounting systems that there are connectors for"""
        return page_of_dicts(administrations.systems(), asked, AccountingSystemSchema)
