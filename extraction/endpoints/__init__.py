"""The extraction-jobs wire: its blueprints, and its API document beside the first wire's."""

from __future__ import annotations

from flask import Flask

import wire.application
from extraction import access, counting, envelope
from extraction.blueprint import FailureSchema
from extraction.endpoints import jobs, keys, schemas
from extraction.limits import Limits

TITLE = "Extraction jobs API v1"
DOCUMENT_URL = "/swagger/extraction-v1/swagger.json"
BLUEPRINTS = (jobs.blueprint, schemas.blueprint, keys.blueprint)


def recognise(app: Flask, limits: Limits) -> None:
    """Know who calls; after `auth`, before requests are counted."""
    access.install(app, limits)


def install(app: Flask, *, version: str) -> None:
    """Everything else of this wire, after the first wire."""
    envelope.install(app)
    counting.install(app, BLUEPRINTS, access.limits_of(app))
    api = wire.application.new_api(
        app, TITLE, DOCUMENT_URL, version=version, failure=FailureSchema, prefix="EXTRACTION"
    )
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "API key"})
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
