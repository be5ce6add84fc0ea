"""Setting administrations up: who sees them, who authorises in them. No part of the public API."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from air.vocabulary import LEGISLATIONS
from auth.access import requires
from auth.permissions import ADMINISTRATIONS_EDIT
from bookkeeping import managing
from bookkeeping.endpoints.administrations import WrappedAdministrationSchema
from bookkeeping.endpoints.shared import ID, desk
from bookkeeping.numbers import DataSource
from bookkeeping.rows.administrations import Administration, Proxy
from wire import Blueprint, Day, Number, Schema
from wire.columns import EntityId
from wire.validators import AtLeast, Currency, MaxItems, MaxLength, NotEmpty, OneLine, OneOf

MAX_USERS, MAX_GRANTS = 200, 1000
ONE = f"/administration/<{ID}:administration_id>"
blueprint = Blueprint("Setting up", __name__, url_prefix="/private-api/v1", description="Administrations and users")


def _text(attribute: str, most: int, **options: Any) -> ma.fields.String:
    checks = [NotEmpty(), MaxLength(most), OneLine()]
    return ma.fields.String(attribute=attribute, validate=checks, **options)


def _source(attribute: str) -> ma.fields.Integer:
    description = {"description": "0 accounting system, 1 API"}
    numbers = [int(source) for source in DataSource]
    return ma.fields.Integer(strict=True, attribute=attribute, validate=OneOf(numbers), metadata=description)


class AdministrationEdit(Schema):
    """What is not sent stays as it is; null clears what need not be there."""

    name = _text("name", 256)
    isActive = ma.fields.Boolean(attribute="is_active")
    legislation = ma.fields.String(validate=OneOf(LEGISLATIONS))
    currencyCode = ma.fields.String(attribute="currency_code", validate=Currency())
    cocNumber = _text("coc_number", 32, allow_none=True)
    vatNumber = _text("vat_number", 32, allow_none=True)
    iban = _text("iban", 34, allow_none=True)
    journalCode = ma.fields.String(attribute="journal_code", validate=[MaxLength(64), OneLine()])
    defaultModelId = ma.fields.UUID(attribute="default_model_id", allow_none=True)
    accountingSystemName = _text("accounting_system", 64, allow_none=True)
    accountingSystemOptions = ma.fields.Dict(
        keys=ma.fields.String(),
        attribute="connector_settings",
        metadata={"description": "Of the connector; added to those there are, null takes one away; never returned"},
    )
    purchaseOrderDataSource = _source("purchase_order_data_source")
    productDataSource = _source("product_data_source")


class AdministrationInput(AdministrationEdit):
    code = _text("code", 64, required=True)
    name = _text("name", 256, required=True)
    legislation = ma.fields.String(load_default="nl", validate=OneOf(LEGISLATIONS))
    currencyCode = ma.fields.String(load_default="EUR", attribute="currency_code", validate=Currency())


class GrantsInput(Schema):
    areAllAdministrationsGranted = ma.fields.Boolean(
        load_default=False, attribute="everything", metadata={"description": "All there are, and all to come"}
    )
    administrationIds = ma.fields.List(
        EntityId(), required=True, attribute="administration_ids", validate=MaxItems(MAX_GRANTS)
    )


class RuleSchema(Schema):
    userId = EntityId(required=True, attribute="user_id")
    amountFrom = Number(load_default=0, attribute="amount_from", validate=AtLeast(0))
    amountTo = Number(
        load_default=None,
        allow_none=True,
        attribute="amount_to",
        validate=AtLeast(0),
        metadata={"description": "Not included; null: no limit"},
    )


class ProxyQuery(Schema):
    userId = EntityId(required=True, attribute="user_id", strict=False)
    proxyUserId = EntityId(required=True, attribute="proxy_user_id", strict=False)


class ProxySchema(ProxyQuery):
    firstDay = Day(load_default=None, allow_none=True, attribute="first_day")
    lastDay = Day(load_default=None, allow_none=True, attribute="last_day")


class RulesInput(Schema):
    procurators = ma.fields.List(
        ma.fields.Nested(RuleSchema), required=True, attribute="rules", validate=MaxItems(MAX_USERS)
    )


class AuthorizersSchema(Schema):
    procurators = ma.fields.List(ma.fields.Nested(RuleSchema), required=True, attribute="rules")
    proxies = ma.fields.List(ma.fields.Nested(ProxySchema), required=True)


@blueprint.route("/administration")
class Administrations(MethodView):
    @requires(ADMINISTRATIONS_EDIT)
    @blueprint.arguments(AdministrationInput)
    @blueprint.response(200, WrappedAdministrationSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, values: dict[str, Any]) -> dict[str, Administration]:
        """Make an administration; you will see it"""
        return {"administration": managing.create(desk(), values.pop("code"), values)}


@blueprint.route(ONE)
class OneAdministration(MethodView):
    @requires(ADMINISTRATIONS_EDIT)
    @blueprint.arguments(AdministrationEdit)
    @blueprint.response(200, WrappedAdministrationSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def put(self, values: dict[str, Any], administration_id: int) -> dict[str, Administration]:
        """Change settings of an administration: what is not sent stays, null clears"""
        return {"administration": managing.change(desk(), administration_id, values)}


@blueprint.route(f"{ONE}/procurators")
class Procurators(MethodView):
    @requires(ADMINISTRATIONS_EDIT)
    @blueprint.response(200, AuthorizersSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def get(self, administration_id: int) -> managing.Authorizers:
        """Who authorises which amounts, and who may act for them"""
        return managing.authorizers(desk(), administration_id)

    @requires(ADMINISTRATIONS_EDIT)
    @blueprint.arguments(RulesInput)
    @blueprint.response(200, AuthorizersSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def put(self, asked: dict[str, Any], administration_id: int) -> managing.Authorizers:
        """Replace the procurators of an administration; without any, whoever has the permission approves"""
        return managing.put_procurators(desk(), administration_id, asked["rules"])


@blueprint.route("/proxy")
class Proxies(MethodView):
    @requires(ADMINISTRATIONS_EDIT)
    @blueprint.arguments(ProxySchema)
    @blueprint.response(200, ProxySchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def put(self, asked: dict[str, Any]) -> Proxy:
        """Let one user approve for another, always or on some days"""
        return managing.put_proxy(desk(), **asked)

    @requires(ADMINISTRATIONS_EDIT)
    @blueprint.arguments(ProxyQuery, location="query")
    @blueprint.response(200)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def delete(self, asked: dict[str, Any]) -> None:
        """No longer let one user approve for another"""
        managing.remove_proxy(desk(), **asked)


@blueprint.route(f"/user/<{ID}:user_id>/administrations")
class Grants(MethodView):
    @requires(ADMINISTRATIONS_EDIT)
    @blueprint.arguments(GrantsInput)
    @blueprint.response(200)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def put(self, asked: dict[str, Any], user_id: int) -> None:
        """Let a user see these administrations and, of those that you see, no others"""
        managing.grant(desk(), user_id, **asked)
