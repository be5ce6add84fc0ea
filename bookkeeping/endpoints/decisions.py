"""What a person decides about a booking: approve, reject, export."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import FINANCIAL_TRANSACTIONS_AUTHORIZE, FINANCIAL_TRANSACTIONS_EXPORT
from bookkeeping import transactions
from bookkeeping.endpoints.shared import API, ID, desk
from bookkeeping.endpoints.transactions import WrappedTransactionSchema
from bookkeeping.numbers import Status
from bookkeeping.transactions import Details
from wire import Blueprint, Schema
from wire.validators import MaxLength

PATH = f"/<{ID}:financial_transaction_id>"
blueprint = Blueprint(
    "Authorisation and export", __name__, url_prefix=f"{API}/financialTransaction", description="Deciding on bookings"
)


class DecisionInput(Schema):
    comment = ma.fields.String(load_default=None, allow_none=True, validate=MaxLength(1000))


@blueprint.route(f"{PATH}/approve")
class Approve(MethodView):
    @requires(FINANCIAL_TRANSACTIONS_AUTHORIZE)
    @blueprint.arguments(DecisionInput)
    @blueprint.response(200, WrappedTransactionSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, asked: dict[str, Any], financial_transaction_id: int) -> dict[str, Details]:
        """Approve a booking; with the last approval that it needs it is ready for export"""
        return {"financialTransaction": transactions.approve(desk(), financial_transaction_id, asked["comment"])}


@blueprint.route(f"{PATH}/reject")
class Reject(MethodView):
    @requires(FINANCIAL_TRANSACTIONS_AUTHORIZE)
    @blueprint.arguments(DecisionInput)
    @blueprint.response(200, WrappedTransactionSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, asked: dict[str, Any], financial_transaction_id: int) -> dict[str, Details]:
        """Reject a booking; editing it opens it again"""
        return {"financialTransaction": transactions.reject(desk(), financial_transaction_id, asked["comment"])}


@blueprint.route(f"{PATH}/export")
class Export(MethodView):
    @requires(FINANCIAL_TRANSACTIONS_EXPORT)
    @blueprint.response(200, WrappedTransactionSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, financial_transaction_id: int) -> dict[str, Details]:
        """Export an approved booking now"""
        return {"financialTransaction": transactions.export(desk(), financial_transaction_id, Status.READY)}


@blueprint.route(f"{PATH}/retryExport")
class RetryExport(MethodView):
    @requires(FINANCIAL_TRANSACTIONS_EXPORT)
    @blueprint.response(200, WrappedTransactionSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, financial_transaction_id: int) -> dict[str, Details]:
        """Export a booking once more whose export failed"""
        return {"financialTransaction": transactions.export(desk(), financial_transaction_id, Status.EXPORT_FAILED)}
