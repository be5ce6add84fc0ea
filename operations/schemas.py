"""What goes over the wire for documents that are read."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import marshmallow as ma
from flask_babel import gettext

from air.vocabulary import CHECKS, CULTURES, DOCUMENT_TYPES, HEADER_FIELDS, LEGISLATIONS, TABLE_HEADERS
from operations.fields import ExtensionOf, FieldName, Written
from wire import Base64, InvalidInput, Schema, UtcDateTime
from wire.validators import Between, MaxItems, MaxLength, NotEmpty, OneOf

MAX_BASE64_CHARACTERS = 25 * 1024 * 1024
MAX_EXCLUDED_VALUES = 50
ONE_SOURCE = "Send the document either as url or as fileContent, one of the two."
MAX_WAIT_SECONDS, DEFAULT_WAIT_SECONDS = 60, 20
EXAMPLE = "Factuurnummer: F25-0042\nFactuurdatum: 29-01-2025\nExcl. btw: 250,00\nBtw 21%: 52,50\nTotaal: EUR 302,50\n"


class ExcludedValueSchema(Schema):
    fieldName = ma.fields.String(required=True, validate=FieldName(HEADER_FIELDS))
    value = ma.fields.String(required=True, validate=[NotEmpty(), MaxLength(1000)])


class ProcessDocumentInput(Schema):
    url = ma.fields.Url(
        schemes={"http", "https"}, require_tld=False, load_default=None, metadata={"description": "Where to fetch it"}
    )
    fileContent = Base64(
        max_characters=MAX_BASE64_CHARACTERS,
        load_default=None,
        metadata={
            "description": "The document itself; at most 25 MB of base64",
            "example": b64encode(EXAMPLE.encode()).decode(),
        },
    )
    fileName = ma.fields.String(
        required=True,
        validate=[NotEmpty(), MaxLength(255), ExtensionOf(DOCUMENT_TYPES)],
        metadata={"description": "Name with extension, which decides the document type", "example": "invoice.txt"},
    )
    legislation = ma.fields.String(required=True, validate=OneOf(LEGISLATIONS), metadata={"example": "nl"})
    extractLineItems = ma.fields.Boolean(load_default=False)
    modelId = ma.fields.UUID(load_default=None, allow_none=True)
    excludedValues = ma.fields.List(
        ma.fields.Nested(ExcludedValueSchema),
        load_default=list,
        validate=MaxItems(MAX_EXCLUDED_VALUES),
        metadata={"description": "Values that must not be extracted, such as one's own VAT number", "example": []},
    )
    culture = ma.fields.String(
        load_default=None,
        allow_none=True,
        validate=OneOf(CULTURES),
        metadata={"description": "Main language of the document; detected if left out"},
    )
    includeWords = ma.fields.Boolean(load_default=True)
    includeRawTables = ma.fields.Boolean(load_default=True)
    waitSeconds = ma.fields.Float(
        load_default=DEFAULT_WAIT_SECONDS,
        validate=Between(0, MAX_WAIT_SECONDS),
        metadata={"description": "How long to wait for the end before answering"},
    )

    @ma.validates_schema(skip_on_field_errors=True)
    def one_source(self, data: dict[str, Any], **kwargs: Any) -> None:
        if (data["url"] is None) == (data["fileContent"] is None):
            raise InvalidInput(ONE_SOURCE, "url", "fileContent")


class OperationQuery(Schema):
    operationId = ma.fields.UUID(required=True)


class BoxSchema(Schema):
    """Fractions of the page, origin top-left."""

    x0 = ma.fields.Float(required=True)
    y0 = ma.fields.Float(required=True)
    x1 = ma.fields.Float(required=True)
    y1 = ma.fields.Float(required=True)


class LanguageSchema(Schema):
    culture = ma.fields.String(required=True, metadata={"enum": CULTURES})
    confidence = ma.fields.Float(required=True)


class PageSchema(Schema):
    pageNumber = ma.fields.Integer(required=True)
    width = ma.fields.Float(required=True, metadata={"description": "Points for PDF, pixels for images"})
    height = ma.fields.Float(required=True)
    rotation = ma.fields.Integer(required=True, metadata={"enum": [0, 90, 180, 270]})


class LabelSchema(Schema):
    text = ma.fields.String(required=True)
    pageNumber = ma.fields.Integer(required=True)
    boundingBox = ma.fields.Nested(BoxSchema, required=True)


class CheckSchema(Schema):
    check = ma.fields.String(
        required=True,
        metadata={"enum": list(CHECKS), "description": "; ".join(f"{name}: {text}" for name, text in CHECKS.items())},
    )
    detail = ma.fields.String(
        allow_none=True, metadata={"description": "In figures", "example": "250.00 + 52.50 = 302.50"}
    )


class EvidenceSchema(Schema):
    """Why a value may be believed."""

    labels = ma.fields.List(
        ma.fields.Nested(LabelSchema),
        required=True,
        metadata={"description": "Words beside the value that announce it"},
    )
    checks = ma.fields.List(
        ma.fields.Nested(CheckSchema), required=True, metadata={"description": "Checks that the value passed"}
    )


class FieldValueSchema(Schema):
    value = ma.fields.String(required=True)
    text = ma.fields.String(allow_none=True, metadata={"description": "As printed; null if calculated"})
    confidence = ma.fields.Float(allow_none=True)
    pageNumber = ma.fields.Integer(allow_none=True)
    boundingBox = ma.fields.Nested(BoxSchema, allow_none=True)
    evidence = ma.fields.Nested(EvidenceSchema)


class FieldSchema(Schema):
    fieldName = ma.fields.String(required=True, metadata={"enum": HEADER_FIELDS})
    value = ma.fields.String(required=True)
    confidence = ma.fields.Float(allow_none=True)
    isCalculated = ma.fields.Boolean(required=True)
    values = ma.fields.List(ma.fields.Nested(FieldValueSchema), required=True)


class LineItemSchema(Schema):
    description = ma.fields.String(allow_none=True)
    productCode = ma.fields.String(allow_none=True)
    quantity = ma.fields.String(allow_none=True)
    price = ma.fields.String(allow_none=True)
    amount = ma.fields.String(allow_none=True)
    taxAmount = ma.fields.String(allow_none=True)
    taxRate = ma.fields.String(allow_none=True)
    referenceNumber = ma.fields.String(allow_none=True)
    orderNumber = ma.fields.String(allow_none=True)
    ledgerAccountCode = ma.fields.String(allow_none=True)
    confidence = ma.fields.Float(required=True)
    pageNumber = ma.fields.Integer(required=True)
    boundingBox = ma.fields.Nested(BoxSchema, required=True)


class WordSchema(Schema):
    text = ma.fields.String(required=True)
    confidence = ma.fields.Float(required=True)
    pageNumber = ma.fields.Integer(required=True)
    boundingBox = ma.fields.Nested(BoxSchema, required=True)


class TableInfoSchema(Schema):
    tableX0 = ma.fields.Float(required=True)
    tableX1 = ma.fields.Float(required=True)
    tableY0 = ma.fields.Float(required=True)
    tableY1 = ma.fields.Float(required=True)
    pageNumber = ma.fields.Integer(required=True)
    isContinuation = ma.fields.Boolean(required=True)


class TableHeaderSchema(Schema):
    tableHeaderName = ma.fields.String(required=True, metadata={"enum": TABLE_HEADERS})
    text = ma.fields.String(allow_none=True)
    confidence = ma.fields.Float(required=True)


class RawTableSchema(Schema):
    tableInfo = ma.fields.Nested(TableInfoSchema, required=True)
    confidence = ma.fields.Float(required=True)
    tableHeaders = ma.fields.List(ma.fields.Nested(TableHeaderSchema), required=True)
    rows = ma.fields.List(ma.fields.List(ma.fields.String()), required=True)


class AirResultSchema(Schema):
    """What was read of a document."""

    pageCount = ma.fields.Integer(required=True)
    processedPageCount = ma.fields.Integer(required=True)
    identifiedLanguages = ma.fields.List(ma.fields.Nested(LanguageSchema), required=True)
    pages = ma.fields.List(ma.fields.Nested(PageSchema), required=True)
    fields_ = ma.fields.List(ma.fields.Nested(FieldSchema), required=True, data_key="fields")
    lineItems = ma.fields.List(ma.fields.Nested(LineItemSchema), allow_none=True)
    words = ma.fields.List(ma.fields.Nested(WordSchema), allow_none=True)
    rawTables = ma.fields.List(ma.fields.Nested(RawTableSchema), allow_none=True)
    timings = ma.fields.Dict(
        keys=ma.fields.String(), values=ma.fields.Float(), metadata={"description": "Milliseconds per stage"}
    )


class OperationSchema(Schema):
    """A document being read, or read."""

    operationId = ma.fields.UUID(required=True, attribute="operation.id")
    status = ma.fields.Integer(
        required=True,
        attribute="operation.status",
        metadata={"enum": [0, 1, 2, 3], "description": "0 queued, 1 running, 2 succeeded, 3 failed"},
    )
    errorMessage = ma.fields.Function(
        lambda report: report.explain(gettext), metadata={"type": "string", "nullable": True}
    )
    modelId = ma.fields.UUID(allow_none=True, attribute="operation.model_id")
    creationTime = UtcDateTime(required=True, attribute="operation.created_at")
    finishTime = UtcDateTime(allow_none=True, attribute="operation.finished_at")
    expirationTime = UtcDateTime(allow_none=True, attribute="operation.expires_at")
    transactionCount = ma.fields.Integer(required=True, attribute="operation.transaction_count")
    airResult = Written(AirResultSchema, allow_none=True, attribute="result")
