"""Purchase orders."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import PURCHASE_ORDERS_EDIT, PURCHASE_ORDERS_READ
from bookkeeping import orders
from bookkeeping.endpoints.shared import API, AdministrationQuery, OfAdministration, desk
from bookkeeping.rows.orders import PurchaseOrder, PurchaseOrderLine
from wire import Blueprint, Day, Number, Schema
from wire.columns import EntityId, fields_of, schema_of
from wire.paging import PagedResult, paged, sortable_by
from wire.validators import AtLeast, Currency, MaxItems, MaxLength, NotEmpty

HEADER = (
    "administration_id",
    "purchase_order_number",
    "account_code",
    "currency_code",
    "description",
    "external_id",
    "purchase_date",
    "tax_exclusive_amount",
    "tax_inclusive_amount",
    "your_reference",
)
LINE = (
    "line_number",
    "product_code",
    "description",
    "quantity",
    "price",
    "received_quantity",
    "invoiced_quantity",
    "tax_code",
    "ledger_account_code",
    "cost_centre_code",
    "cost_unit_code",
    "project_code",
    "employee_code",
    "external_id",
)
QUANTITIES = ("quantity", "price", "received_quantity", "invoiced_quantity")
MAX_LINES = 2_000
ListedOrderSchema = schema_of("PurchaseOrderSchema", PurchaseOrder, *HEADER)
LineSchema = schema_of("PurchaseOrderLineSchema", PurchaseOrderLine, *LINE)
SORTABLE = sortable_by(ListedOrderSchema, PurchaseOrder)
blueprint = Blueprint("Purchase orders", __name__, url_prefix=f"{API}/purchaseOrders", description="What was ordered")


def _not_negative(fields: dict[str, Any]) -> dict[str, Any]:
    for name, field in fields.items():
        if field.attribute in QUANTITIES:
            fields[name] = Number(
                attribute=field.attribute, required=field.required, load_default=field.load_default, validate=AtLeast(0)
            )
    return fields


LineInput = type("PurchaseOrderLineInput", (Schema,), _not_negative(fields_of(PurchaseOrderLine, *LINE)))


class PurchaseOrderDetailsSchema(ListedOrderSchema):  # type: ignore[misc, valid-type]
    lines = ma.fields.List(ma.fields.Nested(LineSchema), required=True)


class PurchaseOrderInput(ListedOrderSchema):  # type: ignore[misc, valid-type]
    administrationId = EntityId(required=True, attribute="administration_id")
    currencyCode = ma.fields.String(load_default=None, allow_none=True, attribute="currency_code", validate=Currency())
    taxExclusiveAmount = Number(load_default=None, allow_none=True, attribute="tax_exclusive_amount")
    taxInclusiveAmount = Number(load_default=None, allow_none=True, attribute="tax_inclusive_amount")
    lines = ma.fields.List(ma.fields.Nested(LineInput), required=True, validate=[NotEmpty(), MaxItems(MAX_LINES)])


class OrderQuery(AdministrationQuery):
    purchaseOrderNumber = ma.fields.String(required=True, attribute="purchase_order_number", validate=NotEmpty())


class PurchaseOrdersInput(OfAdministration):
    accountCode = ma.fields.String(attribute="account_code", validate=MaxLength(64))
    purchaseOrderNumber = ma.fields.String(attribute="purchase_order_number", validate=MaxLength(64))
    externalId = ma.fields.String(attribute="external_id", validate=MaxLength(128))
    purchaseDateFrom = Day(attribute="purchase_date_from")
    purchaseDateTo = Day(attribute="purchase_date_to")


@blueprint.route("/list")
class PurchaseOrders(MethodView):
    @requires(PURCHASE_ORDERS_READ)
    @blueprint.arguments(PurchaseOrdersInput)
    @blueprint.response(200, paged(ListedOrderSchema))
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, asked: dict[str, Any]) -> PagedResult:
        """List the purchase orders of an administration, without their lines"""
        return orders.page(desk(), asked, SORTABLE)


@blueprint.route("")
class OnePurchaseOrder(MethodView):
    @requires(PURCHASE_ORDERS_READ)
    @blueprint.arguments(OrderQuery, location="query")
    @blueprint.response(200, PurchaseOrderDetailsSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def get(self, asked: dict[str, Any]) -> PurchaseOrder:
        """Read one purchase order"""
        return orders.one(desk(), **asked)

    @requires(PURCHASE_ORDERS_EDIT)
    @blueprint.arguments(PurchaseOrderInput)
    @blueprint.response(200, PurchaseOrderDetailsSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, values: dict[str, Any]) -> PurchaseOrder:
        """Make a purchase order"""
        return orders.create(desk(), values)

    @requires(PURCHASE_ORDERS_EDIT)
    @blueprint.arguments(PurchaseOrderInput)
    @blueprint.response(200, PurchaseOrderDetailsSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def put(self, values: dict[str, Any]) -> PurchaseOrder:
        """Replace the purchase order with that number, lines included"""
        return orders.replace(desk(), values)

    @requires(PURCHASE_ORDERS_EDIT)
    @blueprint.arguments(OrderQuery, location="query")
    @blueprint.response(200)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def delete(self, asked: dict[str, Any]) -> None:
        """Delete a purchase order"""
        orders.delete(desk(), **asked)
