"""The second factor: asked for after the password, a code for every login, no code twice."""

from __future__ import annotations

import time
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from auth import second_factor, users

REFUSED = 401


@pytest.fixture
def totp(database, login):
    """The authenticator app of a user with second factor."""
    login()
    uri = users.enable_totp(database, "api")
    return pyotp.TOTP(parse_qs(urlsplit(uri).query)["secret"][0])


@pytest.fixture
def moment(monkeypatch):
    """The time, which stands still: no step ends while a code is on its way."""
    moment = time.time()
    monkeypatch.setattr(second_factor, "time", SimpleNamespace(time=lambda: moment))
    return moment


def test_the_password_alone_gives_a_challenge_and_no_tokens(totp, ask_tokens):
    response = ask_tokens()
    assert response.status_code == 200
    result = response.json["result"]
    assert result.pop("loginVerificationCode")
    assert result == {
        "accessToken": None,
        "expireInSeconds": 0,
        "accessTokenExpirationDateTimeUtc": None,
        "requiresTwoFactorVerification": True,
        "twoFactorAuthProviders": ["GoogleAuthenticator"],
        "refreshToken": None,
        "refreshTokenExpireInSeconds": 0,
        "errorMessage": "A verification code of your authenticator app is needed.",
    }


def test_challenge_and_code_give_tokens(totp, ask_tokens, whoami):
    challenge = ask_tokens().json["result"]["loginVerificationCode"]
    response = ask_tokens(loginVerificationCode=challenge, twoFactorVerificationCode=totp.now())
    assert response.status_code == 200
    result = response.json["result"]
    assert result["requiresTwoFactorVerification"] is False
    assert result["loginVerificationCode"] is None
    assert whoami(result["accessToken"]) == 200


def test_a_code_cannot_be_used_twice_nor_an_older_one_after_it(totp, ask_tokens):
    code, older = totp.now(), totp.at(time.time() - 30)
    assert ask_tokens(twoFactorVerificationCode=code).status_code == 200
    assert ask_tokens(twoFactorVerificationCode=code).status_code == REFUSED
    assert ask_tokens(twoFactorVerificationCode=older).status_code == REFUSED


@pytest.mark.parametrize("shift", [-30, 30], ids=["slow clock", "fast clock"])
def test_a_clock_may_be_one_step_off(totp, moment, ask_tokens, shift):
    assert ask_tokens(twoFactorVerificationCode=totp.at(moment + shift)).status_code == 200


@pytest.mark.parametrize("shift", [-90, 90])
def test_but_not_more(totp, moment, ask_tokens, shift):
    assert ask_tokens(twoFactorVerificationCode=totp.at(moment + shift)).status_code == REFUSED


@pytest.mark.parametrize("code", ["000000x", "12345", "\u0661\u0662\u0663\u0664\u0665\u0666", "é"])
def test_what_is_no_code(totp, ask_tokens, code):
    assert ask_tokens(twoFactorVerificationCode=code).status_code == REFUSED


def test_the_right_code_does_not_help_a_wrong_password(totp, ask_tokens):
    assert ask_tokens(password="guess", twoFactorVerificationCode=totp.now()).status_code == REFUSED
    assert ask_tokens(twoFactorVerificationCode=totp.now()).status_code == 200, "and was not used up"


def test_the_challenge_of_another_user_is_refused(totp, database, login, ask_tokens):
    login(name="other")
    users.enable_totp(database, "other")
    challenge = ask_tokens("other").json["result"]["loginVerificationCode"]
    both = {"loginVerificationCode": challenge, "twoFactorVerificationCode": totp.now()}
    assert ask_tokens(**both).status_code == REFUSED
    assert ask_tokens(**both | {"loginVerificationCode": "nonsense"}).status_code == REFUSED


def test_it_can_be_switched_off(totp, database, ask_tokens):
    users.disable_totp(database, "api")
    assert ask_tokens().json["result"]["requiresTwoFactorVerification"] is False


def test_the_address_for_the_app_names_tenant_and_user():
    uri = second_factor.provisioning_uri("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "api", "voorbeeld")
    assert uri.startswith("otpauth://totp/Zenvoices:voorbeeld/api?")
