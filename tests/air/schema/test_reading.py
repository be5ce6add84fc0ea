"""Schemas as callers write them."""

from __future__ import annotations

import pytest

from air.schema import BadSchema, SchemaField, read_schema

OURS = {
    "name": "Delivery",
    "fields": [
        {"name": "room", "type": "string", "aliases": ["Room no.", "Zimmer"], "required": True},
        {"name": "weight", "type": "number", "description": "in kilograms"},
        {"name": "size", "type": "enum", "enum": ["S", "M", "L"]},
        {"name": "sender", "type": "object", "fields": [{"name": "phone", "type": "string"}]},
        {"name": "lines", "type": "list", "fields": [{"name": "amount", "type": "currency"}]},
        {"name": "serials", "type": "list", "items": "integer"},
    ],
}
PLAIN = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Delivery",
    "type": "object",
    "required": ["day"],
    "$defs": {"Line": {"type": "object", "properties": {"amount": {"type": "number"}}}},
    "properties": {
        "day": {"type": "string", "format": "date", "title": "Delivery day"},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "description": "what was noted"},
        "size": {"enum": ["S", "M"]},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
        "codes": {"type": ["array", "null"], "items": {"type": "integer"}},
        "sender": {"type": "object", "properties": {"isCompany": {"type": "boolean"}}},
    },
}


def test_reads_what_it_writes():
    schema = read_schema(OURS)
    assert schema.to_json() == OURS
    assert read_schema(schema.to_json()) == schema


def test_json_schema_is_the_same_in_other_words():
    fields = {field.name: field for field in read_schema(PLAIN).fields}
    assert fields["day"] == SchemaField("day", "date", aliases=("Delivery day",), required=True)
    assert fields["note"] == SchemaField("note", "string", "what was noted")
    assert fields["size"] == SchemaField("size", "enum", enum=("S", "M"))
    assert fields["lines"] == SchemaField("lines", "list", fields=(SchemaField("amount", "number"),))
    assert fields["codes"] == SchemaField("codes", "list", items="integer")
    assert fields["sender"].fields == (SchemaField("isCompany", "boolean"),)


def nested(depth):
    return {"name": "a", "type": "object", "fields": [nested(depth - 1)]} if depth else {"name": "a"}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], ""),
        ({}, ""),
        ({"fields": []}, ""),
        ({"fields": [{"type": "string"}]}, ""),
        ({"fields": [{"name": "a"}, {"name": "a"}]}, "a"),
        ({"fields": [{"name": "a", "type": "money"}]}, "a"),
        ({"fields": [{"name": "a.b"}]}, "a.b"),
        ({"fields": [{"name": "a", "type": "enum"}]}, "a"),
        ({"fields": [{"name": "a", "enum": ["x"]}]}, "a"),
        ({"fields": [{"name": "a", "type": "object"}]}, "a"),
        ({"fields": [{"name": "a", "aliases": "x"}]}, "a"),
        ({"fields": [{"name": "a", "label": "x"}]}, "a"),
        ({"fields": [{"name": "a", "required": "yes"}]}, "a"),
        ({"fields": [{"name": "o", "type": "object", "fields": [{"name": ""}]}]}, "o"),
        ({"fields": [nested(9)]}, "a.a.a.a"),
        ({"fields": [{"name": f"f{n}"} for n in range(201)]}, ""),
        ({"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "number"}]}}}, "a"),
        ({"properties": {"a": {"$ref": "#/$defs/none"}}}, "a"),
        ({"properties": {"a": {"$ref": "#/properties/a"}}}, "a"),
        ({"properties": {"a": {"type": "string", "enum": "x"}}}, "a"),
    ],
)
def test_says_which_field_is_wrong(data, path):
    with pytest.raises(BadSchema) as caught:
        read_schema(data)
    assert caught.value.path == path
    assert caught.value.reason


def test_a_schema_that_refers_to_itself_is_refused():
    tree = {"type": "object", "properties": {"child": {"$ref": "#/$defs/tree"}, "other": {"$ref": "#/$defs/tree"}}}
    with pytest.raises(BadSchema):
        read_schema({"$defs": {"tree": tree}, **tree})
