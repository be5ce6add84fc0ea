"""Schemas: the fields that a business wants out of its documents."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView
from flask_babel import gettext

from auth.permissions import EXTRACTION
from extraction import definitions
from extraction.access import current_business, machine, requires
from extraction.blueprint import Blueprint
from extraction.endpoints.shared import PREFIX, MessageSchema, Moment
from extraction.envelope import Answer
from extraction.listing import PageQuery, page_schema
from wire import Schema
from wire.validators import MaxLength, NotEmpty

DELETED = "The schema is deleted, with what was learnt for it."
EXAMPLE = [{"name": "total", "type": "number", "aliases": ["Amount due"], "required": True}]
blueprint = Blueprint("Schemas", __name__, url_prefix=PREFIX, description="The fields that you want out of documents")


class SchemaInput(Schema):
    """Our own form (`fields`), or plain JSON Schema: as the body itself, or in `schema`. Read by `air.schema`."""

    class Meta:
        unknown = ma.INCLUDE

    name = ma.fields.String(validate=[NotEmpty(), MaxLength(definitions.MAX_NAME)], metadata={"example": "Receipts"})
    title = ma.fields.String(
        validate=[NotEmpty(), MaxLength(definitions.MAX_NAME)], metadata={"description": "JSON Schema's name"}
    )
    description = ma.fields.String(allow_none=True, validate=MaxLength(2000))
    fields_ = ma.fields.List(
        ma.fields.Dict(),
        data_key="fields",
        attribute="fields",
        metadata={
            "description": "name, type (string, number, integer, date, boolean, currency, enum, object, list), "
            "description, aliases, required, enum, fields, items",
            "example": EXAMPLE,
        },
    )
    llm = ma.fields.String(
        load_default=None,
        allow_none=True,
        metadata={"description": "A language model that is asked too; one of those that the operator has set up"},
    )
    schema_ = ma.fields.Dict(data_key="schema", attribute="schema", metadata={"description": "JSON Schema"})

    @ma.pre_load
    def _match_names(self, data: Any, **kwargs: Any) -> Any:
        """Names are those of JSON Schema, which are spelled in one way."""
        return data


class SchemaSchema(Schema):
    id = ma.fields.Integer(required=True, attribute="schema.id")
    name = ma.fields.String(required=True, attribute="schema.name")
    description = ma.fields.String(required=True, allow_none=True, attribute="schema.description")
    version = ma.fields.Integer(required=True, attribute="schema.version", metadata={"description": "From 1"})
    fields_ = ma.fields.List(ma.fields.Dict(), required=True, data_key="fields", attribute="version.definition.fields")
    llm = ma.fields.Function(
        lambda view: view.version.definition.get("llm"),
        metadata={"type": "string", "nullable": True, "description": "The language model that is asked too"},
    )
    feedback_count = ma.fields.Integer(required=True, metadata={"description": "Jobs that it learnt from"})
    created_at = Moment(required=True, attribute="schema.created_at")
    updated_at = Moment(required=True, attribute="schema.updated_at")


@blueprint.route("/schemas/")
class Schemas(MethodView):
    @requires(EXTRACTION)
    @blueprint.arguments(PageQuery, location="query")
    @blueprint.answers(200, page_schema(SchemaSchema))
    def get(self, asked: dict[str, Any]) -> Answer:
        """List the schemas of the business"""
        return Answer(definitions.page(machine().database, current_business().tenant_id, asked))

    @requires(EXTRACTION)
    @blueprint.arguments(SchemaInput)
    @blueprint.answers(201, SchemaSchema)
    def post(self, asked: dict[str, Any]) -> Answer:
        """Make a schema, in our own form or as JSON Schema"""
        return Answer(definitions.create(machine().database, current_business().tenant_id, asked))


@blueprint.route("/schemas/<int:schema_id>/")
class OneSchema(MethodView):
    @requires(EXTRACTION)
    @blueprint.fails(404)
    @blueprint.answers(200, SchemaSchema)
    def get(self, schema_id: int) -> Answer:
        """Read one schema in its newest version"""
        return Answer(definitions.one(machine().database, current_business().tenant_id, schema_id))

    @requires(EXTRACTION)
    @blueprint.fails(404)
    @blueprint.arguments(SchemaInput)
    @blueprint.answers(200, SchemaSchema)
    def put(self, asked: dict[str, Any], schema_id: int) -> Answer:
        """Replace a schema by a new version; jobs of before keep theirs"""
        return Answer(definitions.change(machine().database, current_business().tenant_id, schema_id, asked))

    @requires(EXTRACTION)
    @blueprint.fails(404)
    @blueprint.answers(200, MessageSchema)
    def delete(self, schema_id: int) -> Answer:
        """Delete a schema, with what was learnt for it; its jobs stay"""
        definitions.delete_schema(machine().database, current_business().tenant_id, schema_id)
        return Answer({"message": gettext(DELETED)})
