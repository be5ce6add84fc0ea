"""The Flask application: the rooms, put together."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import auth
import wire
from bookkeeping.desk import check_hearing
from bookkeeping.endpoints import attachments
from extraction import endpoints as extraction
from extraction import llm
from infra.machine import Machine
from training.custom import endpoints as custom_models
from webhooks import endpoints as subscriptions
from wire import limits
from zenvoices import logs, pages
from zenvoices.settings import Settings, load_settings
from zenvoices.version import VERSION

ROOMS = (  # each has a `blueprint`
    "auth.endpoints",
    "webhooks.endpoints",
    "operations.endpoints",
    "training.custom.endpoints",
    "bookkeeping.endpoints.administrations",
    "bookkeeping.endpoints.managing",
    "bookkeeping.endpoints.accounting_systems",
    "bookkeeping.endpoints.users",
    "bookkeeping.endpoints.master_data",
    "bookkeeping.endpoints.imports",
    "bookkeeping.endpoints.purchase_orders",
    "bookkeeping.endpoints.products",
    "bookkeeping.endpoints.inbox",
    "bookkeeping.endpoints.transactions",
    "bookkeeping.endpoints.decisions",
    "bookkeeping.endpoints.usage",
    "zenvoices.health",
)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application; settings come from the environment and `overrides` (by name of `Settings`).

    Views find what they stand on in `current_app.extensions`: "machine" (`infra.machine.Machine`) and "settings".
    The order matters: a request gets its number, then its user, then it is counted.
    """
    settings = load_settings(overrides)
    logs.configure(form=settings.log_format, level=settings.log_level)
    machine = open_machine(settings)
    app = Flask("zenvoices", static_folder=None)
    app.extensions.update(settings=settings, machine=machine)
    logs.install(app)
    auth.install(app, database=machine.database, redis=machine.queue.redis)
    extraction.recognise(app, settings.limits)
    limits.install(app, redis_url=settings.redis, requests_per_second=settings.requests_per_second)
    api = wire.install(app, version=VERSION, max_request_bytes=settings.max_request_bytes, report=logs.report)
    custom_models.install(app, settings.gates)
    subscriptions.install(app, check_hearing)
    for room in filter(_exists, ROOMS):
        api.register_blueprint(import_module(room).blueprint)
    extraction.install(app, version=VERSION)
    llm.install(settings.llms)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(attachments.blueprint)
    _trust_proxies(app, settings.trusted_proxies)
    return app


def open_machine(settings: Settings) -> Machine:
    """Database, blobs, queue and the way out, as set; for the API, the workers and the command line alike."""
    return Machine.open(
        database_url=settings.database,
        blobs_url=settings.blobs,
        redis_url=settings.redis,
        exports_url=settings.exports,
        allowed_hosts=settings.hosts,
    )


def _exists(room: str) -> bool:
    return find_spec(room) is not None


def _trust_proxies(app: Flask, proxies: int) -> None:
    """Believe the caller's address and protocol from so many proxies in front of us; from nobody by default."""
    if proxies > 0:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
