"""Master data: for every kind the same list and reads."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import MASTER_DATA_READ
from bookkeeping import master
from bookkeeping.endpoints.shared import API, AdministrationQuery, FilterInput, OfAdministration, desk
from bookkeeping.kinds import MASTER_DATA, Kind
from wire import Blueprint, Schema
from wire.paging import PagedResult, paged, sortable_by
from wire.validators import MaxLength, NotEmpty

blueprint = Blueprint("Master data", __name__, url_prefix=API, description="What the accounting system knows")


class MasterDataInput(OfAdministration, FilterInput):
    code = ma.fields.String(validate=MaxLength(64))
    externalId = ma.fields.String(attribute="external_id", validate=MaxLength(128))


class CodeQuery(AdministrationQuery):
    code = ma.fields.String(required=True, validate=NotEmpty())


class ExternalIdQuery(AdministrationQuery):
    externalId = ma.fields.String(required=True, attribute="external_id", validate=NotEmpty())


def _add_list(kind: Kind, schema: type[Schema]) -> None:
    sortable = sortable_by(schema, kind.row)

    @blueprint.route(f"/{kind.name}/list", endpoint=f"{kind.name}-list")
    class List(MethodView):
        @requires(MASTER_DATA_READ)
        @blueprint.arguments(MasterDataInput)
        @blueprint.response(200, paged(schema))
        @blueprint.doc(summary=f"List the {kind.single}s of an administration")
        @blueprint.alt_response(404, description="NOT_FOUND")
        def post(self, asked: dict[str, Any]) -> PagedResult:
            return master.page(desk(), kind, asked, sortable)


def _add_read(kind: Kind, schema: type[Schema], path: str, query: type[Schema]) -> None:
    @blueprint.route(f"/{path}", endpoint=path.replace("/", "-"))
    class One(MethodView):
        @requires(MASTER_DATA_READ)
        @blueprint.arguments(query, location="query")
        @blueprint.response(200, schema)
        @blueprint.doc(summary=f"Read one {kind.single}")
        @blueprint.alt_response(404, description="NOT_FOUND")
        def get(self, asked: dict[str, Any]) -> Any:
            return master.one(desk(), kind, **asked)


def _add(kind: Kind) -> None:
    schema = kind.schema()
    _add_list(kind, schema)
    if "code" in kind.read_by:
        _add_read(kind, schema, kind.name, CodeQuery)
    if "externalId" in kind.read_by:
        _add_read(kind, schema, f"{kind.name}/externalId", ExternalIdQuery)


for _kind in MASTER_DATA:
    _add(_kind)
