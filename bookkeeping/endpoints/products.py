"""Products: articles and services."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import PRODUCTS_EDIT, PRODUCTS_READ
from bookkeeping import master, products
from bookkeeping.endpoints.master_data import CodeQuery, MasterDataInput
from bookkeeping.endpoints.shared import API, desk
from bookkeeping.kinds import PRODUCTS
from bookkeeping.rows.products import Product
from wire import Blueprint, Number
from wire.columns import EntityId
from wire.paging import PagedResult, paged, sortable_by
from wire.validators import AtLeast

ProductSchema = PRODUCTS.schema()
SORTABLE = sortable_by(ProductSchema, Product)
blueprint = Blueprint("Products", __name__, url_prefix=f"{API}/product", description="Articles and services")


class ProductsInput(MasterDataInput):
    isActive = ma.fields.Boolean(attribute="is_active")


class ProductInput(PRODUCTS.input_schema()):  # type: ignore[misc]
    administrationId = EntityId(required=True, attribute="administration_id")
    purchasePrice = Number(load_default=None, allow_none=True, attribute="purchase_price", validate=AtLeast(0))
    salesPrice = Number(load_default=None, allow_none=True, attribute="sales_price", validate=AtLeast(0))


@blueprint.route("/list")
class Products(MethodView):
    @requires(PRODUCTS_READ)
    @blueprint.arguments(ProductsInput)
    @blueprint.response(200, paged(ProductSchema))
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, asked: dict[str, Any]) -> PagedResult:
        """List the products of an administration"""
        return master.page(desk(), PRODUCTS, asked, SORTABLE)


@blueprint.route("")
class OneProduct(MethodView):
    @requires(PRODUCTS_READ)
    @blueprint.arguments(CodeQuery, location="query")
    @blueprint.response(200, ProductSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def get(self, asked: dict[str, Any]) -> Product:
        """Read one product"""
        found: Product = master.one(desk(), PRODUCTS, **asked)
        return found

    @requires(PRODUCTS_EDIT)
    @blueprint.arguments(ProductInput)
    @blueprint.response(200, ProductSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, values: dict[str, Any]) -> Product:
        """Make a product"""
        return products.create(desk(), values)

    @requires(PRODUCTS_EDIT)
    @blueprint.arguments(ProductInput)
    @blueprint.response(200, ProductSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def put(self, values: dict[str, Any]) -> Product:
        """Replace the product with that code"""
        return products.replace(desk(), values)

    @requires(PRODUCTS_EDIT)
    @blueprint.arguments(CodeQuery, location="query")
    @blueprint.response(200)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def delete(self, asked: dict[str, Any]) -> None:
        """Delete a product"""
        products.delete(desk(), **asked)
