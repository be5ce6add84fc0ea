"""Extraction from end to end, with the shipped models."""

from __future__ import annotations

import json

from air.schema import document_of_text, extract, read_schema
from models_store import load_schema_models

RECEIPT = """
Corner Bakery Ltd
12 High Street, London SW1A 1AA

Receipt no. 4711
Date 12/03/2025

Bread            2.40
Cake             5.10
Total            7.50
"""


def test_known_fields_of_a_receipt():
    schema = read_schema(
        {"fields": [{"name": "total", "type": "number", "required": True}, {"name": "date", "type": "date"}]}
    )
    found = extract([document_of_text(RECEIPT)], schema, load_schema_models(), document_type="receipt")
    assert found.result == {"total": 7.5, "date": "2025-03-12"}
    assert found.evidence["total"].text == "7.50"
    assert found.evidence["total"].file_index == 0
    assert json.loads(json.dumps(found.to_json()))["missing"] == []


def test_nothing_to_read_is_nothing_found():
    schema = read_schema({"fields": [{"name": "total", "required": True}, {"name": "lines", "type": "list"}]})
    found = extract([document_of_text("  ")], schema, load_schema_models(), document_type="receipt")
    assert found.result == {"total": None, "lines": []}
    assert found.missing == ("total",)
