"""Put the wire's rules on a Flask application, all but the counting, which wants to know the caller first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apispec.ext.marshmallow import OpenAPIConverter
from flask import Flask
from flask_smorest import Api
from marshmallow.fields import Field

from wire import draining, envelope, headers, languages
from wire.blueprint import FailureEnvelopeSchema
from wire.schema import Base64, Day, Number, Schema, UtcDateTime

TITLE = "Zenvoices public API v1"
DOCUMENT_URL = "/swagger/public-v1/swagger.json"


class _Api(Api):
    """flask-smorest's registry of blueprints and maker of the API document; errors are answered by `envelope`."""

    def _register_error_handlers(self) -> None:
        """None: every error has one handler."""


def install(app: Flask, *, version: str, max_request_bytes: int, report: Callable[[BaseException], None]) -> Api:
    """Everything but the rate limits; `report` hears of errors that nobody foresaw."""
    app.config.update(MAX_CONTENT_LENGTH=max_request_bytes, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the envelope has an order
    app.json.compact = True  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    languages.install(app)
    headers.install(app)
    draining.install(app)
    envelope.install(app, report)
    api = new_api(app, TITLE, DOCUMENT_URL, version=version, failure=FailureEnvelopeSchema)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    return api


def new_api(app: Flask, title: str, document_url: str, *, version: str, failure: type[Schema], prefix: str = "") -> Api:
    """A registry of blueprints with an API document of its own; `prefix` is that of its settings, one per registry.

    The caller says what the security scheme `bearer` is.
    """
    folder, _, path = document_url.removeprefix("/").partition("/")
    settings = {
        "API_TITLE": title,
        "API_VERSION": version,
        "OPENAPI_VERSION": "3.0.3",  # what Swagger UI 4 shows
        "OPENAPI_URL_PREFIX": f"/{folder}",
        "OPENAPI_JSON_PATH": path,
    }
    app.config.update({f"{prefix}_{name}" if prefix else name: value for name, value in settings.items()})
    api = _Api(config_prefix=prefix)
    api.ERROR_SCHEMA = failure
    api.register_field(Base64, "string", "byte")
    api.register_field(UtcDateTime, "string", "date-time")
    api.register_field(Number, "number", None)
    api.register_field(Day, "string", None)
    api.init_app(app)
    api.ma_plugin.converter.add_attribute_function(_schema_before_null)
    api.spec.options["security"] = [{"bearer": []}]
    return api


def _schema_before_null(converter: OpenAPIConverter, field: Field[Any], ret: dict[str, Any]) -> dict[str, Any]:
    """Of "null or this schema" Swagger UI shows the first as the example: let it be the schema."""
    return {"anyOf": ret["anyOf"][::-1]} if ret.get("anyOf", [{}])[0].get("nullable") else {}
