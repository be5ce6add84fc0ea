"""From documents and a schema to typed JSON, in one function.

Fields that mean what recognition knows get its answers, names and addresses those of the sender; what is left is
found by the words that announce it, on invoices and anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from air.candidates import MONTH_FIRST
from air.document import Document
from air.pipeline import understand
from air.recognition import Recognition
from air.schema.answer import Extraction
from air.schema.contacts import contact_answers
from air.schema.definition import Schema, SchemaField
from air.schema.files import join
from air.schema.headers import header_answer, line_item_answers
from air.schema.known import ADDRESS, COMPANY, is_invoice, means_line_items
from air.schema.legislation import legislation_of
from air.schema.lists import list_answers
from air.schema.matching import CELLS, Pages, prepare
from air.schema.models import SchemaModels
from air.schema.result import Answer, Answers, finished
from air.schema.scalars import scalar_list_answers
from air.schema.sender import SenderLines
from air.schema.taught import Taught
from air.schema.wanted import Wanted, wanted_fields

DECIMAL_POINT = frozenset({"gb", "usa"})


@dataclass(frozen=True)
class _Reading:
    """A document with what is known of it before the schema is looked at."""

    document: Document
    pages: Pages
    known: Recognition | None  # of invoices and receipts only
    sender: SenderLines | None


def extract(
    documents: Sequence[Document],
    schema: Schema,
    models: SchemaModels,
    *,
    document_type: str,
    taught: Taught | None = None,
) -> Extraction:
    """The values of the schema's fields; several documents are read as one.

    `document_type` is free text; "invoice", "receipt" and their like in six languages are read with the models of
    header fields and line items. `taught` is what was learnt from answers that were corrected.
    """
    joined = join(documents)
    if not any(page.lines for page in joined.document.pages):
        return finished(schema, {}, joined)
    reading = _read(joined.document, schema, models, document_type)
    fields = wanted_fields(schema.fields)
    answers = _known_answers(fields, reading, models)
    rest = [field for field in fields if field.path not in answers]
    rest = rest if taught is None else taught.with_labels(rest)
    answers |= models.labels.match(reading.pages, rest)
    if reading.known is None:
        answers |= _sender_answers([field for field in rest if field.path not in answers], reading, models)
    answers |= contact_answers(fields, reading.document, answers, models.sender.contacts)
    for path, field in _lists("", schema.fields):
        answers |= _list_answers(path, field, reading, models)
    if taught is not None:
        answers = taught.corrected(answers, fields, reading.document, reading.pages, reading.sender)
    return finished(schema, answers, joined)


def _read(document: Document, schema: Schema, models: SchemaModels, document_type: str) -> _Reading:
    legislation = legislation_of(document)
    pages = prepare(document, month_first=legislation in MONTH_FIRST, decimal_comma=legislation not in DECIMAL_POINT)
    known = None
    if is_invoice(document_type):
        has_lines = any(means_line_items(field) for _, field in _lists("", schema.fields))
        known, _ = understand(document, models.known, legislation, with_line_items=has_lines)
    asks_sender = any(field.meaning in (COMPANY, ADDRESS) for field in wanted_fields(schema.fields))
    return _Reading(document, pages, known, models.sender.lines(document) if asks_sender else None)


def _known_answers(fields: Sequence[Wanted], reading: _Reading, models: SchemaModels) -> Answers:
    """What recognition and the model of the sender say; nothing for documents that are no invoices."""
    if reading.known is None:
        return {}
    answers = _sender_answers(fields, reading, models)
    for one in fields:
        if one.meaning is None or one.meaning in (COMPANY, ADDRESS):
            continue
        answer = header_answer(one.field, one.meaning, reading.known)
        if answer is not None:
            answers[one.path] = answer
    return answers


def _sender_answers(fields: Sequence[Wanted], reading: _Reading, models: SchemaModels) -> Answers:
    """Name and address of the sender."""
    if reading.sender is None:
        return {}
    found: dict[str, Answer | None] = {
        COMPANY: models.sender.company(reading.sender), ADDRESS: models.sender.address(reading.sender),
    }  # fmt: skip
    return {
        one.path: answer
        for one in fields
        if one.field.type == "string" and (answer := found.get(one.meaning or "")) is not None
    }


def _list_answers(path: str, field: SchemaField, reading: _Reading, models: SchemaModels) -> Answers:
    """The elements of a list: line items, rows of a table, or single values behind one label."""
    if not field.fields:
        return scalar_list_answers(path, field, reading.pages, models.labels)
    if reading.known is not None and means_line_items(field):
        items = line_item_answers(path, field, reading.known)
        if items:
            return items
    return list_answers(path, field, reading.pages, models.labels.points(CELLS))


def _lists(parent: str, fields: tuple[SchemaField, ...]) -> list[tuple[str, SchemaField]]:
    """The lists of the schema, those in objects too, by path."""
    found = []
    for field in fields:
        path = f"{parent}.{field.name}" if parent else field.name
        if field.type == "object":
            found += _lists(path, field.fields)
        elif field.type == "list":
            found.append((path, field))
    return found
