"""Jobs: documents and a schema in, typed JSON out."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import current_app
from flask.views import MethodView
from flask_babel import gettext
from flask_smorest.fields import Upload
from werkzeug.datastructures import FileStorage

from auth.permissions import EXTRACTION
from extraction import creating, erasing, feedback, retrying, viewing
from extraction.access import current_business, limits_of, machine, requires
from extraction.blueprint import Blueprint
from extraction.endpoints.shared import PREFIX, MessageSchema, Moment
from extraction.envelope import Answer
from extraction.listing import PageQuery, page_schema
from extraction.states import State
from extraction.tables import REFERENCE
from wire import Schema
from wire.columns import EntityId
from wire.validators import MaxLength, NotEmpty, OneLine, OneOf

MAX_BODY = 4_000_000  # characters
WORDS = tuple(viewing.STATES)
DELETED, LEARNT = "The job is deleted.", "Thank you; the next documents of this schema profit from it."
REPLAYED_HEADER = "Idempotent-Replayed"
NO_FILES = "must be sent as a form (multipart/form-data)."
NEW = {"status": State.PENDING.word, "result": None, "error": None}
blueprint = Blueprint("Jobs", __name__, url_prefix=PREFIX, description="Documents and a schema in, typed JSON out")


class JobInput(Schema):
    schema_id = EntityId(required=True, metadata={"description": "A schema of the business"})
    document_type = ma.fields.String(
        required=True,
        validate=[NotEmpty(), MaxLength(128), OneLine()],
        metadata={"description": "invoice, receipt, purchase_order, form …; free text", "example": "receipt"},
    )
    files = ma.fields.List(
        Upload(),
        load_default=list,
        metadata={"description": "At most 10, 50 MB together: pdf, png, jpg, jpeg, webp, txt; one of files, body"},
    )
    body = ma.fields.String(
        load_default=None,
        validate=MaxLength(MAX_BODY),
        metadata={"description": "Text to extract from", "example": "Total due: EUR 12.50"},
    )
    client_reference_id = ma.fields.String(
        load_default=None,
        validate=[NotEmpty(), MaxLength(REFERENCE), OneLine()],
        metadata={"description": "Your own id; unique in the business"},
    )

    @ma.validates("files")
    def are_files(self, value: Any, **kwargs: Any) -> None:
        if any(not isinstance(one, FileStorage) for one in value):
            raise ma.ValidationError(NO_FILES)


class HeaderInput(Schema):
    idempotency_key = ma.fields.String(
        data_key="Idempotency-Key",
        load_default=None,
        validate=[NotEmpty(), MaxLength(REFERENCE), OneLine()],
        metadata={"description": "The first answer is kept for 24 hours, and given again to the same request"},
    )


class JobsQuery(PageQuery):
    status = ma.fields.String(load_default=None, validate=OneOf(WORDS))


class JobStateSchema(Schema):
    status = ma.fields.String(required=True, validate=OneOf(WORDS))
    result = ma.fields.Dict(required=True, allow_none=True, metadata={"description": "As the schema says"})
    error = ma.fields.String(required=True, allow_none=True, metadata={"description": "A sentence you can act on"})


class BoxSchema(Schema):
    """Fractions of the page, from its top left."""

    left = ma.fields.Float(required=True)
    top = ma.fields.Float(required=True)
    right = ma.fields.Float(required=True)
    bottom = ma.fields.Float(required=True)


class EvidenceSchema(Schema):
    confidence = ma.fields.Float(required=True, metadata={"description": "0 to 1"})
    file = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "From 0; null: the body"})
    file_name = ma.fields.String(required=True, allow_none=True)
    page = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "From 1"})
    box = ma.fields.Nested(BoxSchema, required=True, allow_none=True)
    text = ma.fields.String(required=True, allow_none=True, metadata={"description": "As printed"})


class LanguageModelSchema(Schema):
    """What the schema's language model said; only what is printed in the documents."""

    name = ma.fields.String(required=True)
    answered = ma.fields.Boolean(required=True)
    values = ma.fields.Dict(keys=ma.fields.String(), required=True, metadata={"description": "By result path"})


class DetailsSchema(Schema):
    body = ma.fields.String(required=True, allow_none=True)
    document_type = ma.fields.String(required=True)
    schema_id = ma.fields.Integer(required=True)
    skipped = ma.fields.Boolean(required=True, metadata={"description": "true if there was nothing to read"})
    file_count = ma.fields.Integer(required=True)
    created_at = ma.fields.String(required=True, metadata={"format": "date-time"})
    started_at = ma.fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    finished_at = ma.fields.String(required=True, allow_none=True, metadata={"format": "date-time"})
    webhook_failed = ma.fields.Boolean(required=True, metadata={"description": "The last call failed"})
    webhook_last_error = ma.fields.String(required=True, allow_none=True)
    missing = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "Paths of required fields that were not found"}
    )
    evidence = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.Nested(EvidenceSchema),
        required=True,
        metadata={"description": "By result path such as lines[0].amount"},
    )
    llm = ma.fields.Nested(LanguageModelSchema, required=True, allow_none=True)


class JobDetailSchema(JobStateSchema):
    details = ma.fields.Nested(DetailsSchema, required=True)


class JobRowSchema(Schema):
    job_id = ma.fields.Integer(required=True, attribute="id")
    status = ma.fields.Function(viewing.state_word, metadata={"type": "string", "enum": list(WORDS)})
    client_reference_id = ma.fields.String(required=True, allow_none=True)
    created_at = Moment(required=True)
    document_type = ma.fields.String(required=True)
    schema_id = ma.fields.Integer(required=True)
    file_count = ma.fields.Integer(required=True)
    webhook_failed = ma.fields.Boolean(required=True)


class ReferenceSchema(Schema):
    job_id = ma.fields.Integer(required=True, attribute="id")
    status = ma.fields.Function(viewing.state_word, metadata={"type": "string", "enum": list(WORDS)})


class FeedbackInput(Schema):
    result = ma.fields.Dict(
        required=True,
        keys=ma.fields.String(),
        metadata={"description": "The right values, in the form of the schema; what is left out says nothing"},
    )


class FeedbackSchema(MessageSchema):
    feedback_count = ma.fields.Integer(required=True, metadata={"description": "Jobs that the schema learnt from"})


@blueprint.route("/jobs/create/")
class CreateJob(MethodView):
    @requires(EXTRACTION)
    @blueprint.fails(404, 409, 413, 422)
    @blueprint.arguments(HeaderInput, location="headers")
    @blueprint.arguments(JobInput, location="files")
    @blueprint.answers(201, JobStateSchema)
    def post(self, headers: dict[str, Any], asked: dict[str, Any]) -> Any:
        """Create a job from files, text, or both; as a form, or as JSON when there are no files"""
        created = creating.create(
            machine(),
            current_business(),
            asked,
            **headers,
            storage_bytes=limits_of(current_app).storage_bytes,
        )
        return Answer(NEW, created.meta, {REPLAYED_HEADER: "true"} if created.is_replay else {})


@blueprint.route("/jobs/")
class Jobs(MethodView):
    @requires(EXTRACTION)
    @blueprint.arguments(JobsQuery, location="query")
    @blueprint.answers(200, page_schema(JobRowSchema))
    def get(self, asked: dict[str, Any]) -> Answer:
        """List the jobs of the business"""
        return Answer(viewing.page(machine().database, current_business().tenant_id, asked))


@blueprint.route("/jobs/<int:job_id>/detail/")
class JobDetail(MethodView):
    @requires(EXTRACTION)
    @blueprint.fails(404)
    @blueprint.answers(200, JobDetailSchema)
    def get(self, job_id: int) -> Answer:
        """Tell how far a job is, with its result and the evidence for it"""
        return viewing.detail(machine().database, current_business().tenant_id, job_id, gettext)


@blueprint.route("/jobs/<int:job_id>/retry/")
class RetryJob(MethodView):
    @requires(EXTRACTION)
    @blueprint.fails(404, 409)
    @blueprint.answers(200, JobStateSchema)
    def post(self, job_id: int) -> Answer:
        """Run a job again that has ended"""
        return Answer(NEW, retrying.retry(machine(), current_business().tenant_id, job_id))


@blueprint.route("/jobs/<int:job_id>/delete/")
class DeleteJob(MethodView):
    @requires(EXTRACTION)
    @blueprint.fails(404, 409)
    @blueprint.answers(200, MessageSchema)
    def delete(self, job_id: int) -> Answer:
        """Delete a job and its files for good"""
        erasing.delete_job(machine(), current_business().tenant_id, job_id)
        return Answer({"message": gettext(DELETED)}, {"job_id": job_id})


@blueprint.route("/jobs/<int:job_id>/feedback/")
class JobFeedback(MethodView):
    @requires(EXTRACTION)
    @blueprint.fails(404, 409)
    @blueprint.arguments(FeedbackInput)
    @blueprint.answers(200, FeedbackSchema)
    def post(self, asked: dict[str, Any], job_id: int) -> Answer:
        """Tell what the right values of a job were; its schema learns from them"""
        business = current_business()
        meta, count = feedback.give(machine().database, business.tenant_id, job_id, asked["result"])
        return Answer({"message": gettext(LEARNT), "feedback_count": count}, meta)


@blueprint.route("/jobs/<path:client_reference_id>/by-reference/")
class JobByReference(MethodView):
    @requires(EXTRACTION)
    @blueprint.fails(404)
    @blueprint.answers(200, ReferenceSchema)
    def get(self, client_reference_id: str) -> Answer:
        """Find a job by your own id"""
        job = viewing.by_reference(machine().database, current_business().tenant_id, client_reference_id)
        return Answer(job, {"client_reference_id": client_reference_id})
