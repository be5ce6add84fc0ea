"""Schemas over the API: made, read, replaced, deleted, and what is wrong with bad ones."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

from air.schema import jsonschema, reading
from extraction.tables import JobFeedback, SchemaVersion
from tests.extraction.conftest import RECEIPT, error_of
from wire.languages import translate

ITEMS = {"type": "array", "items": {"type": "object", "properties": {"amount": {"type": "number"}}}}
JSON_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Order",
    "type": "object",
    "required": ["number"],
    "properties": {
        "number": {"type": "string", "description": "The order's own number"},
        "date": {"type": "string", "format": "date"},
        "status": {"enum": ["open", "closed"]},
        "lines": ITEMS,
    },
}


def test_one_is_read_as_it_was_made(business):
    made = business.post("schemas/", RECEIPT).json["data"]
    assert business.get(f"schemas/{made['id']}/").json == {"success": True, "data": made, "meta": None}
    assert (made["name"], made["version"], made["feedback_count"]) == ("Receipts", 1, 0)
    assert made["fields"] == RECEIPT["fields"]


@pytest.mark.parametrize("body", [JSON_SCHEMA, {"name": "Order", "schema": JSON_SCHEMA}], ids=["bare", "within"])
def test_json_schema(business, body):
    made = business.post("schemas/", body)
    assert made.status_code == 201, made.json
    fields = {field["name"]: field for field in made.json["data"]["fields"]}
    assert {name: field["type"] for name, field in fields.items()} == {
        "number": "string",
        "date": "date",
        "status": "enum",
        "lines": "list",
    }
    assert fields["number"]["required"] is True
    assert fields["status"]["enum"] == ["open", "closed"]
    assert fields["lines"]["fields"] == [{"name": "amount", "type": "number"}]
    assert made.json["data"]["name"] == "Order"


def test_a_change_is_a_new_version_unless_nothing_changes(business):
    path = f"schemas/{business.schema_id}/"
    renamed = business.put(path, RECEIPT | {"name": "Bonnen", "description": "Kassabonnen"}).json["data"]
    assert (renamed["name"], renamed["description"], renamed["version"]) == ("Bonnen", "Kassabonnen", 1)
    changed = business.put(path, {"name": "Bonnen", "fields": RECEIPT["fields"][:1]}).json["data"]
    assert (changed["version"], len(changed["fields"])) == (2, 1)
    assert changed["updated_at"] > changed["created_at"]


def test_the_list(business):
    business.post("schemas/", JSON_SCHEMA)
    data = business.get("schemas/", page_size=1).json["data"]
    assert (data["count"], [row["name"] for row in data["results"]]) == (2, ["Order"])
    assert "page=2" in data["next"]


def test_a_deleted_one_is_gone_but_not_for_its_jobs(business, work, database):
    learnt = business.job()
    work()
    assert business.post(f"jobs/{learnt}/feedback/", {"result": {"total": 302.5}}).status_code == 200
    assert business.delete(f"schemas/{business.schema_id}/").status_code == 200
    assert error_of(business.get(f"schemas/{business.schema_id}/")) == (404, "schema_not_found")
    assert error_of(business.put(f"schemas/{business.schema_id}/", RECEIPT)) == (404, "schema_not_found")
    assert error_of(business.create(body="x")) == (404, "schema_not_found")
    assert business.get("schemas/").json["data"]["count"] == 0
    assert error_of(business.post(f"jobs/{learnt}/feedback/", {"result": {}})) == (404, "schema_not_found")
    with database.system_session() as session:
        assert session.scalars(select(JobFeedback)).all() == [], "what was learnt for it went with it"
    business.post(f"jobs/{learnt}/retry/")
    work()
    assert business.detail(learnt)["result"]["total"] == 302.5
    business.delete(f"jobs/{learnt}/delete/")
    with database.system_session() as session:
        assert session.scalars(select(SchemaVersion)).all() == []


BAD = (
    ({"fields": RECEIPT["fields"]}, "name is required."),
    ({"name": "x"}, "fields"),
    ({"name": "x", "fields": []}, "fields"),
    ({"name": 5, "fields": RECEIPT["fields"]}, "name must be text."),
    ({"name": "x", "fields": [{"name": "total", "type": "money"}]}, "'total': the type must be one of"),
    (
        {"name": "x", "fields": [{"name": "lines", "type": "list", "fields": [{"name": "a", "type": "?"}]}]},
        "'lines.a'",
    ),
    ({"name": "x", "fields": [{"name": "a"}, {"name": "a"}]}, "'a': is there twice"),
    ({"title": "x", "properties": {"a": {"type": "object"}}}, "'a': needs properties"),
    ({"name": "x", "schema": {"properties": {"a": {"$ref": "#/nowhere"}}}}, "'a'"),
    ({"name": "x", "fields": RECEIPT["fields"], "llm": "local"}, "there is no language model local"),  # off by default
)


@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_bad_ones_are_told_with_the_path(business):
    for body, words in BAD:
        for answer in (business.post("schemas/", body), business.put(f"schemas/{business.schema_id}/", body)):
            assert error_of(answer) == (400, "validation_error"), body
            assert words in answer.json["error"]["message"]
    assert business.get(f"schemas/{business.schema_id}/").json["data"]["version"] == 1


@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_bad_ones_are_told_in_the_language_of_the_caller(business):
    body = {"name": "x", "fields": [{"name": "o", "type": "object", "fields": [{"name": "a", "aliases": "b"}]}]}
    refused = business.open("POST", "schemas/", json=body, headers={"Accept-Language": "nl"})
    assert refused.json["error"]["message"] == "veld 'o.a': aliases moet een lijst teksten zijn."
    refused = business.open("POST", "schemas/", json={"name": "x"}, headers={"Accept-Language": "nl"})
    assert refused.json["error"]["message"] == "het schema: heeft fields nodig, een lijst die niet leeg is."


def test_all_that_may_be_wrong_with_a_schema_is_said_in_dutch_too():
    sources = [ast.parse(Path(module.__file__).read_text()) for module in (reading, jsonschema)]
    calls = [node for tree in sources for node in ast.walk(tree) if isinstance(node, ast.Call)]
    reasons = {call.args[1].value for call in calls if isinstance(call.func, ast.Name) and call.func.id == "BadSchema"}
    assert len(reasons) > 20
    assert [reason for reason in reasons if translate(reason, "nl") == reason] == []
