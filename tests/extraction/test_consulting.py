"""Jobs of schemas that name a language model, from the wire to the worker; the model is a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.extraction.conftest import RECEIPT, TEXT, error_of
from tests.extraction.test_llm import says
from tests.webhooks.receiving import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def more_settings(receiver: Receiver) -> dict[str, Any]:
    return {"language_models": json.dumps({"local": {"url": receiver.url("/v1"), "model": "small"}})}


@pytest.fixture
def schema_id(business: Any) -> int:
    wanted = [*RECEIPT["fields"], {"name": "kind_of_document", "type": "string", "required": True}]
    made = business.post("schemas/", {"name": "Asking", "fields": wanted, "llm": "local"})
    assert made.status_code == 201, made.json
    assert (made.json["data"]["llm"], len(made.json["data"]["fields"])) == ("local", 5)
    return made.json["data"]["id"]


def details_of(business: Any, work: Any, schema_id: int) -> tuple[dict[str, Any], dict[str, Any], int]:
    job_id = business.job(schema_id=str(schema_id))
    work()
    data = business.detail(job_id)
    assert data["status"] == "successful", data
    return data["result"], data["details"], job_id


def test_what_it_says_is_part_of_the_result(business, work, receiver, schema_id):
    says(receiver, {"kind_of_document": "factuur", "total": 302.5, "iban": "NL02ABNA0123456789"})
    result, details, _ = details_of(business, work, schema_id)
    assert (result["kind_of_document"], result["total"], result["iban"]) == ("Factuur", 302.5, None)
    assert details["llm"] == {
        "name": "local",
        "answered": True,
        "values": {"kind_of_document": "Factuur", "total": 302.5},
    }
    assert details["evidence"]["kind_of_document"]["confidence"] == 0.5
    assert details["evidence"]["kind_of_document"]["text"] == "Factuur"
    assert details["missing"] == []


def test_the_job_does_not_fail_with_it(business, work, receiver, schema_id):
    receiver.answers(503)
    result, details, _ = details_of(business, work, schema_id)
    assert (result["total"], details["missing"]) == (302.5, ["kind_of_document"])
    assert details["llm"] == {"name": "local", "answered": False, "values": {}}


def test_it_is_not_asked_by_other_schemas(business, work, receiver):
    _, details, _ = details_of(business, work, business.schema_id)
    assert details["llm"] is None
    assert receiver.calls == []


def test_nor_about_nothing(business, work, receiver, schema_id):
    business.create((b"   \n", "a.txt"), schema_id=str(schema_id))
    work()
    assert receiver.calls == []


def test_its_word_counts_as_much_as_it_was_right(business, work, receiver, schema_id):
    says(receiver, {"kind_of_document": "factuur"})
    for _ in range(2):
        result, _, job_id = details_of(business, work, schema_id)
        assert business.post(f"jobs/{job_id}/feedback/", {"result": result}).status_code == 200
    _, details, job_id = details_of(business, work, schema_id)
    assert details["evidence"]["kind_of_document"]["confidence"] >= 0.75  # two of two, and one and one
    for row in business.get("jobs/").json["data"]["results"]:
        business.post(f"jobs/{row['job_id']}/feedback/", {"result": {"kind_of_document": None}})
    _, details, _ = details_of(business, work, schema_id)
    assert details["llm"]["values"] == {"kind_of_document": "Factuur"}
    assert details["evidence"].get("kind_of_document", {"confidence": 0})["confidence"] <= 0.2


@pytest.mark.parametrize("name", ["elsewhere", "", 7])
def test_only_models_that_the_operator_set_up(business, name):
    refused = business.post("schemas/", {**RECEIPT, "llm": name})
    assert error_of(refused) == (400, "validation_error")
    assert "llm" in refused.json["error"]["message"]


def test_text_is_what_is_sent(business, work, receiver, schema_id):
    says(receiver, {})
    details_of(business, work, schema_id)
    sent = json.loads(receiver.calls[0].body)["messages"][1]["content"]
    assert sent.endswith("\n".join(" ".join(line.split()) for line in TEXT.splitlines()))
