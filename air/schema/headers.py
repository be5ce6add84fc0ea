"""Answers from recognition: header fields and line items that schema fields ask for."""

from __future__ import annotations

from decimal import Decimal

from air.recognition import Field, FoundValue, LineItem, Recognition, TaxLine
from air.schema.definition import SchemaField
from air.schema.known import TAX_RATE, TOTAL_TAX, column_meaning
from air.schema.result import Answer, Answers
from air.schema.values import as_json, chosen
from air.vocabulary import TAX_LINES

UNSURE = 0.5  # confidence of what is found by rule


def header_answer(field: SchemaField, meaning: str, known: Recognition) -> Answer | None:
    """The value of the header field in the type that the schema field has; None if it was not found."""
    if meaning in (TOTAL_TAX, TAX_RATE):
        return _tax_answer(field, meaning, [one for name in TAX_LINES if (one := known.field(name))])
    found = known.field(meaning)
    return None if found is None or not found.values else _answer(field, found.values[0])


def line_item_answers(path: str, field: SchemaField, known: Recognition) -> Answers:
    """Path -> answer, for a list that means the line items."""
    return {
        f"{path}[{number}].{name}": answer
        for number, item in enumerate(known.line_items or ())
        for name, answer in _line_answers(field, item).items()
    }


def _tax_answer(field: SchemaField, meaning: str, lines: list[Field]) -> Answer | None:
    """The sum of the taxes, or the rate in percent if there is one only."""
    taxes = [(line.values[0], line.values[0].value) for line in lines]
    known = [(found, tax) for found, tax in taxes if isinstance(tax, TaxLine)]
    values = [tax.amount if meaning == TOTAL_TAX else tax.rate for _, tax in known]
    amounts = [value for value in values if value is not None]
    if not amounts or len(amounts) < len(known) or (meaning == TAX_RATE and len(amounts) > 1):
        return None
    confidence = min(found.confidence or UNSURE for found, _ in known)
    total = sum(amounts, Decimal(0)) * (100 if meaning == TAX_RATE else 1)
    first = known[0][0]
    if len(known) > 1 or meaning == TAX_RATE:
        return Answer(as_json(total, None, field.type), confidence)
    return Answer(as_json(total, first.text, field.type), confidence, first.text, first.page_index, first.box)


def _answer(field: SchemaField, found: FoundValue) -> Answer | None:
    kind = "string" if field.type in ("enum", "currency") and isinstance(found.value, str) else field.type
    text = str(found.value) if isinstance(found.value, str) else found.text
    value = as_json(found.value, text, kind)
    if field.type == "enum" and isinstance(value, str):
        value = chosen(value, field)
    if value is None:
        return None
    return Answer(value, found.confidence or UNSURE, found.text, found.page_index, found.box)


def _line_answers(field: SchemaField, item: LineItem) -> Answers:
    answers: Answers = {}
    for one in field.fields:
        meaning = column_meaning(one)
        value = None if meaning is None else getattr(item, meaning)
        if meaning == "tax_rate" and value is not None:
            value = value * 100
        answer = None if value is None else as_json(value, None, one.type)
        if answer is not None:
            answers[one.name] = Answer(answer, item.confidence, None, item.page_index, item.box)
    return answers
