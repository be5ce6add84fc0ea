"""The blueprint every room uses: our parser in front, the envelope behind, both also in the API document."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from http import HTTPStatus
from typing import Any, ClassVar

import flask_smorest
import marshmallow as ma
from flask_smorest.utils import deepupdate

from wire.envelope import success
from wire.parser import Parser
from wire.schema import Schema

JSON_TYPES = ("application/json", "application/json-patch+json", "application/*+json")
ANY_OPERATION_FAILS_WITH = (429, 500)


class ValidationErrorSchema(Schema):
    message = ma.fields.String(required=True, metadata={"description": "What is wrong"})
    members = ma.fields.List(ma.fields.String(), allow_none=True, metadata={"description": "The inputs it is about"})


class ErrorSchema(Schema):
    code = ma.fields.Integer(required=True)
    message = ma.fields.String(required=True, metadata={"description": "Text for the user, in the user's language"})
    details = ma.fields.String(allow_none=True)
    validationErrors = ma.fields.List(ma.fields.Nested(ValidationErrorSchema), allow_none=True)


class FailureEnvelopeSchema(Schema):
    """An answer that went wrong."""

    result = ma.fields.Raw(allow_none=True, metadata={"example": None})
    targetUrl = ma.fields.String(allow_none=True, metadata={"example": None})
    success = ma.fields.Boolean(required=True, metadata={"example": False})
    error = ma.fields.Nested(ErrorSchema, required=True)
    unAuthorizedRequest = ma.fields.Boolean(required=True, metadata={"description": "true if one must log in first"})
    abp = ma.fields.Boolean(data_key="__abp", required=True)


class Blueprint(flask_smorest.Blueprint):
    """flask-smorest's blueprint, speaking the wire's language."""

    ARGUMENTS_PARSER = Parser()
    _envelopes: ClassVar[dict[str, type[Schema]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(self._prepare_wire_doc)

    @staticmethod
    def _prepare_response_content(data: Any) -> dict[str, Any]:
        return success(data)

    @classmethod
    def _make_doc_response_schema(cls, schema: ma.Schema | None) -> ma.Schema:
        name = type(schema).__name__.removesuffix("Schema") + ("List" if schema.many else "") if schema else "Empty"
        if name not in cls._envelopes:
            cls._envelopes[name] = _success_envelope(name, schema)
        return cls._envelopes[name]()

    def _prepare_wire_doc(self, doc: dict[str, Any], doc_info: Mapping[str, Any], **kwargs: Any) -> dict[str, Any]:
        """What holds for every operation: the media types of bodies, and the errors anyone may get."""
        for status in ANY_OPERATION_FAILS_WITH:
            doc.setdefault("responses", {}).setdefault(status, HTTPStatus(status).name)
        content = doc.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            content.update({kind: deepcopy(content["application/json"]) for kind in JSON_TYPES})
        return doc


def document(view: Any, **doc: Any) -> Any:
    """Add to what the API document says of a view; for decorators of other rooms."""
    view._apidoc = deepcopy(getattr(view, "_apidoc", {}))
    view._apidoc["manual_doc"] = deepupdate(view._apidoc.get("manual_doc", {}), doc)
    return view


def error_response(status: int) -> dict[int, str]:
    """What the API document says of an error answer."""
    return {status: HTTPStatus(status).name}


def _success_envelope(name: str, schema: ma.Schema | None) -> type[Schema]:
    if schema is None:
        result: ma.fields.Field[Any] = ma.fields.Raw(
            allow_none=True, metadata={"description": "null, unless the summary says otherwise"}
        )
    elif schema.many:
        result = ma.fields.List(ma.fields.Nested(type(schema)), required=True)
    else:
        result = ma.fields.Nested(type(schema), required=True)
    members = {
        "result": result,
        "targetUrl": ma.fields.String(allow_none=True, metadata={"example": None}),
        "success": ma.fields.Boolean(required=True),
        "error": ma.fields.Raw(allow_none=True, metadata={"description": "null", "example": None}),
        "unAuthorizedRequest": ma.fields.Boolean(required=True, metadata={"example": False}),
        "abp": ma.fields.Boolean(data_key="__abp", required=True),
    }
    return type(f"{name}EnvelopeSchema", (Schema,), {"__doc__": f"The answer {name} in its envelope.", **members})
