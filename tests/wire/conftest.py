"""A small application that has nothing but the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
import pytest
from flask import Flask, g, request
from flask.views import MethodView

import wire
from wire import limits
from wire.caller import Caller, set_caller
from wire.paging import PagingInput
from wire.validators import MaxItems, NotEmpty, OneOf


class PartInput(wire.Schema):
    fieldName = ma.fields.String(required=True, attribute="field_name", validate=OneOf(["IBAN", "Total"]))


class ThingInput(wire.Schema):
    fileName = ma.fields.String(required=True, attribute="file_name", validate=NotEmpty())
    content = wire.Base64(max_characters=12)
    count = ma.fields.Integer(strict=True, load_default=1)
    isOpen = ma.fields.Boolean(load_default=False, attribute="is_open")
    url = ma.fields.Url(schemes={"http", "https"})
    id = ma.fields.UUID()
    parts = ma.fields.List(ma.fields.Nested(PartInput), load_default=[], validate=MaxItems(2))
    names = ma.fields.List(ma.fields.String())


class ThingSchema(wire.Schema):
    fileName = ma.fields.String(attribute="file_name", required=True)
    count = ma.fields.Integer(required=True)
    isOpen = ma.fields.Boolean(attribute="is_open", required=True)
    note = ma.fields.String(allow_none=True)
    content = wire.Base64()


ERRORS: dict[str, Any] = {
    "business": lambda: wire.BusinessError("There is no user %(login)s.", login="piet", details="More.", code=7),
    "missing": lambda: wire.EntityNotFound("AirModel", 12),
    "login": wire.NotLoggedIn,
    "permission": lambda: wire.MissingPermission("Api.Air", "Api.Inbox"),
    "slow": lambda: wire.TooManyRequests(9),
    "unready": lambda: wire.ServiceUnavailable(parts="queue"),
    "input": lambda: wire.InvalidInput("refreshToken is required.", "refreshToken"),
    "unexpected": lambda: RuntimeError("a secret: 12345"),
}


def _blueprint() -> wire.Blueprint:
    blueprint = wire.Blueprint("Things", __name__, url_prefix="/public-api/v1")

    @blueprint.route("/thing/<int:thing_id>")
    class Thing(MethodView):
        @blueprint.arguments(ThingInput)
        @blueprint.response(200, ThingSchema)
        def post(self, thing: dict[str, Any], thing_id: int) -> dict[str, Any]:
            """Make a thing"""
            return {"note": None, **thing}

        @blueprint.response(200)
        def delete(self, thing_id: int) -> None:
            """Throw a thing away"""

    @blueprint.route("/thing/list")
    class Things(MethodView):
        @blueprint.arguments(PagingInput)
        @blueprint.response(200)
        def post(self, paging: dict[str, Any]) -> dict[str, Any]:
            """List things"""
            return paging

    @blueprint.route("/fail/<string:kind>")
    class Fail(MethodView):
        @blueprint.response(200)
        def get(self, kind: str) -> None:
            """Fail"""
            raise ERRORS[kind]()

    return blueprint


def _recognise() -> None:
    """A stand-in for logins: the test says who is calling."""
    if "X-User" in request.headers:
        language = request.headers.get("X-Language")
        set_caller(Caller(tenant_id=1, user_id=int(request.headers["X-User"]), language=language))


@pytest.fixture
def reported() -> list[BaseException]:
    """The errors nobody foresaw."""
    return []


@pytest.fixture
def app(redis_url: str, reported: list[BaseException]) -> Flask:
    app = Flask("wire-only", static_folder=None)
    app.before_request(_recognise)
    limits.install(app, redis_url=redis_url, requests_per_second=10)
    api = wire.install(app, version="1", max_request_bytes=100_000, report=reported.append)
    api.register_blueprint(_blueprint())
    app.add_url_rule("/page", "page", lambda: f"<p>{g.get('caller')}</p>")
    return app


@pytest.fixture
def client(app: Flask) -> Any:
    return app.test_client()


@pytest.fixture
def post(client: Any) -> Any:
    """Post a thing; the answer's JSON."""

    def send(body: Any, **headers: str) -> Any:
        return client.post("/public-api/v1/thing/1", json=body, headers=headers).json

    return send
