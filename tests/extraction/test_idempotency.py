"""Requests that are sent twice, one after the other or at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from extraction import idempotency
from extraction.tables import IdempotentRequest, Job
from infra.types import now
from tests.extraction.conftest import TEXT, error_of
from tests.operations.documents import invoice

KEY = {"Idempotency-Key": "order-12"}
AT_ONCE = 8


def count(database, table=Job):
    with database.system_session() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_the_first_answer_is_given_again(business, work, database):
    first = business.create((invoice(), "a.pdf"), headers=KEY, client_reference_id="R1")
    assert (first.status_code, first.headers.get("Idempotent-Replayed")) == (201, None)
    work()
    again = business.create((invoice(), "a.pdf"), headers=KEY, client_reference_id="R1")
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert count(database) == 1


@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_other_parameters_are_refused(business, database):
    business.create((b"one", "a.txt"), body=TEXT, headers=KEY)
    for changed in ({"body": "other"}, {"document_type": "receipt"}, {"client_reference_id": "R2"}):
        answer = business.create((b"one", "a.txt"), **{"body": TEXT, **changed}, headers=KEY)
        assert error_of(answer) == (422, "idempotency_key_reused"), changed
    other_file = business.create((b"other", "a.txt"), body=TEXT, headers=KEY)
    assert error_of(other_file) == (422, "idempotency_key_reused")
    assert count(database) == 1


def test_of_many_at_once_one_does_it_and_all_get_its_answer(business, app, database):
    def send(_):
        client = app.test_client()
        headers = {"Authorization": f"Bearer {business.key}", **KEY}
        body = {"schema_id": business.schema_id, "document_type": "invoice", "body": TEXT}
        return client.post("/api/v1/jobs/create/", json=body, headers=headers)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["meta"]["job_id"] for answer in answers}) == 1
    assert [answer.headers.get("Idempotent-Replayed") for answer in answers].count(None) == 1
    assert count(database) == 1


def test_of_many_with_one_reference_at_once_one_is_taken(business, app, database):
    def send(_):
        headers = {"Authorization": f"Bearer {business.key}"}
        fields = {"document_type": "invoice", "body": TEXT, "client_reference_id": "R1"}
        client = app.test_client()
        return client.post("/api/v1/jobs/create/", json={"schema_id": business.schema_id, **fields}, headers=headers)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    [made] = [answer.json["meta"]["job_id"] for answer in answers if answer.status_code == 201]
    refused = [answer for answer in answers if answer.status_code == 409]
    assert {answer.json["error"]["code"] for answer in refused} == {"duplicate_client_reference_id"}
    assert {answer.json["meta"]["job_id"] for answer in refused} == {made}
    assert count(database) == 1


def test_the_key_of_a_request_that_failed_is_free(business, database):
    assert error_of(business.create(schema_id="999", body=TEXT, headers=KEY)) == (404, "schema_not_found")
    assert count(database, IdempotentRequest) == 0
    assert business.create(body=TEXT, headers=KEY).status_code == 201


def test_a_request_that_died_is_waited_for_and_then_taken_over(business, database, monkeypatch):
    """Whoever claimed the key is gone: until its claim expires the others are told to come back."""
    monkeypatch.setattr(idempotency, "WAIT_SECONDS", 0.2)
    business.create(body=TEXT, headers=KEY)
    with database.system_session() as session:
        session.execute(update(IdempotentRequest).values(answer=None, expires_at=now() + timedelta(minutes=1)))
    assert error_of(business.create(body=TEXT, headers=KEY)) == (409, "idempotency_key_in_use")
    with database.system_session() as session:
        session.execute(update(IdempotentRequest).values(expires_at=now() - timedelta(seconds=1)))
    assert business.create(body=TEXT, headers=KEY).status_code == 201
    assert count(database) == 2


def test_businesses_have_their_own_keys(business, make_business, database):
    ids = {one.create(body=TEXT, headers=KEY).json["meta"]["job_id"] for one in (business, make_business("ander"))}
    assert len(ids) == 2


def test_answers_are_forgotten_after_a_day(business, database):
    business.create(body=TEXT, headers=KEY)
    idempotency.forget_expired(database)
    assert count(database, IdempotentRequest) == 1
    with database.system_session() as session:
        kept = session.scalars(select(IdempotentRequest)).one()
        assert timedelta(hours=23) < kept.expires_at - now() <= timedelta(hours=24)
        session.execute(update(IdempotentRequest).values(expires_at=now()))
    idempotency.forget_expired(database)
    assert count(database, IdempotentRequest) == 0
