"""What the endpoints of this room have in common."""

from __future__ import annotations

import marshmallow as ma
from flask import current_app, request

from auth.access import current_user
from bookkeeping.desk import Desk
from infra.machine import Machine
from wire import Schema
from wire.columns import MAX_ID, EntityId
from wire.paging import PagingInput
from wire.validators import MaxLength

API = "/public-api/v1"
ID = f"int(max={MAX_ID})"  # of an entity in a path


class AdministrationQuery(Schema):
    administrationId = EntityId(strict=False, required=True, attribute="administration_id")


class OfAdministration(PagingInput):
    """A list within one administration."""

    administrationId = EntityId(required=True, attribute="administration_id")


class FilterInput(Schema):
    filter = ma.fields.String(validate=MaxLength(256), metadata={"description": "Part of the name or code"})


def desk() -> Desk:
    """The place of the user behind this request."""
    user = current_user()
    machine: Machine = current_app.extensions["machine"]
    return Desk(machine, user.tenant_id, user.id, user.login, request.url_root.rstrip("/"))
