"""Right values are checked, kept with the job, and learnt from by the schema."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from extraction.tables import ExtractionSchema, JobFeedback
from tests.extraction.conftest import error_of

FIELDS = [
    {"name": "text", "type": "string"},
    {"name": "amount", "type": "number"},
    {"name": "count", "type": "integer"},
    {"name": "day", "type": "date"},
    {"name": "paid", "type": "boolean"},
    {"name": "state", "type": "enum", "enum": ["open", "closed"]},
    {"name": "party", "type": "object", "fields": [{"name": "name", "type": "string"}]},
    {"name": "lines", "type": "list", "fields": [{"name": "price", "type": "number"}]},
    {"name": "tags", "type": "list", "items": "string"},
]
RIGHT = {
    "text": "x",
    "amount": 1.5,
    "count": 3,
    "day": "2025-02-01",
    "paid": True,
    "state": "open",
    "party": {"name": "A"},
    "lines": [{"price": 1}, {"price": None}],
    "tags": ["a"],
}


@pytest.fixture
def job_id(business, work):
    schema = business.post("schemas/", {"name": "All", "fields": FIELDS}).json["data"]["id"]
    job_id = business.job(schema_id=str(schema))
    work()
    return job_id


def test_every_kind_of_value(business, job_id, database):
    answer = business.post(f"jobs/{job_id}/feedback/", {"result": RIGHT})
    assert (answer.status_code, answer.json["meta"]) == (200, {"job_id": job_id})
    assert answer.json["data"]["feedback_count"] == 1
    assert business.post(f"jobs/{job_id}/feedback/", {"result": dict.fromkeys(RIGHT)}).status_code == 200
    with database.system_session() as session:
        kept = session.scalars(select(JobFeedback)).one()
        assert kept.truth == dict.fromkeys(RIGHT), "the last counts"
        assert (kept.serial, session.get_one(ExtractionSchema, kept.schema_id).serial) == (2, 2)


@pytest.mark.parametrize(
    ("result", "message"),
    [
        ({"other": 1}, "result.other is no field of the schema."),
        ({"text": 5}, "result.text must be text."),
        ({"amount": "1.5"}, "result.amount must be a number."),
        ({"amount": True}, "result.amount must be a number."),
        ({"count": 1.5}, "result.count must be a whole number."),
        ({"day": "01-02-2025"}, "result.day must be a date as in 2025-02-01."),
        ({"day": "20250201"}, "result.day must be a date as in 2025-02-01."),
        ({"paid": "yes"}, "result.paid must be true or false."),
        ({"state": "100%"}, "result.state must be one of: open, closed."),
        ({"party": "A"}, "result.party must be an object."),
        ({"party": {"name": 1}}, "result.party.name must be text."),
        ({"lines": {}}, "result.lines must be a list."),
        ({"lines": [{"price": 1}, {"price": "x"}]}, "result.lines[1].price must be a number."),
        ({"tags": ["a", 2]}, "result.tags[1] must be text."),
        ([], "result must be an object."),
    ],
)
def test_values_that_have_no_place_in_the_schema(business, job_id, result, message):
    answer = business.post(f"jobs/{job_id}/feedback/", {"result": result})
    assert error_of(answer) == (400, "validation_error")
    assert answer.json["error"]["message"] == message


def test_only_of_jobs_that_succeeded(business, work):
    job_id = business.job((b"%PDF-1.4 broken", "a.pdf"))
    assert error_of(business.post(f"jobs/{job_id}/feedback/", {"result": {}})) == (409, "job_has_no_result")
    work()
    assert error_of(business.post(f"jobs/{job_id}/feedback/", {"result": {}})) == (409, "job_has_no_result")
    assert error_of(business.post("jobs/99/feedback/", {"result": {}})) == (404, "job_not_found")
