"""Ten requests a second per user and endpoint."""

from __future__ import annotations

import time

import pytest

FAIL = "/public-api/v1/fail/missing"


@pytest.fixture
def clock(monkeypatch):
    """Moves by hand only, so that what is sent within a second does not depend on the machine."""
    clock = [time.time()]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    return clock


def statuses(client, count, path=FAIL, method="GET", **headers):
    return [client.open(path, method=method, headers=headers).status_code for _ in range(count)]


def test_the_eleventh_within_a_second_is_refused_and_says_when_to_come_back(client, clock):
    assert statuses(client, 10, **{"X-User": "1"}) == [404] * 10
    response = client.get(FAIL, headers={"X-User": "1"})
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "1"
    assert response.json["error"]["message"] == "Too many requests; try again in 1 s."
    assert response.json["unAuthorizedRequest"] is False
    clock[0] += 1.05
    assert statuses(client, 1, **{"X-User": "1"}) == [404]


def test_users_methods_and_routes_are_counted_apart(client, clock):
    thing, other = "/public-api/v1/thing/1", "/public-api/v1/thing/2"
    statuses(client, 11, thing, "DELETE", **{"X-User": "1"})
    assert statuses(client, 1, other, "DELETE", **{"X-User": "1"}) == [429], "the same route"
    assert statuses(client, 1, thing, "POST", **{"X-User": "1"}) == [400], "another method"
    assert statuses(client, 1, FAIL, "GET", **{"X-User": "1"}) == [404], "another route"
    assert statuses(client, 1, thing, "DELETE", **{"X-User": "2"}) == [200], "another user"
    assert statuses(client, 1, thing, "DELETE") == [200], "nobody: counted by address"


def test_pages_are_not_counted(client):
    assert statuses(client, 30, "/page") == [200] * 30
