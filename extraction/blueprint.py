"""The blueprint of this wire: its envelope and its parser, in the answers and in the API document."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import Any, ClassVar

import marshmallow as ma
from flask import g
from flask_smorest.utils import resolve_schema_instance

from extraction.envelope import Answer, success
from extraction.parser import FORMS, Parser
from wire import Schema
from wire.blueprint import EnvelopeBlueprint, document


class ErrorSchema(Schema):
    code = ma.fields.String(required=True, metadata={"example": "validation_error"})
    message = ma.fields.String(required=True, metadata={"description": "A sentence a person can act on"})


class FailureSchema(Schema):
    """An answer that went wrong."""

    success = ma.fields.Boolean(required=True, metadata={"example": False})
    error = ma.fields.Nested(ErrorSchema, required=True)
    meta = ma.fields.Dict(required=True, allow_none=True)


class MetaSchema(Schema):
    job_id = ma.fields.Integer()
    client_reference_id = ma.fields.String(metadata={"description": "Only if the job has one"})


class Blueprint(EnvelopeBlueprint):
    """A view answers an `Answer`, whose data its schema shows; forms may also be sent as JSON."""

    ARGUMENTS_PARSER = Parser()
    FAILS_WITH = (400, 401, 403, 429, 500)
    BODY, ALSO_READ = FORMS[0], (*FORMS[1:], "application/json")
    _envelopes: ClassVar[dict[str, type[Schema]]] = {}

    def answers(self, status: int, schema: type[Schema]) -> Any:
        """Decorate a view that answers an `Answer`."""

        def decorate(view: Any) -> Any:
            @wraps(view)
            def bare(*args: Any, **kwargs: Any) -> Any:
                answer: Answer = view(*args, **kwargs)
                g.answer_meta = answer.meta
                return answer.data, dict(answer.headers)

            return self.response(status, schema)(bare)

        return decorate

    @staticmethod
    def fails(*statuses: int) -> Any:
        """Say in the API document with which statuses a view fails, beside those that all have."""
        responses = {status: HTTPStatus(status).name for status in statuses}
        return lambda view: document(view, responses=responses)

    @staticmethod
    def _prepare_response_content(data: Any) -> dict[str, Any]:
        return success(data, g.pop("answer_meta", None))

    @classmethod
    def _make_doc_response_schema(cls, schema: ma.Schema | None) -> ma.Schema | None:
        shown = resolve_schema_instance(schema)
        if shown is None:
            return None
        name = f"{type(shown).__name__.removesuffix('Schema')}AnswerSchema"
        members = {
            "success": ma.fields.Boolean(required=True),
            "data": ma.fields.Nested(type(shown), required=True),
            "meta": ma.fields.Nested(MetaSchema, required=True, allow_none=True),
        }
        return cls._envelope(name, members)
