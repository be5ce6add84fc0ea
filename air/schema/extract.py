"""From documents and a schema to typed JSON, in one function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from air.document import Document
from air.pipeline import understand
from air.schema.answer import Evidence, Extraction
from air.schema.definition import Schema, SchemaField
from air.schema.files import Joined, join
from air.schema.headers import header_answers, line_item_answers
from air.schema.known import is_invoice
from air.schema.legislation import legislation_of
from air.schema.models import SchemaModels
from air.schema.result import Answer, Answers, empty


def extract(
    documents: Sequence[Document],
    schema: Schema,
    models: SchemaModels,
    *,
    document_type: str,
    taught: Any = None,
) -> Extraction:
    """The values of the schema's fields; several documents are read as one."""
    joined = join(documents)
    if not any(page.lines for page in joined.document.pages):
        return finished(schema, {}, joined)
    answers: Answers = {}
    if is_invoice(document_type):
        known, _ = understand(joined.document, models.known, legislation_of(joined.document), with_line_items=True)
        answers |= header_answers(schema, known) | line_item_answers(schema, known)
    return finished(schema, answers, joined)


def finished(schema: Schema, answers: Answers, joined: Joined) -> Extraction:
    """The answers in the form of the schema."""
    evidence: dict[str, Evidence] = {}
    missing: list[str] = []
    result = {field.name: _filled(field, field.name, answers, evidence, missing, joined) for field in schema.fields}
    return Extraction(result, evidence, tuple(missing))


def _filled(
    field: SchemaField, path: str, answers: Answers, evidence: dict[str, Evidence], missing: list[str], joined: Joined
) -> Any:
    """The value of a field and of what is in it; its evidence and what is missing are noted."""
    if field.type == "object":
        return {
            one.name: _filled(one, f"{path}.{one.name}", answers, evidence, missing, joined) for one in field.fields
        }
    if field.type == "list":
        found: list[Any] = []
        while any(key == f"{path}[{len(found)}]" or key.startswith(f"{path}[{len(found)}].") for key in answers):
            element = SchemaField("", "object", fields=field.fields) if field.fields else SchemaField("", field.items)
            found.append(_filled(element, f"{path}[{len(found)}]", answers, evidence, missing, joined))
        if field.required and not found:
            missing.append(path)
        return found
    answer = answers.get(path)
    if answer is None:
        if field.required:
            missing.append(path)
        return empty(field)
    evidence[path] = _evidence(answer, joined)
    return answer.value


def _evidence(answer: Answer, joined: Joined) -> Evidence:
    if answer.page_index is None:
        return Evidence(answer.confidence, text=answer.text)
    file_index, page_index = joined.origin[answer.page_index]
    return Evidence(answer.confidence, file_index, page_index, answer.box, answer.text)
