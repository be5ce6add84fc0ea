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
    {"name": "price", "type": "currency"},
    {"name": "currency", "type": "currency"},
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
    "price": 12.5,
    "currency": "EUR",
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


WRONG = (
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
    ({"price": "12.50"}, "result.price must be a number, or the code of a currency."),
    ([], "result must be an object."),
    ({"50%": 1}, "result.50% is no field of the schema."),
)


@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_values_that_have_no_place_in_the_schema(business, job_id):
    for result, message in WRONG:
        answer = business.post(f"jobs/{job_id}/feedback/", {"result": result})
        assert error_of(answer) == (400, "validation_error"), result
        assert answer.json["error"]["message"] == message


def test_only_of_jobs_that_succeeded(business, work):
    job_id = business.job((b"%PDF-1.4 broken", "a.pdf"))
    assert error_of(business.post(f"jobs/{job_id}/feedback/", {"result": {}})) == (409, "job_has_no_result")
    work()
    assert error_of(business.post(f"jobs/{job_id}/feedback/", {"result": {}})) == (409, "job_has_no_result")
    assert error_of(business.post("jobs/99/feedback/", {"result": {}})) == (404, "job_not_found")


GARAGE = {"name": "Garage", "fields": [{"name": "zz_code", "type": "string"}, {"name": "total", "type": "number"}]}
BON = "Werkplaats De Brug\nBon {0}\n\nChassis: WX{0}\nKleur: groen\nTotaal: EUR {0},50\n"


class TestLearning:
    """A field whose name says nothing is found after one correction, wherever the document's own label leads."""

    @pytest.fixture
    def read(self, business, work):
        schema = business.post("schemas/", GARAGE).json["data"]["id"]

        def read(number, schema_id=schema):
            job_id = business.job(schema_id=str(schema_id), document_type="form", body=BON.format(number))
            work()
            return job_id, business.detail(job_id)["result"]["zz_code"]

        return read

    def test_the_next_document_profits_and_forgetting_takes_it_back(self, business, read, database):
        first, found = read(1234)
        assert found is None
        business.post(f"jobs/{first}/feedback/", {"result": {"zz_code": "WX1234"}})
        assert read(9876)[1] == "WX9876"
        with database.system_session() as session:
            assert session.scalars(select(JobFeedback)).one().entry is not None, "made once, by the worker"
        assert business.delete(f"jobs/{first}/delete/").status_code == 200
        assert read(5555)[1] is None

    def test_it_holds_for_later_versions_and_for_no_other_schema(self, business, read):
        first, _ = read(1234)
        business.post(f"jobs/{first}/feedback/", {"result": {"zz_code": "WX1234"}})
        schema_id = business.detail(first)["details"]["schema_id"]
        more = GARAGE | {"fields": [*GARAGE["fields"], {"name": "kleur", "type": "string"}]}
        assert business.put(f"schemas/{schema_id}/", more).json["data"]["version"] == 2
        assert read(9876)[1] == "WX9876"
        other = business.post("schemas/", GARAGE).json["data"]["id"]
        assert read(9876, schema_id=other)[1] is None
        assert business.get(f"schemas/{schema_id}/").json["data"]["feedback_count"] == 1
