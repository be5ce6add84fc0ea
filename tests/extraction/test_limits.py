"""A hundred requests a minute per key, three hundred per business, over all endpoints together."""

from __future__ import annotations

import time

import pytest

from tests.extraction.conftest import API, error_of

pytestmark = pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)


@pytest.fixture
def more_settings():
    return {"key_requests_per_minute": 5, "business_requests_per_minute": 12, "requests_per_second": 1}


@pytest.fixture
def clock(monkeypatch):
    """Moves by hand only."""
    clock = [time.time()]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    return clock


@pytest.fixture
def keys(clock, make_business):
    """Four keys of a business; what it took to make them is over."""
    first = make_business()
    others = [first.post("keys/", {"name": f"{n}"}).json["data"]["key"] for n in range(3)]
    clock[0] += 61
    return [first.key, *others]


def ask(client, key, path="jobs/"):
    return client.get(f"{API}/{path}", headers={"Authorization": f"Bearer {key}"})


def test_a_key_is_counted_over_all_endpoints(client, keys, clock):
    paths = ["jobs/", "schemas/", "keys/", "jobs/9/detail/", "schemas/9/"]
    assert 429 not in [ask(client, keys[0], path).status_code for path in paths]
    clock[0] += 20
    answer = ask(client, keys[0])
    assert error_of(answer) == (429, "rate_limit_exceeded")
    assert 39 <= int(answer.headers["Retry-After"]) <= 40
    assert ask(client, keys[1]).status_code == 200, "another key"
    clock[0] += int(answer.headers["Retry-After"]) + 0.1
    assert ask(client, keys[0]).status_code == 200


def test_a_business_is_counted_over_all_its_keys(client, keys, make_business):
    statuses = [ask(client, key).status_code for key in keys[:3] for _ in range(4)]
    assert set(statuses) == {200}
    assert error_of(ask(client, keys[3])) == (429, "rate_limit_exceeded")
    other = make_business("ander")
    assert ask(client, other.key).status_code == 200


def test_strangers_are_counted_by_address(client, keys):
    assert [ask(client, "zx_guess").status_code for _ in range(6)] == [401] * 5 + [429]
    assert ask(client, keys[0]).status_code == 200
