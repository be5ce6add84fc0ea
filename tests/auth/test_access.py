"""Permissions of users, and the language their messages come in."""

from __future__ import annotations

import pytest

from auth import PERMISSIONS, requires, users
from wire import BusinessError

GUARDED = "/public-api/v1/guarded"


def test_with_the_permissions(login):
    me = login("Api.Air", "Api.Inbox")
    response = me.get(GUARDED)
    assert response.json["result"] == {"login": "api", "tenant": me.tenant_id}


def test_without_a_login(client):
    assert client.get(GUARDED).status_code == 401


@pytest.mark.parametrize(
    ("has", "missing"),
    [((), "Api.Air, Api.Inbox"), (("Api",), "Api.Air, Api.Inbox"), (("Api.Air",), "Api.Inbox")],
    ids=["none", "only the parent", "one of two"],
)
def test_what_is_missing_is_named(login, has, missing):
    response = login(*has).get(GUARDED)
    assert response.status_code == 403
    assert response.json["unAuthorizedRequest"] is True
    assert response.json["error"]["message"] == f"You need these permissions: {missing}."


def test_granting_and_withdrawing_counts_from_the_next_request_on(database, login):
    me = login("Api.Air")
    users.grant(database, "api", ["Api.Inbox", "Api.Air"])
    assert me.get(GUARDED).status_code == 200
    users.withdraw(database, "api", ["Api.Air"])
    assert me.get(GUARDED).status_code == 403


def test_the_language_of_the_user_unless_the_header_says_otherwise(login):
    me = login(language="nl")
    path, header = GUARDED, {"Abp.Localization.CultureName": "en"}
    assert me.get(path).json["error"]["message"].startswith("U hebt deze rechten nodig")
    assert me.get(path, headers=header).json["error"]["message"].startswith("You need these permissions")


DOING = ("Edit", "Authorize", "Export")


def test_the_documented_permissions():
    edited = {"Api.Administrations.Edit", "Api.MasterData.Edit"}
    extraction = {"Api.Extraction", "Api.Extraction.Keys"}
    ours = {*edited, *extraction, "Api.Usage.Read", *(f"Api.FinancialTransactions.{do}" for do in DOING)}
    assert len(set(PERMISSIONS) - ours) == 16
    assert {"Api", "Api.Air", "Api.Air.Models", "Api.Inbox", "Api.Users.Read"} < set(PERMISSIONS)


def test_a_view_cannot_ask_for_a_permission_that_does_not_exist():
    with pytest.raises(ValueError, match=r"Api\.Ari"):
        requires("Api.Ari")


@pytest.fixture
def settings():
    return {"requests_per_second": 3}


def test_users_are_counted_apart_also_from_one_address(login):
    first, second = login(name="one"), login(name="two")
    assert [first.get("/public-api/v1/anyone").status_code for _ in range(4)] == [200] * 3 + [429]
    assert second.get("/public-api/v1/anyone").status_code == 200


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda db: users.create_tenant(db, "Voorbeeld"), "already a tenant voorbeeld"),
        (lambda db: users.create_tenant(db, " "), "needs a code"),
        (lambda db: users.create_user(db, "nowhere", "piet", "password"), "no tenant nowhere"),
        (lambda db: users.create_user(db, "voorbeeld", "API", "password"), "already has a user api"),
        (lambda db: users.create_user(db, "voorbeeld", "piet", "password", email="api"), "already has a user piet"),
        (lambda db: users.create_user(db, "voorbeeld", " ", "password"), "needs a login name"),
        (lambda db: users.create_user(db, "voorbeeld", "piet", ""), "must not be empty"),
        (lambda db: users.create_user(db, "voorbeeld", "piet", "password", language="fr"), "no language fr"),
        (lambda db: users.create_user(db, "voorbeeld", "piet", "pw", permissions=["Api.X"]), r"no permission Api\.X"),
        (lambda db: users.grant(db, "api", ["Api.X"]), r"no permission Api\.X"),
        (lambda db: users.grant(db, "piet", ["Api"]), "no user piet"),
        (lambda db: users.set_password(db, "api", "x", tenancy_name="nowhere"), "no tenant nowhere"),
    ],
)
def test_what_managing_users_refuses(database, login, change, message):
    login()
    with pytest.raises(BusinessError, match=message):
        change(database)


def test_a_login_in_several_tenants_must_say_which(database, login):
    login(tenant="one")
    login(tenant="two")
    with pytest.raises(BusinessError, match="say which tenant"):
        users.grant(database, "api", ["Api"])
    users.grant(database, "api", ["Api"], tenancy_name="two")
