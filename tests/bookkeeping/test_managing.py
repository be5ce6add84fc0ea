"""Setting administrations up over HTTP: nobody gives away what they don't see, and bad input changes nothing."""

from __future__ import annotations

import pytest

from auth.permissions import ADMINISTRATIONS_DETAILS, ADMINISTRATIONS_EDIT, ADMINISTRATIONS_LIST, PERMISSIONS
from bookkeeping.rows.administrations import Administration

PRIVATE = "/private-api/v1"
RIGHTS = (ADMINISTRATIONS_EDIT, ADMINISTRATIONS_DETAILS, ADMINISTRATIONS_LIST)


def ask(user, method, path, **body):
    return user.client.open(f"{PRIVATE}/{path}", method=method, headers=user.headers, json=body)


def seen(user):
    items = user.post("/public-api/v1/administration/list", json={}).json["result"]["items"]
    return [item["id"] for item in items]


def test_who_makes_an_administration_sees_it(books, login):
    user = login(*RIGHTS, name="mieke")
    answer = ask(user, "POST", "administration", code="PARK", name="VvE Parkzicht", iban="nl91 abna 0417 1643 00",
                 accountingSystemName="Csv", accountingSystemOptions={"delimiter": ";"})  # fmt: skip
    made = answer.json["result"]["administration"]
    assert answer.status_code == 200
    assert seen(user) == [made["id"]]
    assert {"code": "PARK", "name": "VvE Parkzicht", "legislation": "nl", "currencyCode": "EUR",
            "iban": "NL91ABNA0417164300", "accountingSystemName": "Csv"}.items() <= made.items()  # fmt: skip
    assert "accountingSystemOptions" not in made, "they may hold secrets"
    again = ask(user, "POST", "administration", code="PARK", name="Nog een")
    assert again.status_code == 500
    assert again.json["error"]["message"] == "There is already an administration PARK."


def test_changing_leaves_what_is_not_sent(books):
    changed = ask(books.user, "PUT", f"administration/{books.id}", name="Anders", productDataSource=0)
    assert {"name": "Anders", "productDataSource": 0, "code": "BOUW", "vatNumber": "NL001234567B01"}.items() <= (
        changed.json["result"]["administration"].items()
    )
    assert books.post("product", **books.body(code="NEW", name="New")).status_code == 500


def test_options_are_added_to_those_there_are(books, database):
    system = {"accountingSystemName": "Csv", "accountingSystemOptions": {"delimiter": ";"}}
    assert ask(books.user, "PUT", f"administration/{books.id}", **system).status_code == 200
    more = {"accountingSystemOptions": {"decimalPoint": ","}}
    assert ask(books.user, "PUT", f"administration/{books.id}", **more).status_code == 200
    with database.session(books.user.tenant_id) as session:
        stored = session.get_one(Administration, books.id).connector_settings
    assert (stored["delimiter"], stored["decimalPoint"]) == (";", ",")


def test_null_clears_what_need_not_be_there(books, database):
    def kept():
        with database.session(books.user.tenant_id) as session:
            return session.get_one(Administration, books.id).connector_settings

    path = f"administration/{books.id}"
    ask(books.user, "PUT", path, accountingSystemName="Csv", accountingSystemOptions={"delimiter": ","})
    changed = ask(books.user, "PUT", path, accountingSystemOptions={"delimiter": None})
    assert (changed.status_code, kept()["delimiter"]) == (200, ";"), "the default"
    nothing = dict.fromkeys(("vatNumber", "cocNumber", "iban", "accountingSystemName"))
    changed = ask(books.user, "PUT", path, **nothing, defaultModelId=None, name=None)
    assert changed.status_code == 200, changed.json
    made = changed.json["result"]["administration"]
    assert nothing.items() <= made.items()
    assert made["name"] == "Bouwbedrijf Voorbeeld B.V.", "what must be there stays"
    assert kept() == {}


@pytest.mark.parametrize(
    ("body", "status", "member"),
    [
        ({"name": ""}, 400, "name"),
        ({"accountingSystemName": None, "accountingSystemOptions": {"delimiter": ";"}}, 400, "accountingSystemOptions"),
        ({"legislation": "mars"}, 400, "legislation"),
        ({"currencyCode": "XXXX"}, 400, "currencyCode"),
        ({"purchaseOrderDataSource": 2}, 400, "purchaseOrderDataSource"),
        ({"accountingSystemOptions": {"delimiter": ";"}}, 400, "accountingSystemOptions"),
        ({"accountingSystemName": "Csv", "accountingSystemOptions": {"columns": 5}}, 400, "options.columns"),
        ({"accountingSystemName": "Nothing"}, 404, None),
        ({"defaultModelId": "0d2f7c1e-93a4-4a8b-8f3e-6f0f5f5d1b20"}, 404, None),
    ],
)
def test_bad_settings(books, body, status, member):
    before = books.get(f"administration/{books.id}").json
    answer = ask(books.user, "PUT", f"administration/{books.id}", **body)
    assert answer.status_code == status, answer.json
    if member is not None:
        assert answer.json["error"]["validationErrors"][0]["members"] == [member]
    assert books.get(f"administration/{books.id}").json == before


def test_grants_stay_within_what_the_one_who_grants_sees(books, login):
    manager, mieke = login(*RIGHTS, name="manager"), login(*RIGHTS, name="mieke")
    own = ask(manager, "POST", "administration", code="PARK", name="Park").json["result"]["administration"]["id"]
    grants = f"user/{mieke.user_id}/administrations"
    assert ask(manager, "PUT", grants, administrationIds=[books.id]).status_code == 404
    assert ask(manager, "PUT", grants, administrationIds=[], areAllAdministrationsGranted=True).status_code == 400
    assert ask(manager, "PUT", f"administration/{books.id}", name="Mine").status_code == 404
    assert ask(books.user, "PUT", grants, administrationIds=[books.id]).status_code == 200
    assert ask(manager, "PUT", grants, administrationIds=[own]).status_code == 200
    assert seen(mieke) == [books.id, own], "what the manager does not see stays"
    assert ask(manager, "PUT", grants, administrationIds=[]).status_code == 200
    assert seen(mieke) == [books.id]
    assert ask(books.user, "PUT", grants, administrationIds=[], areAllAdministrationsGranted=True).status_code == 200
    assert seen(mieke) == [books.id, own]
    assert ask(books.user, "PUT", "user/999/administrations", administrationIds=[]).status_code == 404


def test_procurators_and_proxies(books, login):
    chef, stand_in = login(*PERMISSIONS, name="chef"), login(name="invaller")
    path = f"administration/{books.id}/procurators"
    rules = [{"userId": chef.user_id, "amountFrom": 0, "amountTo": 5000},
             {"userId": books.user.user_id, "amountFrom": 5000, "amountTo": None}]  # fmt: skip
    answer = ask(books.user, "PUT", path, procurators=rules)
    assert sorted(answer.json["result"]["procurators"], key=lambda rule: rule["amountFrom"]) == rules
    days = {"firstDay": "2025-07-01T00:00:00", "lastDay": "2025-07-31T00:00:00"}
    pair = {"userId": chef.user_id, "proxyUserId": stand_in.user_id}
    assert ask(books.user, "PUT", "proxy", **pair, **days).json["result"] == {**pair, **days}
    assert books.user.get(f"{PRIVATE}/{path}").json["result"]["proxies"] == [{**pair, **days}]
    for bad, status in (
        ({**pair, "firstDay": "2025-07-31", "lastDay": "2025-07-01"}, 400),
        ({**pair, "proxyUserId": chef.user_id}, 500),
        ({**pair, "proxyUserId": 999}, 404),
    ):
        assert ask(books.user, "PUT", "proxy", **bad).status_code == status
    for bad, status in (
        ([rules[0], rules[0]], 400),
        ([{"userId": chef.user_id, "amountFrom": 10, "amountTo": 10}], 500),
        ([{"userId": chef.user_id, "amountFrom": -1}], 400),
        ([{"userId": 999}], 404),
    ):
        assert ask(books.user, "PUT", path, procurators=bad).status_code == status
    assert len(books.user.get(f"{PRIVATE}/{path}").json["result"]["procurators"]) == 2
    gone = books.user.client.delete(f"{PRIVATE}/proxy", query_string=pair, headers=books.user.headers)
    assert gone.status_code == 200
    assert ask(books.user, "PUT", path, procurators=[]).json["result"] == {"procurators": [], "proxies": []}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "administration"),
        ("PUT", "administration/1"),
        ("GET", "administration/1/procurators"),
        ("PUT", "administration/1/procurators"),
        ("PUT", "proxy"),
        ("DELETE", "proxy"),
        ("PUT", "user/1/administrations"),
    ],
)
def test_each_needs_the_permission(books, login, method, path):
    nobody = login(*(name for name in PERMISSIONS if name != ADMINISTRATIONS_EDIT), name="nobody")
    answer = ask(nobody, method, path)
    assert answer.status_code == 403
    assert ADMINISTRATIONS_EDIT in answer.json["error"]["message"]
