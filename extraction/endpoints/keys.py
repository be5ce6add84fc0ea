"""API keys: what programs log in with on this wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView
from flask_babel import gettext

from auth.permissions import EXTRACTION_KEYS
from extraction import keys
from extraction.access import current_business, machine, requires
from extraction.blueprint import Blueprint
from extraction.endpoints.shared import PREFIX, MessageSchema, Moment
from extraction.envelope import Answer
from extraction.listing import PageQuery, page_schema
from webhooks.tables import Endpoint
from wire import Schema
from wire.validators import MaxLength, MinLength, NotEmpty, OneLine

REVOKED = "The API key is revoked."
blueprint = Blueprint("API keys", __name__, url_prefix=PREFIX, description="What programs log in with")


class KeyInput(Schema):
    name = ma.fields.String(required=True, validate=[NotEmpty(), MaxLength(128), OneLine()])
    webhook_url = ma.fields.String(
        load_default=None, validate=[NotEmpty(), MaxLength(2000)], metadata={"description": "Called when a job ends"}
    )
    webhook_secret = ma.fields.String(
        load_default=None,
        validate=[MinLength(16), MaxLength(256), OneLine()],
        metadata={"description": "The key of the signatures of those calls; whsec_… works too"},
    )


class KeySchema(Schema):
    id = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)
    prefix = ma.fields.String(required=True, attribute="shown", metadata={"description": "How the key begins"})
    webhook_url = ma.fields.Function(
        lambda row: _webhook_url(ma.utils.get_value(row, "endpoint")), metadata={"type": "string", "nullable": True}
    )
    created_at = Moment(required=True)
    last_used_at = Moment(required=True, allow_none=True)


class NewKeySchema(KeySchema):
    key = ma.fields.String(required=True, metadata={"description": "The key itself; it is not shown again"})


@blueprint.route("/keys/")
class Keys(MethodView):
    @requires(EXTRACTION_KEYS)
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.answers(200, page_schema(KeySchema))
    def get(self, asked: dict[str, Any]) -> Answer:
        """List the API keys of the business"""
        return Answer(keys.page(machine().database, current_business().tenant_id, asked))

    @requires(EXTRACTION_KEYS)
    @blueprint.arguments(KeyInput)
    @blueprint.answers(201, NewKeySchema)
    def post(self, asked: dict[str, Any]) -> Answer:
        """Make an API key; it is shown once, and may have a webhook"""
        return Answer(keys.create(machine(), current_business().tenant_id, asked))


@blueprint.route("/keys/<int:key_id>/")
class Key(MethodView):
    @requires(EXTRACTION_KEYS)
    @blueprint.fails(404)
    @blueprint.answers(200, MessageSchema)
    def delete(self, key_id: int) -> Answer:
        """Revoke an API key; webhooks of jobs that came with it are still called"""
        keys.revoke(machine().database, current_business().tenant_id, key_id)
        return Answer({"message": gettext(REVOKED)})


def _webhook_url(endpoint: Endpoint | None) -> str | None:
    return None if endpoint is None else endpoint.url
