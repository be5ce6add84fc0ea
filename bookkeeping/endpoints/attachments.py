"""Files on the wire: how they are shown, and how they are fetched with a signed address."""

from __future__ import annotations

import io

import marshmallow as ma
from flask import Blueprint, Response, current_app, request, send_file

from bookkeeping.endpoints.shared import ID
from bookkeeping.files import ATTACHMENT, download
from infra.machine import Machine
from wire import EntityNotFound, Schema

blueprint = Blueprint("files", __name__)


class AttachmentSchema(Schema):
    id = ma.fields.Integer(required=True, attribute="attachment.id")
    fileName = ma.fields.String(required=True, attribute="attachment.file_name")
    contentType = ma.fields.String(required=True, attribute="attachment.content_type")
    fileSize = ma.fields.Integer(required=True, attribute="attachment.file_size", metadata={"description": "Bytes"})
    isMainDocument = ma.fields.Boolean(required=True, attribute="attachment.is_main_document")
    downloadUrl = ma.fields.String(
        required=True, attribute="download_url", metadata={"description": "Good for 15 minutes, without a token"}
    )


@blueprint.get(f"/files/<{ID}:attachment_id>")
def file(attachment_id: int) -> Response:
    """The bytes, for whoever has an address that was signed here."""
    expires, key, signature = (request.args.get(name, "") for name in ("expires", "key", "signature"))
    if not expires.isdecimal():
        raise EntityNotFound(ATTACHMENT, attachment_id)
    machine: Machine = current_app.extensions["machine"]
    found = download(machine, attachment_id, expires=int(expires), key=key, signature=signature)
    return send_file(io.BytesIO(found.content), found.content_type, as_attachment=True, download_name=found.name)
