"""Administrations, users and master data: who sees what, in which order, with how many statements."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from auth.permissions import PERMISSIONS
from bookkeeping import administrations
from bookkeeping.kinds import KINDS, MASTER_DATA
from bookkeeping.tables import FinancialTransaction, InboxDocument
from tests.bookkeeping.conftest import MASTER

LISTS = [kind.name for kind in MASTER_DATA]


def test_an_account_as_documented(books):
    answer = books.get("accounts", administrationId=books.id, code="10017")
    assert answer.json["result"] == {
        "administrationId": books.id,
        "code": "10017",
        "externalId": "a1f0",
        "name": "Papierhandel Noord B.V.",
        "accountType": 0,
        "currencyCode": "EUR",
        "iban": "NL91ABNA0417164300",
        "vatNumber": "NL009876543B01",
        "ledgerAccountCode": "4500",
        "paymentConditionCode": "30",
        "cocNumber": "87654321",
        "isActive": True,
    }
    by_external = books.get("accounts/externalId", administrationId=books.id, externalId="a1f0")
    assert by_external.json == answer.json


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("ledgerAccounts", {"code": "4500"}, {"name": "Kantoorkosten", "taxCode": "1", "type": 0}),
        ("projects", {"code": "PR7"}, {"projectLeaderFullName": "J. de Wit", "purchaseTaxCode": "1"}),
        ("employees", {"code": "E3"}, {"fullName": "J. de Wit", "costCentreCode": "K1"}),
        ("product", {"code": "P-400"}, {"name": "Papier A4, doos", "purchasePrice": 25.0, "salesPrice": None}),
    ],
)
def test_reading_one(books, path, query, expected):
    result = books.get(path, administrationId=books.id, **query).json["result"]
    assert expected.items() <= result.items()
    assert books.get(path, administrationId=books.id, code="nothing").status_code == 404
    assert books.get(path, administrationId=999, **query).status_code == 404


@pytest.mark.parametrize("kind", LISTS)
def test_every_kind_is_listed_and_sorted_by_each_of_its_fields(books, kind):
    result = books.post(f"{kind}/list", **books.body()).json["result"]
    assert [item["code"] for item in result["items"]] == [row["code"] for row in MASTER[kind]]
    assert result["totalCount"] == len(MASTER[kind])
    for field in result["items"][0]:
        for direction in ("asc", "DESC"):
            answer = books.post(f"{kind}/list", **books.body(sorting=f"{field} {direction}, code"))
            assert answer.status_code == 200, answer.json
            values = [item[field] for item in answer.json["result"]["items"]]
            filled = [value for value in values if value is not None]
            if not isinstance((filled or [""])[0], str):  # how text sorts is the database's business
                assert filled == sorted(filled, reverse=direction == "DESC")
            nulls = [place for place, value in enumerate(values) if value is None]
            first = range(len(nulls)) if direction == "asc" else range(len(values) - len(nulls), len(values))
            assert nulls == list(first)


def test_filters_of_master_data(books):
    def codes(**filters):
        return [item["code"] for item in books.post("accounts/list", **books.body(**filters)).json["result"]["items"]]

    assert codes(filter="noord") == ["10017"]
    assert codes(filter="1001") == ["10017", "10018", "10019"]
    assert codes(filter="%") == codes(filter="_") == codes(filter="\\") == []
    assert codes(code="10018") == ["10018"]
    assert codes(externalId="a1f0") == ["10017"]


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"maxResultCount": 251}, "maxResultCount"),
        ({"skipCount": -1}, "skipCount"),
        ({"sorting": "secret"}, "sorting"),
        ({"sorting": "tenantId"}, "sorting"),
        ({"administrationId": None}, "administrationId"),
        ({"administrationId": 10**30}, "administrationId"),
        ({"filter": 5}, "filter"),
    ],
)
def test_bad_lists(books, body, member):
    answer = books.post("accounts/list", **{"administrationId": books.id, **body})
    assert answer.status_code == 400
    assert [problem["members"] for problem in answer.json["error"]["validationErrors"]] == [[member]]


def test_every_page_at_any_offset_is_as_the_whole(books):
    with books.database.session(books.user.tenant_id) as session:
        rows = [KINDS["costUnits"].row(administration_id=books.id, code=f"X{n}", name="ab"[n % 2]) for n in range(23)]
        session.add_all(rows)

    def codes(**paging):
        body = books.body(sorting="name desc, externalId", **paging)
        return [item["code"] for item in books.post("costUnits/list", **body).json["result"]["items"]]

    whole = codes()
    assert len(whole) == 24
    for size in (1, 5, 24, 100):
        pages = [codes(skipCount=skip, maxResultCount=size) for skip in range(0, 24, size)]
        assert [code for page in pages for code in page] == whole
    assert codes(skipCount=24) == codes(skipCount=10**12) == []


def test_administrations_as_documented(books):
    listed = books.post("administration/list", filter="bouw").json["result"]
    assert listed["items"] == [
        {
            "id": books.id,
            "code": "BOUW",
            "name": "Bouwbedrijf Voorbeeld B.V.",
            "isActive": True,
            "accountingSystemName": None,
        }
    ]
    details = books.get(f"administration/{books.id}").json["result"]["administration"]
    assert {
        "legislation": "nl",
        "currencyCode": "EUR",
        "cocNumber": "12345678",
        "vatNumber": "NL001234567B01",
        "iban": "NL02ABNA0123456789",
        "purchaseOrderDataSource": 1,
        "productDataSource": 1,
        "enabledFeatures": ["App.PurchaseToPay", "App.Authorization"],
    }.items() <= details.items()


def test_a_user_sees_the_administrations_that_are_granted(books, login, database):
    second = administrations.create(database, "voorbeeld", "ANDER", name="Ander", legislation="nl", currency_code="EUR")
    user = login(*PERMISSIONS, name="mieke")

    def seen():
        items = user.post("/public-api/v1/administration/list", json={}).json["result"]["items"]
        return [item["id"] for item in items]

    assert seen() == []
    administrations.grant(database, "mieke", ["ANDER"], tenancy_name="voorbeeld")
    assert seen() == [second]
    assert user.get(f"/public-api/v1/administration/{books.id}").status_code == 404
    foreign = user.post("/public-api/v1/accounts/list", json={"administrationId": books.id})
    assert foreign.status_code == 404
    rights = books.get(f"user/{user.user_id}").json["result"]["user"]
    assert rights["grantedAdministrationIds"] == [second]
    assert rights["areAllAdministrationsGranted"] is False
    administrations.grant(database, "mieke", [], tenancy_name="voorbeeld", everything=True)
    assert seen() == [books.id, second]
    administrations.withdraw(database, "mieke", ["ANDER"], tenancy_name="voorbeeld", everything=True)
    assert seen() == []


def test_users(books, login):
    login("Api.Inbox", name="m.bakker", language="nl")
    listed = books.post("user/list", filter="BAKKER").json["result"]["items"]
    assert [(user["userName"], user["isActive"]) for user in listed] == [("m.bakker", True)]
    user = books.get(f"user/{listed[0]['id']}").json["result"]["user"]
    assert user["cultureName"] == "nl"
    assert user["grantedPermissionNames"] == ["Api.Inbox"]
    assert books.get("user/999").status_code == 404


def test_accounting_systems_are_the_connectors(books):
    result = books.post("accountingSystem/list", sorting="name desc", maxResultCount=1).json["result"]
    assert result["totalCount"] >= 1
    assert set(result["items"][0]) == {"id", "name", "displayName", "supportedFeatures"}


@pytest.mark.parametrize("path", [*[f"{kind}/list" for kind in LISTS], "product/list", "purchaseOrders/list"])
def test_each_list_needs_its_permission(books, login, path):
    nobody = login(name="nobody")
    answer = nobody.post(f"/public-api/v1/{path}", json={"administrationId": books.id})
    assert answer.status_code == 403
    assert "Api." in answer.json["error"]["message"]


@pytest.mark.parametrize("path", ["financialTransaction", "accounts", "inbox"])
def test_an_index_serves_every_order(books, app, path):
    """Of lists that grow large no page sorts anything, whatever it is sorted by."""
    with books.database.session(books.user.tenant_id) as session:
        session.add(FinancialTransaction(administration_id=books.id, currency_code="EUR"))
        session.add(InboxDocument(administration_id=books.id, user_id=books.user.user_id, subject="a", sender_name="b"))
    engine = app.extensions["machine"].database.engine
    is_sqlite = engine.dialect.name == "sqlite"
    fields = list(books.post(f"{path}/list", **books.body()).json["result"]["items"][0])
    assert len(fields) >= 9
    sorted_by = {}
    for sorting in [f"{field}{direction}" for field in fields for direction in ("", " desc")]:
        seen = []
        event.listen(engine, "before_cursor_execute", listener := lambda *args: seen.append(args[2:4]))  # noqa: B023
        answer = books.post(f"{path}/list", **books.body(sorting=sorting, administrationIds=[books.id]))
        event.remove(engine, "before_cursor_execute", listener)
        assert answer.status_code == 200, answer.json
        for statement, parameters in seen:
            if "OFFSET" in statement:
                sorted_by[sorting] = _plan(engine, statement, parameters, is_sqlite)
    sorts = "TEMP B-TREE" if is_sqlite else "Sort"
    assert {sorting: plan for sorting, plan in sorted_by.items() if sorts in plan} == {}
    assert len(sorted_by) == 2 * len(fields)


def _plan(engine, statement, parameters, is_sqlite):
    """How the database would do it if the table were large."""
    with engine.connect() as connection:
        if not is_sqlite:
            for way in ("seqscan", "sort", "bitmapscan", "incremental_sort"):
                connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
        return "\n".join(str(row) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))


def test_the_statements_of_a_list_do_not_grow_with_its_items(books, app, database):
    def statements(count):
        with database.session(books.user.tenant_id) as session:
            session.add_all(
                KINDS["accounts"].row(administration_id=books.id, code=f"{count}-{n}", name="x") for n in range(count)
            )
        seen = []
        engine = app.extensions["machine"].database.engine
        event.listen(engine, "before_cursor_execute", listener := lambda *args: seen.append(args[2]))
        books.post("accounts/list", **books.body(maxResultCount=250))
        event.remove(engine, "before_cursor_execute", listener)
        return len(seen)

    assert statements(1) == statements(200)
