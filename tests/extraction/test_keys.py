"""API keys: shown once, kept as hashes, revoked at once; made by users and by keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from auth.tables import Tenant
from extraction import creating, keys
from extraction.tables import ApiKey, IdempotentRequest, Job, JobFile
from infra.types import now
from tests.extraction.conftest import API, error_of
from webhooks.tables import Endpoint

HOOK = {"webhook_url": "https://example.com/hook", "webhook_secret": "kies-iets-langs-en-willekeurigs"}


def test_a_key_is_shown_once_and_kept_as_a_hash(business, database):
    made = business.post("keys/", {"name": "second", **HOOK})
    assert made.status_code == 201
    key = made.json["data"]["key"]
    assert len(key) > 40
    rows = business.get("keys/").json["data"]["results"]
    assert rows[0] | {"created_at": ""} == {
        "id": made.json["data"]["id"],
        "name": "second",
        "prefix": key[:9],
        "webhook_url": HOOK["webhook_url"],
        "created_at": "",
        "last_used_at": None,
    }
    assert HOOK["webhook_secret"] not in str(rows)
    with database.system_session() as session:
        for row in session.scalars(select(ApiKey)):
            assert key[9:] not in str(vars(row))


def test_that_it_was_used_is_noted_to_the_minute(business, database):
    def used():
        with database.system_session() as session:
            return session.get_one(ApiKey, business.key_id).last_used_at

    business.get("jobs/")
    first = used()
    assert now() - first < timedelta(minutes=1)
    business.get("jobs/")
    assert used() == first
    with database.system_session() as session:
        session.execute(update(ApiKey).values(last_used_at=first - timedelta(minutes=2)))
    business.get("jobs/")
    assert used() >= first


def test_a_revoked_key_is_dead_at_once(business, database):
    other = business.post("keys/", {"name": "second", **HOOK}).json["data"]
    assert business.delete(f"keys/{other['id']}/").json["data"]["message"]
    dead = business.client.get(f"{API}/jobs/", headers={"Authorization": f"Bearer {other['key']}"})
    assert error_of(dead) == (401, "authentication_failed")
    assert error_of(business.delete(f"keys/{other['id']}/")) == (404, "api_key_not_found")
    with database.system_session() as session:
        assert session.scalars(select(Endpoint)).all() == [], "nobody needs its secret any more"


@pytest.mark.parametrize("hook", [{}, HOOK], ids=["plain", "with a webhook"])
def test_a_key_that_is_revoked_while_its_request_is_handled(make_business, database, data_folder, monkeypatch, hook):
    """Between login and storing: as if it had come later, and nothing of the job is kept."""
    business, look = make_business(**hook), creating.check

    def revoke_and_look(uploads, tenant_id):
        keys.revoke(database, tenant_id, business.key_id)
        return look(uploads, tenant_id)

    monkeypatch.setattr(creating, "check", revoke_and_look)
    answer = business.create((b"Total: 12.50", "a.txt"), headers={"Idempotency-Key": "k1"})
    assert error_of(answer) == (401, "authentication_failed")
    assert answer.json["error"]["message"] == "Invalid API key."
    with database.system_session() as session:
        for table in (Job, JobFile, IdempotentRequest, Endpoint):
            assert session.scalars(select(table)).all() == [], table
    assert [path for path in (data_folder / "blobs").rglob("*") if path.is_file()] == []


def test_keys_of_a_business_that_is_switched_off(business, database):
    with database.system_session() as session:
        session.execute(update(Tenant).values(is_active=False))
    assert error_of(business.get("jobs/")) == (401, "authentication_failed")


def test_users_need_permissions(login, business):
    reader = login("Api.Extraction", name="reader")
    assert reader.get(f"{API}/jobs/").status_code == 200
    assert error_of(reader.post(f"{API}/keys/", json={"name": "x"})) == (403, "permission_denied")
    keeper = login("Api.Extraction.Keys", name="keeper")
    assert keeper.post(f"{API}/keys/", json={"name": "x"}).status_code == 201
    answer = keeper.get(f"{API}/jobs/")
    assert error_of(answer) == (403, "permission_denied")
    assert "Api.Extraction" in answer.json["error"]["message"]


def test_a_key_is_no_login_of_the_first_wire(business):
    answer = business.client.get("/public-api/v1/usage", headers={"Authorization": f"Bearer {business.key}"})
    assert answer.status_code == 401


BAD = (
    ({"name": ""}, "name must not be empty."),
    ({"webhook_url": "http://example.com/"}, "webhook_url must be an https address"),
    ({"webhook_url": "https://10.0.0.1/"}, "webhook_url must be an https address"),
    ({"webhook_url": "https://user@example.com/"}, "webhook_url must be an https address"),
    ({"webhook_url": "file:///etc/passwd"}, "webhook_url must be an https address"),
    ({"webhook_secret": None}, "webhook_secret is required"),
    ({"webhook_secret": "short"}, "webhook_secret must have at least 16"),
    ({"webhook_url": None}, "webhook_url is required"),
)


@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_bad_input(business):
    for changed, words in BAD:
        answer = business.post("keys/", {"name": "second", **HOOK, **changed})
        assert error_of(answer) == (400, "validation_error"), changed
        assert words in answer.json["error"]["message"]
