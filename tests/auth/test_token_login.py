"""TokenLogin: who gets tokens, and what the others hear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auth import users

WRONG = "Logging in failed: the tenancy name, user name, password or code is not right."
FIELDS = [
    "accessToken",
    "expireInSeconds",
    "accessTokenExpirationDateTimeUtc",
    "loginVerificationCode",
    "requiresTwoFactorVerification",
    "twoFactorAuthProviders",
    "refreshToken",
    "refreshTokenExpireInSeconds",
    "errorMessage",
]


def test_the_documented_answer(login, ask_tokens, whoami):
    login()
    response = ask_tokens()
    assert response.status_code == 200
    result = response.json["result"]
    assert list(result) == FIELDS
    assert result["expireInSeconds"] == 86400
    assert result["refreshTokenExpireInSeconds"] == 31536000
    assert result["requiresTwoFactorVerification"] is False
    assert [result[name] for name in ("loginVerificationCode", "twoFactorAuthProviders", "errorMessage")] == [None] * 3
    ends = datetime.strptime(result["accessTokenExpirationDateTimeUtc"][:26] + "Z", "%Y-%m-%dT%H:%M:%S.%fZ")
    assert abs(ends.replace(tzinfo=UTC) - datetime.now(UTC) - timedelta(days=1)) < timedelta(seconds=30)
    assert whoami(result["accessToken"]) == 200


@pytest.mark.parametrize(
    ("name", "tenant"),
    [("API", "Voorbeeld"), (" api ", "voorbeeld"), ("api@voorbeeld.nl", "voorbeeld"), ("Api@Voorbeeld.NL", None)],
)
def test_names_are_matched_in_any_case_and_addresses_will_do(database, ask_tokens, name, tenant):
    users.create_tenant(database, "voorbeeld")
    users.create_user(database, "voorbeeld", "api", "correct horse battery", email="api@voorbeeld.nl")
    assert ask_tokens(name, tenant=tenant).status_code == 200


@pytest.mark.parametrize(
    ("name", "password", "tenant"),
    [
        ("api", "wrong horse", "voorbeeld"),
        ("api", "CORRECT HORSE BATTERY", "voorbeeld"),
        ("nobody", "correct horse battery", "voorbeeld"),
        ("api", "correct horse battery", "elsewhere"),
        ("nobody", "correct horse battery", None),
    ],
    ids=["password", "case of password", "name", "tenant", "name without tenant"],
)
def test_all_failures_look_the_same(login, ask_tokens, name, password, tenant):
    login()
    response = ask_tokens(name, password, tenant)
    assert response.status_code == 401
    assert response.json["unAuthorizedRequest"] is True
    assert response.json["error"] == {"code": 0, "message": WRONG, "details": None, "validationErrors": None}


def test_who_is_unknown_costs_as_much_time_as_a_wrong_password(login, monkeypatch):
    from argon2 import PasswordHasher

    from auth import login as logins

    checked = []
    verify = PasswordHasher.verify
    monkeypatch.setattr(PasswordHasher, "verify", lambda *args: checked.append(args[1]) or verify(*args))
    me = login()
    for name in (me.name, "nobody"):
        me.client.post(
            "/api/TokenAuth/TokenLogin",
            json={"userNameOrEmailAddress": name, "password": "x", "tenancyName": me.tenancy_name},
        )
    assert len(checked) == 2
    assert checked[0] != checked[1]
    assert logins.FAILED == WRONG


def test_the_tenant_may_be_left_out_when_the_name_exists_once(login, ask_tokens):
    login()
    assert ask_tokens(tenant=None).status_code == 200
    assert ask_tokens(tenant="").status_code == 200


def test_a_name_in_several_tenants_needs_the_tenant_but_only_who_knows_the_password_hears_so(login, ask_tokens):
    login(tenant="one")
    login(tenant="two")
    response = ask_tokens(tenant=None)
    assert response.status_code == 400
    assert response.json["error"]["validationErrors"][0]["members"] == ["tenancyName"]
    assert ask_tokens(password="guess", tenant=None).status_code == 401
    assert ask_tokens(tenant="two").status_code == 200


@pytest.mark.parametrize("missing", ["userNameOrEmailAddress", "password"])
@pytest.mark.parametrize("value", [None, "", "   "])
def test_required_fields(client, missing, value):
    body = {"userNameOrEmailAddress": "api", "password": "x", missing: value}
    response = client.post("/api/TokenAuth/TokenLogin", json={k: v for k, v in body.items() if v is not None})
    assert response.status_code == 400
    assert response.json["error"]["validationErrors"][0]["members"] == [missing]


def test_an_endless_password_is_not_hashed(client):
    body = {"userNameOrEmailAddress": "api", "password": "x" * 5000}
    assert client.post("/api/TokenAuth/TokenLogin", json=body).status_code == 400


def test_a_user_or_tenant_that_is_switched_off_cannot_log_in(database, login, ask_tokens):
    from auth.tables import Tenant

    me = login()
    users.switch_user(database, "api", is_active=False)
    assert ask_tokens().status_code == 401
    users.switch_user(database, "api", is_active=True)
    assert ask_tokens().status_code == 200
    with database.system_session() as session:
        session.get_one(Tenant, me.tenant_id).is_active = False
    assert ask_tokens().status_code == 401


def test_failures_in_the_language_of_the_header(client):
    body = {"userNameOrEmailAddress": "api", "password": "x"}
    headers = {"Abp.Localization.CultureName": "nl"}
    message = client.post("/api/TokenAuth/TokenLogin", json=body, headers=headers).json["error"]["message"]
    assert message == "Inloggen is mislukt: de organisatie, gebruikersnaam, het wachtwoord of de code klopt niet."


def test_passwords_are_kept_as_argon2id_and_rehashed_when_costs_change(database, login, ask_tokens):
    from argon2 import PasswordHasher

    from auth.tables import User

    me = login()
    with database.system_session() as session:
        user = session.get_one(User, me.user_id)
        assert user.password_hash.startswith("$argon2id$")
        user.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("correct horse battery")
    assert ask_tokens().status_code == 200
    with database.system_session() as session:
        assert "m=19456,t=2,p=1" in session.get_one(User, me.user_id).password_hash


class TestObsoleteAuthenticate:
    def ask(self, client, **more):
        body = {"tenancyName": "voorbeeld", "usernameOrEmailAddress": "api", "password": "correct horse battery"}
        return client.post("/api/Account/Authenticate", json=body | more)

    def test_the_result_is_the_token_for_two_hours(self, login, client, whoami):
        import jwt

        login()
        token = self.ask(client).json["result"]
        assert whoami(token) == 200
        claims = jwt.decode(token, options={"verify_signature": False})
        assert claims["exp"] - claims["iat"] == 7200

    def test_wrong_password(self, login, client):
        login()
        assert self.ask(client, password="x").status_code == 401

    def test_it_knows_no_second_factor(self, database, login, client):
        login()
        users.enable_totp(database, "api")
        response = self.ask(client)
        assert (response.status_code, response.json["result"]) == (500, None)
        assert "TokenLogin" in response.json["error"]["message"]
