"""How much a key and a business may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flask
from flask import Flask, current_app

from extraction.access import counted_by_business, counted_by_key
from wire.limits import SharedLimit, share

GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    key_requests: int = 100  # a minute
    business_requests: int = 300
    storage_bytes: int = 10 * GIGABYTE  # of all files of a business


def install(app: Flask, blueprints: Sequence[flask.Blueprint], limits: Limits) -> None:
    """Count requests to these blueprints by key and by business."""
    app.extensions["extraction_limits"] = limits
    by_key = SharedLimit("key", limits.key_requests, counted_by_key)
    share(app, blueprints, [by_key, SharedLimit("business", limits.business_requests, counted_by_business)])


def limits() -> Limits:
    """Those of this application."""
    found: Limits = current_app.extensions["extraction_limits"]
    return found
