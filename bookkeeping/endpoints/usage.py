"""What was charged."""

from __future__ import annotations

from datetime import date
from typing import Any

import marshmallow as ma
from flask.views import MethodView

from auth.access import requires
from auth.permissions import USAGE_READ
from bookkeeping import usage
from bookkeeping.endpoints.shared import API, desk
from wire import Blueprint, Schema

blueprint = Blueprint("Usage", __name__, url_prefix=f"{API}/usage", description="What was charged")


class Month(ma.fields.Field[date]):
    """A month, as in 2025-01."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError as error:
            raise ma.ValidationError("must be a month as in 2025-01.") from error

    def _serialize(self, value: date | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value:%Y-%m}"


MONTH = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$", "example": "2025-01"}


class UsageQuery(Schema):
    monthFrom = Month(required=True, attribute="first", metadata=MONTH)
    monthTo = Month(required=True, attribute="last", metadata=MONTH)


class UsageSchema(Schema):
    month = Month(required=True, attribute="usage.month", metadata=MONTH)
    administrationId = ma.fields.Integer(
        allow_none=True,
        attribute="usage.administration_id",
        metadata={"description": "null: documents that were read for no administration"},
    )
    administrationCode = ma.fields.String(allow_none=True, attribute="administration_code")
    documentCount = ma.fields.Integer(required=True, attribute="usage.documents")
    transactionCount = ma.fields.Integer(
        required=True,
        attribute="usage.transactions",
        metadata={"description": "One per started five pages, at most ten per document"},
    )


class UsageListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(UsageSchema), required=True)


@blueprint.route("")
class Usage(MethodView):
    @requires(USAGE_READ)
    @blueprint.arguments(UsageQuery, location="query")
    @blueprint.response(200, UsageListSchema)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Charged transactions per month and administration"""
        return {"items": usage.charged_to(desk(), **asked)}
