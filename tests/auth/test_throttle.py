"""Guessing gets slower and slower, and tells nothing."""

from __future__ import annotations

import pytest
from redis import Redis

from auth import throttle as throttling
from auth import users
from auth.throttle import MAX_PAUSE_SECONDS, Attempt, Throttle
from wire import TooManyRequests

FIRST_PAUSE = 16  # seconds; long enough that no test outlasts it on a busy machine


@pytest.fixture(autouse=True)
def _long_pauses(monkeypatch):
    monkeypatch.setattr(throttling, "FIRST_PAUSE_SECONDS", FIRST_PAUSE)


@pytest.fixture
def redis(redis_url):
    return Redis.from_url(redis_url)


def wait(throttle, user="piet", address="1.2.3.4"):
    """Seconds one has to wait, 0 if the attempt was counted."""
    try:
        throttle.count(Attempt([user], address))
    except TooManyRequests as error:
        return error.retry_after
    return 0


def lift(redis):
    """As if the pause were over."""
    for key in redis.keys("login:*:pause"):
        redis.delete(key)


def test_pauses_double_after_the_free_attempts(redis):
    throttle = Throttle(redis, free_per_user=3)
    assert [wait(throttle) for _ in range(3)] == [0, 0, 0]
    pauses = []
    for _ in range(5):
        pauses.append(wait(throttle))
        lift(redis)
        wait(throttle)
    assert pauses == pytest.approx([16, 32, 64, 128, 256], abs=8)


def test_a_pause_has_an_end(redis):
    throttle = Throttle(redis, free_per_user=1)
    for _ in range(40):
        wait(throttle)
        lift(redis)
    wait(throttle)
    assert wait(throttle) == pytest.approx(MAX_PAUSE_SECONDS, abs=8)


def test_attempts_during_a_pause_are_not_counted(redis):
    throttle = Throttle(redis, free_per_user=1)
    wait(throttle)
    assert all(0 < wait(throttle) <= FIRST_PAUSE for _ in range(20))


def test_users_are_throttled_apart_and_from_all_addresses(redis):
    throttle = Throttle(redis, free_per_user=2)
    assert [wait(throttle, address=f"10.0.0.{n}") > 0 for n in range(3)] == [False, False, True]
    assert wait(throttle, user="klaas") == 0


def test_an_address_is_throttled_over_all_users(redis):
    throttle = Throttle(redis, free_per_address=5)
    assert [wait(throttle, user=f"user {n}") > 0 for n in range(6)] == [False] * 5 + [True]
    assert wait(throttle, user="user 7", address="5.6.7.8") == 0


def test_success_forgives_the_user_but_not_the_guesses_of_the_address(redis):
    throttle = Throttle(redis, free_per_user=3, free_per_address=4)
    wait(throttle)
    wait(throttle)
    throttle.forgive(Attempt(["piet"], "1.2.3.4"))
    assert [wait(throttle) for _ in range(2)] == [0, 0]
    assert wait(throttle, user="klaas") == 0, "the fourth of this address"
    assert wait(throttle, user="jan") > 0


def test_redis_holds_no_names_and_forgets(redis):
    wait(Throttle(redis), user="piet@voorbeeld.nl")
    names = redis.keys("login:*")
    assert names
    assert not any(b"piet" in name or b"1.2.3.4" in name for name in names)
    assert all(0 < redis.ttl(name) <= 3600 for name in names)


@pytest.mark.parametrize("name", ["api", "nobody"], ids=["exists", "does not"])
def test_over_the_wire_existing_and_unknown_users_hear_the_same(login, ask_tokens, name):
    login()
    answers = [ask_tokens(name, "guess", address=f"10.0.0.{n}") for n in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    seconds = int(answers[-1].headers["Retry-After"])
    assert 0 < seconds <= FIRST_PAUSE
    assert answers[-1].json["error"]["message"] == f"Too many requests; try again in {seconds} s."


def test_during_a_pause_the_right_password_waits_too(login, ask_tokens):
    login()
    for n in range(10):
        ask_tokens(password="guess", address=f"10.0.0.{n}")
    assert ask_tokens(address="10.0.1.1").status_code == 429


def test_by_name_address_or_without_tenant_it_is_the_same_user(database, ask_tokens):
    users.create_tenant(database, "voorbeeld")
    users.create_user(database, "voorbeeld", "api", "correct horse battery", email="api@voorbeeld.nl")
    ways = [("api", "voorbeeld"), ("api@voorbeeld.nl", "voorbeeld"), ("API", None), ("api@voorbeeld.nl", None)]
    answers = [ask_tokens(ways[n % 4][0], "guess", ways[n % 4][1], address=f"10.0.0.{n}") for n in range(11)]
    assert answers[-1].status_code == 429


def test_guessing_codes_is_throttled_and_the_password_does_not_reset_it(database, login, ask_tokens):
    login()
    users.enable_totp(database, "api")
    statuses = []
    for n in range(6):
        statuses.append(ask_tokens(address=f"10.0.0.{n}").status_code)
        statuses.append(ask_tokens(twoFactorVerificationCode="abc", address=f"10.0.1.{n}").status_code)
    assert statuses == [200, 401] * 5 + [429, 429]
