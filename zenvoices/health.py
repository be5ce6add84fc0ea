"""Is it alive, and can it work? Asked by whoever keeps the service running."""

from __future__ import annotations

import marshmallow as ma
from flask import current_app
from flask.views import MethodView

from infra.database import Database
from infra.machine import Machine
from infra.queue import Queue
from wire import Blueprint, Schema, ServiceUnavailable
from wire.blueprint import error_response
from zenvoices.logs import log

blueprint = Blueprint("Health", __name__, description="For whoever keeps the service running")


class HealthSchema(Schema):
    status = ma.fields.String(required=True)


@blueprint.route("/health")
class Health(MethodView):
    @blueprint.doc(security=[])
    @blueprint.response(200, HealthSchema)
    def get(self) -> dict[str, str]:
        """Answers as long as the process is alive"""
        return {"status": "alive"}


@blueprint.route("/ready")
class Ready(MethodView):
    @blueprint.doc(security=[], responses=error_response(503))
    @blueprint.response(200, HealthSchema)
    def get(self) -> dict[str, str]:
        """Answers 200 when the database and the queue answer too"""
        machine: Machine = current_app.extensions["machine"]
        parts = {"database": machine.database, "queue": machine.queue}
        missing = [name for name, part in parts.items() if not _answers(part)]
        if missing:
            raise ServiceUnavailable(parts=", ".join(missing))
        return {"status": "ready"}


def _answers(part: Database | Queue) -> bool:
    try:
        part.ping()
    except Exception as error:  # whatever it is, it is not ready
        log.warning("not ready", part=type(part).__name__, exc_info=error)
        return False
    return True
