"""Financial transactions: lists, details and changes to a proposal."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView
from flask_babel import gettext

from auth.access import requires
from auth.permissions import FINANCIAL_TRANSACTIONS_DETAILS, FINANCIAL_TRANSACTIONS_EDIT, FINANCIAL_TRANSACTIONS_LIST
from bookkeeping import transactions
from bookkeeping.endpoints.attachments import AttachmentSchema
from bookkeeping.endpoints.shared import API, ID, desk
from bookkeeping.numbers import MatchType, Status, Strategy
from bookkeeping.rows import transactions as rows
from bookkeeping.rows.transactions import CODES, FinancialTransaction, ProcuratorChange, TransactionLine
from bookkeeping.transactions import Details
from operations.fields import Written
from operations.schemas import AirResultSchema
from operations.service import told
from wire import Blueprint, Day, Number, Schema, UtcDateTime
from wire.columns import EntityId, fields_of, schema_of, wire_name
from wire.paging import PagedResult, PagingInput, paged, sortable_by
from wire.validators import Currency, MaxItems, MaxLength, NotEmpty, OneLine, OneOf

LISTED = ("id", "administration_id", *rows.LISTED)
LINE = (
    "commitment_external_id",
    "description",
    "ledger_account_code",
    "cost_centre_code",
    "cost_unit_code",
    "project_code",
    "product_code",
    "employee_code",
    "tax_code",
    "purchase_order_number",
    "purchase_order_line_number",
    "quantity",
    "price",
    "tax_exclusive_amount",
    "tax_amount",
    "tax_rate",
)
CHANGE = ("user_id", "user_name", "status", "change_time", "comment", "on_behalf_of_user_id")
EDITABLE = (
    "type",
    "journal_code",
    "account_code",
    "invoice_number",
    "invoice_date",
    "due_date",
    "booking_date",
    "description",
    "payment_reference",
)
MAX_LINES, MAX_CODES = 2_000, 250
ListedSchema = schema_of("FinancialTransactionSchema", FinancialTransaction, *LISTED)
LineSchema = schema_of("FinancialTransactionLineSchema", TransactionLine, *LINE)
ChangeSchema = schema_of("ProcuratorStatusChangeSchema", ProcuratorChange, *CHANGE)
SORTABLE = sortable_by(ListedSchema, FinancialTransaction)
blueprint = Blueprint(
    "Financial transactions", __name__, url_prefix=f"{API}/financialTransaction", description="Bookings and proposals"
)


def _any_of(numbers: Any, attribute: str) -> ma.fields.List:
    known = [int(number) for number in numbers]
    return ma.fields.List(
        ma.fields.Integer(strict=True, validate=OneOf(known)), attribute=attribute, validate=MaxItems(MAX_CODES)
    )


def _texts(attribute: str) -> ma.fields.List:
    return ma.fields.List(ma.fields.String(validate=MaxLength(64)), attribute=attribute, validate=MaxItems(MAX_CODES))


class TransactionsInput(PagingInput):
    administrationIds = ma.fields.List(EntityId(), attribute="administration_ids", validate=MaxItems(MAX_CODES))
    statuses = _any_of(Status, "statuses")
    accountCodes = _texts("account_codes")
    invoiceNumber = ma.fields.String(attribute="invoice_number", validate=MaxLength(128))
    invoiceDateFrom = Day(attribute="invoice_date_from")
    invoiceDateTo = Day(attribute="invoice_date_to")
    creationTimeFrom = UtcDateTime(attribute="creation_time_from")
    creationTimeTo = UtcDateTime(attribute="creation_time_to")
    lastModificationTimeFrom = UtcDateTime(attribute="last_modification_time_from")
    exportTimeFrom = UtcDateTime(attribute="export_time_from")
    exportTimeTo = UtcDateTime(attribute="export_time_to")
    isProposalChanged = ma.fields.Boolean(attribute="is_proposal_changed")
    usedProposalStrategies = _any_of(Strategy, "used_proposal_strategies")
    accountMatchTypes = _any_of(MatchType, "account_match_types")
    locals().update({wire_name(f"line_{kind}_codes"): _texts(f"line_{kind}_codes") for kind in CODES})


class WarningSchema(Schema):
    """Something a person should look at."""

    code = ma.fields.String(required=True, metadata={"example": "sameNumber"})
    message = ma.fields.Function(lambda warning: told(warning, gettext), metadata={"type": "string"})


class DetailsSchema(  # type: ignore[misc]
    schema_of("Shown", FinancialTransaction, *LISTED, "payment_reference", "account_match_value", under="transaction.")
):
    exportErrorMessage = ma.fields.Function(
        lambda details: details.explain(gettext),
        metadata={"type": "string", "nullable": True, "description": "Why the last export failed"},
    )
    warnings = ma.fields.List(ma.fields.Nested(WarningSchema), required=True, attribute="transaction.warnings")
    lines = ma.fields.List(ma.fields.Nested(LineSchema), required=True, attribute="transaction.lines")
    attachments = ma.fields.List(ma.fields.Nested(AttachmentSchema), required=True)
    procuratorStatusChanges = ma.fields.List(
        ma.fields.Nested(ChangeSchema), required=True, attribute="transaction.changes"
    )
    airResult = Written(
        AirResultSchema,
        allow_none=True,
        attribute="air_result",
        metadata={"description": "What was read; null for e-invoices and bookings by hand"},
    )


class FinancialTransactionDetailsSchema(DetailsSchema):
    """A booking with its lines, files, authorisation and what was read."""


class WrappedTransactionSchema(Schema):
    financialTransaction = ma.fields.Nested(FinancialTransactionDetailsSchema, required=True)


class LineInput(schema_of("Line", TransactionLine, *LINE)):  # type: ignore[misc]
    """A line of a booking; tax is worked out from the rate if it is left out."""

    taxRate = Number(digits=1, load_default=None, allow_none=True, attribute="tax_rate")


def _optional(fields: dict[str, Any]) -> dict[str, Any]:
    """None of them has to be sent, and what is not sent stays as it is."""
    for field in fields.values():
        field.required, field.load_default = False, ma.missing
    return fields


class TransactionInput(type("Header", (Schema,), _optional(fields_of(FinancialTransaction, *EDITABLE)))):  # type: ignore[misc]
    currencyCode = ma.fields.String(attribute="currency_code", validate=[NotEmpty(), OneLine(), Currency()])
    taxExclusiveAmount = Number(attribute="tax_exclusive_amount")
    taxInclusiveAmount = Number(attribute="tax_inclusive_amount")
    lines = ma.fields.List(ma.fields.Nested(LineInput), validate=[NotEmpty(), MaxItems(MAX_LINES)])


@blueprint.route("/list")
class Transactions(MethodView):
    @requires(FINANCIAL_TRANSACTIONS_LIST)
    @blueprint.arguments(TransactionsInput)
    @blueprint.response(200, paged(ListedSchema))
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, asked: dict[str, Any]) -> PagedResult:
        """List bookings and proposals of the administrations that are granted to the user"""
        return transactions.page(desk(), asked, SORTABLE)


@blueprint.route(f"/<{ID}:financial_transaction_id>")
class OneTransaction(MethodView):
    @requires(FINANCIAL_TRANSACTIONS_DETAILS)
    @blueprint.response(200, WrappedTransactionSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def get(self, financial_transaction_id: int) -> dict[str, Details]:
        """Read one booking, with its lines, files, authorisation and what was read"""
        return {"financialTransaction": transactions.one(desk(), financial_transaction_id)}

    @requires(FINANCIAL_TRANSACTIONS_EDIT)
    @blueprint.arguments(TransactionInput)
    @blueprint.response(200, WrappedTransactionSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def put(self, values: dict[str, Any], financial_transaction_id: int) -> dict[str, Details]:
        """Change a proposal: what is left out stays as it is, lines are replaced; approvals are withdrawn"""
        return {"financialTransaction": transactions.edit(desk(), financial_transaction_id, values)}
