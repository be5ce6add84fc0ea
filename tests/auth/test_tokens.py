"""Access tokens, their keys, refresh tokens, and when they die."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import jwt
import pytest
from sqlalchemy import select

from auth import keys, tokens, users
from auth.tables import RefreshToken, SigningKey, User
from infra.types import now

REFRESH = "/api/TokenAuth/RefreshToken"


@pytest.fixture
def logged_in(login, ask_tokens):
    """The tokens of a user."""
    login("Api.Air")
    return ask_tokens().json["result"]


def move_key(database, kid, **ago):
    with database.system_session() as session:
        session.get_one(SigningKey, kid).verifies_until = now() - timedelta(**ago)


def kid_of(token):
    return jwt.get_unverified_header(token)["kid"]


class TestAccess:
    def test_no_token(self, client):
        response = client.get("/public-api/v1/anyone")
        assert response.status_code == 401
        assert response.json["unAuthorizedRequest"] is True

    @pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
    def test_the_scheme_in_any_case(self, client, logged_in, scheme):
        headers = {"Authorization": f"{scheme} {logged_in['accessToken']}"}
        assert client.get("/public-api/v1/anyone", headers=headers).status_code == 200

    @pytest.mark.parametrize("token", ["", "x", "a.b.c", "\u00e9", "Bearer", "null"])
    def test_what_is_no_token(self, whoami, token):
        assert whoami(token) == 401

    def test_a_changed_token(self, whoami, logged_in):
        head, _, signature = logged_in["accessToken"].split(".")
        claims = jwt.decode(logged_in["accessToken"], options={"verify_signature": False})
        forged = base64.urlsafe_b64encode(json.dumps(claims | {"sub": "2"}).encode()).rstrip(b"=").decode()
        assert whoami(f"{head}.{forged}.{signature}") == 401

    def test_a_token_without_signature(self, whoami, logged_in):
        claims = jwt.decode(logged_in["accessToken"], options={"verify_signature": False})
        unsigned = jwt.encode(claims, None, algorithm="none", headers={"kid": kid_of(logged_in["accessToken"])})
        assert whoami(unsigned) == 401

    def test_a_token_that_has_expired(self, database, login, whoami):
        me = login()
        with database.system_session() as session:
            user = session.get_one(User, me.user_id)
            token = tokens.issue_access(session, user, life=timedelta(seconds=-1)).text
        assert whoami(token) == 401

    def test_a_token_of_a_machine_whose_clock_is_ahead(self, database, whoami, logged_in):
        token = logged_in["accessToken"]
        claims = jwt.decode(token, options={"verify_signature": False})
        with database.system_session() as session:
            secret = session.get_one(SigningKey, kid_of(token)).secret
        assert whoami(jwt.encode(claims | {"iat": claims["iat"] + 60}, secret, headers={"kid": kid_of(token)})) == 200

    def test_a_token_for_something_else(self, database, login, whoami):
        me = login()
        with database.system_session() as session:
            challenge = tokens.issue_challenge(session, session.get_one(User, me.user_id))
        assert whoami(challenge) == 401

    def test_a_token_of_another_service_with_the_same_key(self, database, whoami, logged_in):
        token = logged_in["accessToken"]
        claims = jwt.decode(token, options={"verify_signature": False})
        with database.system_session() as session:
            secret = session.get_one(SigningKey, kid_of(token)).secret
        assert whoami(jwt.encode(claims, secret, headers={"kid": kid_of(token)})) == 200
        assert whoami(jwt.encode(claims | {"iss": "other"}, secret, headers={"kid": kid_of(token)})) == 401


class TestRotation:
    def test_the_new_key_signs_and_the_old_one_verifies_until_its_tokens_have_expired(
        self, database, whoami, logged_in, ask_tokens
    ):
        old = logged_in["accessToken"]
        with database.system_session() as session:
            kid = keys.rotate(session)
        new = ask_tokens().json["result"]["accessToken"]
        assert kid_of(new) == kid != kid_of(old)
        assert (whoami(old), whoami(new)) == (200, 200)
        with database.system_session() as session:
            ends = session.get_one(SigningKey, kid_of(old)).verifies_until
        assert timedelta(hours=23, minutes=59) < ends - now() <= tokens.ACCESS_LIFE
        move_key(database, kid_of(old), seconds=1)
        assert (whoami(old), whoami(new)) == (401, 200)

    def test_rotating_again_does_not_lengthen_the_life_of_an_old_key(self, database, logged_in):
        with database.system_session() as session:
            keys.rotate(session)
        with database.system_session() as session:
            first = session.get_one(SigningKey, kid_of(logged_in["accessToken"])).verifies_until
            keys.rotate(session)
        with database.system_session() as session:
            assert session.get_one(SigningKey, kid_of(logged_in["accessToken"])).verifies_until == first

    def test_keys_that_verify_nothing_any_more_are_thrown_away(self, database, logged_in):
        with database.system_session() as session:
            keys.rotate(session)
        move_key(database, kid_of(logged_in["accessToken"]), seconds=1)
        with database.system_session() as session:
            keys.rotate(session)
            assert session.get(SigningKey, kid_of(logged_in["accessToken"])) is None

    def test_after_a_leak_old_tokens_die_at_once(self, database, whoami, client, logged_in):
        with database.system_session() as session:
            keys.rotate(session, keep_old_tokens=False)
        assert whoami(logged_in["accessToken"]) == 401
        body = {"refreshToken": logged_in["refreshToken"]}
        assert whoami(client.post(REFRESH, json=body).json["result"]["accessToken"]) == 200


class TestRefresh:
    def test_from_the_query_string(self, client, whoami, logged_in):
        response = client.post(REFRESH, query_string={"refreshToken": logged_in["refreshToken"]})
        assert response.status_code == 200
        result = response.json["result"]
        assert list(result) == [
            "accessToken",
            "encryptedAccessToken",
            "expireInSeconds",
            "accessTokenExpirationDateTimeUtc",
        ]
        assert (result["encryptedAccessToken"], result["expireInSeconds"]) == (None, 86400)
        assert result["accessTokenExpirationDateTimeUtc"].endswith("Z")
        assert whoami(result["accessToken"]) == 200

    def test_from_the_body_and_more_than_once(self, client, logged_in):
        for _ in range(2):
            assert client.post(REFRESH, json={"RefreshToken": logged_in["refreshToken"]}).status_code == 200

    def test_none(self, client):
        response = client.post(REFRESH)
        assert response.status_code == 400
        assert response.json["error"]["validationErrors"] == [
            {"message": "refreshToken is required.", "members": ["refreshToken"]}
        ]

    def test_unknown(self, client, logged_in):
        response = client.post(REFRESH, json={"refreshToken": "rt_unknown"})
        assert (response.status_code, response.json["unAuthorizedRequest"]) == (401, True)
        assert client.post(REFRESH, json={"refreshToken": logged_in["accessToken"]}).status_code == 401

    def test_only_its_hash_is_kept(self, database, logged_in):
        with database.system_session() as session:
            (row,) = session.scalars(select(RefreshToken)).all()
        assert logged_in["refreshToken"] not in (row.digest, str(vars(row)))
        assert row.expires_at - row.created_at == pytest.approx(timedelta(days=365), abs=timedelta(seconds=60))

    def test_expired_and_then_thrown_away_at_the_next_login(self, database, client, logged_in, ask_tokens):
        with database.system_session() as session:
            session.scalars(select(RefreshToken)).one().expires_at = now()
        assert client.post(REFRESH, json={"refreshToken": logged_in["refreshToken"]}).status_code == 401
        ask_tokens()
        with database.system_session() as session:
            assert session.scalars(select(RefreshToken)).one().expires_at > now()


class TestRevocation:
    CHANGES = (
        lambda database: users.set_password(database, "api", "another password"),
        lambda database: users.switch_user(database, "api", is_active=False),
        lambda database: (
            users.switch_user(database, "api", is_active=False),
            users.switch_user(database, "api", is_active=True),
        ),
        lambda database: users.enable_totp(database, "api"),
    )

    @pytest.mark.parametrize("change", CHANGES, ids=["password", "off", "off and on", "second factor"])
    def test_all_tokens_die(self, database, client, whoami, logged_in, change):
        assert whoami(logged_in["accessToken"]) == 200
        change(database)
        assert whoami(logged_in["accessToken"]) == 401
        assert client.post(REFRESH, json={"refreshToken": logged_in["refreshToken"]}).status_code == 401

    def test_the_new_password_works_and_the_old_one_does_not(self, database, logged_in, ask_tokens):
        users.set_password(database, "api", "another password")
        assert ask_tokens().status_code == 401
        assert ask_tokens(password="another password").status_code == 200
