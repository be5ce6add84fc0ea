"""The inbox: documents waiting to be read in."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask.views import MethodView
from flask_babel import gettext

from air.vocabulary import DOCUMENT_TYPES
from auth.access import requires
from auth.permissions import INBOX
from bookkeeping import inbox
from bookkeeping.endpoints.attachments import AttachmentSchema
from bookkeeping.endpoints.shared import API, ID, OfAdministration, desk
from bookkeeping.numbers import ImportStatus
from bookkeeping.rows import inbox as rows
from bookkeeping.rows.inbox import InboxDocument
from operations.fields import ExtensionOf
from operations.schemas import MAX_BASE64_CHARACTERS
from wire import Base64, Blueprint, Schema, UtcDateTime
from wire.columns import EntityId, schema_of
from wire.paging import PagedResult, paged, sortable_by
from wire.validators import MaxItems, MaxLength, NotEmpty, OneLine, OneOf

LISTED = ("id", "administration_id", *rows.LISTED)
TYPES = (*DOCUMENT_TYPES, ".zip")
InboxSchema = schema_of("InboxDocumentSchema", InboxDocument, *LISTED)
SORTABLE = sortable_by(InboxSchema, InboxDocument)
blueprint = Blueprint("Inbox", __name__, url_prefix=f"{API}/inbox", description="Documents waiting to be read in")


class UploadInput(Schema):
    administrationId = EntityId(required=True, attribute="administration_id")
    fileName = ma.fields.String(
        required=True,
        attribute="file_name",
        validate=[NotEmpty(), MaxLength(255), OneLine(), ExtensionOf(TYPES)],
        metadata={"description": "With extension; the documents of a zip or an e-mail become documents of their own"},
    )
    fileContent = Base64(
        required=True,
        attribute="content",
        max_characters=MAX_BASE64_CHARACTERS,
        metadata={"description": "The document itself; at most 25 MB of base64"},
    )
    destination = ma.fields.String(
        validate=[MaxLength(64), OneLine()], metadata={"description": "A journal or a document category"}
    )
    subject = ma.fields.String(validate=[MaxLength(512), OneLine()])
    senderName = ma.fields.String(attribute="sender_name", validate=[MaxLength(256), OneLine()])
    externalId = ma.fields.String(
        attribute="external_id",
        validate=[NotEmpty(), MaxLength(128), OneLine()],
        metadata={"description": "Your own id; a second upload with the same is the first one"},
    )


class UploadedSchema(Schema):
    id = ma.fields.Integer(required=True)


class InboxListInput(OfAdministration):
    importStatuses = ma.fields.List(
        ma.fields.Integer(strict=True, validate=OneOf([int(status) for status in ImportStatus])),
        attribute="import_statuses",
        validate=[MaxItems(10)],
    )
    receivedTimeFrom = UtcDateTime(attribute="received_time_from")
    receivedTimeTo = UtcDateTime(attribute="received_time_to")
    externalId = ma.fields.String(attribute="external_id", validate=MaxLength(128))


class InboxQuery(Schema):
    id = EntityId(strict=False)
    administrationId = EntityId(strict=False, attribute="administration_id")
    externalId = ma.fields.String(attribute="external_id", validate=NotEmpty())


class InboxDetailsSchema(schema_of("Shown", InboxDocument, *LISTED, under="document.")):  # type: ignore[misc]
    errorMessage = ma.fields.Function(
        lambda details: details.explain(gettext),
        metadata={"type": "string", "nullable": True, "description": "Why it was not imported, or not all of it"},
    )
    attachments = ma.fields.List(ma.fields.Nested(AttachmentSchema), required=True)


@blueprint.route("/upload")
class UploadDocument(MethodView):
    @requires(INBOX)
    @blueprint.arguments(UploadInput)
    @blueprint.response(200, UploadedSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, asked: dict[str, Any]) -> dict[str, int]:
        """Put a document into the inbox of an administration; it is read and proposed as a booking"""
        return {"id": inbox.upload(desk(), inbox.Upload(**asked))}


@blueprint.route("/list")
class Inbox(MethodView):
    @requires(INBOX)
    @blueprint.arguments(InboxListInput)
    @blueprint.response(200, paged(InboxSchema))
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, asked: dict[str, Any]) -> PagedResult:
        """List the inbox of an administration"""
        return inbox.page(desk(), asked, SORTABLE)


@blueprint.route("/details")
class InboxDetails(MethodView):
    @requires(INBOX)
    @blueprint.arguments(InboxQuery, location="query")
    @blueprint.response(200, InboxDetailsSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def get(self, asked: dict[str, Any]) -> inbox.Details:
        """Read one document of the inbox: by id, or by administrationId and externalId"""
        return inbox.one(desk(), **asked)


@blueprint.route(f"/<{ID}:inbox_id>/retryImport")
class RetryImport(MethodView):
    @requires(INBOX)
    @blueprint.response(200, InboxDetailsSchema)
    @blueprint.alt_response(404, description="NOT_FOUND")
    def post(self, inbox_id: int) -> inbox.Details:
        """Import a document once more whose import failed"""
        return inbox.retry(desk(), inbox_id)
