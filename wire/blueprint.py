"""The blueprint every room uses: our parser in front, the envelope behind, both also in the API document.

`EnvelopeBlueprint` is what the blueprints of all wires of this service share.
"""

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


class EnvelopeBlueprint(flask_smorest.Blueprint):
    """flask-smorest's blueprint for a wire: what holds for every operation of it, in the API document too."""

    FAILS_WITH: ClassVar[tuple[int, ...]]  # statuses that anyone may get
    BODY: ClassVar[str]  # the media type of a body as documented
    ALSO_READ: ClassVar[tuple[str, ...]]  # others that are read just so
    _envelopes: ClassVar[dict[str, type[Schema]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(self._prepare_wire_doc)

    @classmethod
    def _envelope(cls, name: str, members: Mapping[str, ma.fields.Field[Any]]) -> ma.Schema:
        """The schema of an answer, made once; `name` is what is in it."""
        if name not in cls._envelopes:
            cls._envelopes[name] = type(name, (Schema,), {"__doc__": "The answer in its envelope.", **members})
        return cls._envelopes[name]()

    def _prepare_wire_doc(self, doc: dict[str, Any], doc_info: Mapping[str, Any], **kwargs: Any) -> dict[str, Any]:
        for status in self.FAILS_WITH:
            doc.setdefault("responses", {}).setdefault(status, HTTPStatus(status).name)
        content = doc.get("requestBody", {}).get("content", {})
        if self.BODY in content:
            content.update({kind: deepcopy(content[self.BODY]) for kind in self.ALSO_READ})
        return doc


class Blueprint(EnvelopeBlueprint):
    """The blueprint every room uses, speaking this wire's language."""

    ARGUMENTS_PARSER = Parser()
    FAILS_WITH = (429, 500)
    BODY, ALSO_READ = "application/json", ("application/json-patch+json", "application/*+json")
    _envelopes: ClassVar[dict[str, type[Schema]]] = {}

    @staticmethod
    def _prepare_response_content(data: Any) -> dict[str, Any]:
        return success(data)

    @classmethod
    def _make_doc_response_schema(cls, schema: ma.Schema | None) -> ma.Schema:
        name = type(schema).__name__.removesuffix("Schema") + ("List" if schema.many else "") if schema else "Empty"
        return cls._envelope(f"{name}EnvelopeSchema", _success_members(schema))


def document(view: Any, **doc: Any) -> Any:
    """Add to what the API document says of a view; for decorators of other rooms."""
    view._apidoc = deepcopy(getattr(view, "_apidoc", {}))
    view._apidoc["manual_doc"] = deepupdate(view._apidoc.get("manual_doc", {}), doc)
    return view


def error_response(status: int) -> dict[int, str]:
    """What the API document says of an error answer."""
    return {status: HTTPStatus(status).name}


def _success_members(schema: ma.Schema | None) -> dict[str, ma.fields.Field[Any]]:
    if schema is None:
        result: ma.fields.Field[Any] = ma.fields.Raw(
            allow_none=True, metadata={"description": "null, unless the summary says otherwise"}
        )
    elif schema.many:
        result = ma.fields.List(ma.fields.Nested(type(schema)), required=True)
    else:
        result = ma.fields.Nested(type(schema), required=True)
    return {
        "result": result,
        "targetUrl": ma.fields.String(allow_none=True, metadata={"example": None}),
        "success": ma.fields.Boolean(required=True),
        "error": ma.fields.Raw(allow_none=True, metadata={"description": "null", "example": None}),
        "unAuthorizedRequest": ma.fields.Boolean(required=True, metadata={"example": False}),
        "abp": ma.fields.Boolean(data_key="__abp", required=True),
    }
