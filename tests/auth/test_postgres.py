"""Logging in with PostgreSQL underneath."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from auth import users
from infra.database import Database


@pytest.fixture
def settings(database, postgres_url):
    return {"database_url": postgres_url, "requests_per_second": 100}


@pytest.fixture
def database(postgres_url):
    database = Database(postgres_url)
    database.migrate()
    yield database
    database.close()


def test_from_login_to_revocation(database, login, client, ask_tokens, whoami):
    login("Api.Air")
    result = ask_tokens().json["result"]
    assert whoami(result["accessToken"]) == 200
    body = {"refreshToken": result["refreshToken"]}
    assert client.post("/api/TokenAuth/RefreshToken", json=body).status_code == 200
    users.set_password(database, "api", "another password")
    assert whoami(result["accessToken"]) == 401
    assert client.post("/api/TokenAuth/RefreshToken", json=body).status_code == 401


def test_a_code_is_good_for_one_of_many_logins_at_once(app, database, login):
    login()
    code = pyotp.TOTP(parse_qs(urlsplit(users.enable_totp(database, "api")).query)["secret"][0]).now()
    body = {"userNameOrEmailAddress": "api", "password": "correct horse battery", "twoFactorVerificationCode": code}
    with ThreadPoolExecutor(6) as pool:
        ask = lambda _: app.test_client().post("/api/TokenAuth/TokenLogin", json=body).status_code  # noqa: E731
        statuses = sorted(pool.map(ask, range(6)))
    assert statuses == [200, 401, 401, 401, 401, 401]
