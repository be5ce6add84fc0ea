"""The result of reading as it goes over the wire: the one place that knows these names."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from air.document import Box, Document
from air.formats import to_text
from air.recognition import Evidence, Field, FoundValue, LineItem, Recognition, Table
from air.vocabulary import KEYWORD_FIELDS
from operations.options import Options

BOX_DIGITS = 5  # a hundredth of a millimetre on A4
CONFIDENCE_DIGITS = 4
COMPRESSION = 3
ITEM_PROPERTIES = {
    "description": "description",
    "productCode": "product_code",
    "quantity": "quantity",
    "price": "price",
    "amount": "amount",
    "taxAmount": "tax_amount",
    "taxRate": "tax_rate",
    "referenceNumber": "reference_number",
    "orderNumber": "order_number",
    "ledgerAccountCode": "ledger_account_code",
}


def air_result(recognition: Recognition, timings: Mapping[str, float]) -> dict[str, Any]:
    """Everything that was read; `timings` in milliseconds per stage."""
    document, items = recognition.document, recognition.line_items
    return {
        "pageCount": document.page_count,
        "processedPageCount": len(document.pages),
        "identifiedLanguages": [
            {"culture": found.culture, "confidence": _confidence(found.confidence)} for found in recognition.languages
        ],
        "pages": [
            {
                "pageNumber": page.index + 1,
                "width": round(page.width, 2),
                "height": round(page.height, 2),
                "rotation": page.rotation,
            }
            for page in document.pages
        ],
        "fields": [_field(field) for field in recognition.fields],
        "lineItems": None if items is None else [_line_item(item) for item in items],
        "words": _words(document),
        "rawTables": [_table(table) for table in recognition.tables],
        "timings": {stage: round(milliseconds, 2) for stage, milliseconds in timings.items()},
    }


def pack(result: Mapping[str, Any]) -> bytes:
    """The result as it is kept."""
    return zlib.compress(json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode(), COMPRESSION)


def unpack(body: bytes, options: Options) -> dict[str, Any]:
    """The result as the client asked for it."""
    result: dict[str, Any] = json.loads(zlib.decompress(body))
    left_out = ("words",) * (not options.with_words) + ("rawTables",) * (not options.with_raw_tables)
    return result | dict.fromkeys(left_out)


def _field(field: Field) -> dict[str, Any]:
    is_keyword = field.name in KEYWORD_FIELDS  # a conclusion, not something that is printed in one place
    return {
        "fieldName": field.name,
        "value": ";".join(to_text(found.value) for found in field.values),
        "confidence": _confidence(field.confidence),
        "isCalculated": field.is_calculated,
        "values": [] if is_keyword else [_value(found) for found in field.values],
    }


def _value(found: FoundValue) -> dict[str, Any]:
    return {
        "value": to_text(found.value),
        "text": found.text,
        "confidence": _confidence(found.confidence),
        "pageNumber": None if found.page_index is None else found.page_index + 1,
        "boundingBox": None if found.box is None else _box(found.box),
        "evidence": _evidence(found.evidence),
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "labels": [
            {"text": label.text, "pageNumber": label.page_index + 1, "boundingBox": _box(label.box)}
            for label in evidence.labels
        ],
        "checks": [{"check": check.name, "detail": check.detail} for check in evidence.checks],
    }


def _line_item(item: LineItem) -> dict[str, Any]:
    values: dict[str, Decimal | str | None] = {name: getattr(item, attr) for name, attr in ITEM_PROPERTIES.items()}
    return {
        **{name: None if value is None else to_text(value) for name, value in values.items()},
        "confidence": _confidence(item.confidence),
        "pageNumber": item.page_index + 1,
        "boundingBox": _box(item.box),
    }


def _words(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "text": word.text,
            "confidence": _confidence(word.confidence),
            "pageNumber": page.index + 1,
            "boundingBox": _box(word.box),
        }
        for page in document.pages
        for word in page.words()
    ]


def _table(table: Table) -> dict[str, Any]:
    box = _box(table.box)
    return {
        "tableInfo": {
            "tableX0": box["x0"],
            "tableX1": box["x1"],
            "tableY0": box["y0"],
            "tableY1": box["y1"],
            "pageNumber": table.page_index + 1,
            "isContinuation": table.is_continuation,
        },
        "confidence": _confidence(table.confidence),
        "tableHeaders": [
            {"tableHeaderName": column.header, "text": column.text, "confidence": _confidence(column.confidence)}
            for column in table.columns
        ],
        "rows": [list(row) for row in table.rows],
    }


def _box(box: Box) -> dict[str, float]:
    return {
        "x0": round(box.left, BOX_DIGITS),
        "y0": round(box.top, BOX_DIGITS),
        "x1": round(box.right, BOX_DIGITS),
        "y1": round(box.bottom, BOX_DIGITS),
    }


def _confidence(confidence: float | None) -> float | None:
    return None if confidence is None else round(float(confidence), CONFIDENCE_DIGITS)
