"""No tenant reaches another's rows, by any endpoint: a matrix made from the API document.

For every operation that names something by an id, code or number, a request is built from the document with tenant
A's values. A gets its answer; tenant B, with every permission, asks the very same and is told there is no such thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from auth.permissions import PERMISSIONS
from tests.bookkeeping.conftest import API, Books
from tests.bookkeeping.invoices import ORDER, invoice

LINE = {"taxExclusiveAmount": 250.0, "taxRate": 0.21, "ledgerAccountCode": "4500"}
METHODS = ("get", "post", "put", "delete")
NAMES_NOTHING = {  # endpoints that take no id, or that answer of the caller's own tenant only
    "POST /administration/list",
    "POST /administration",
    "POST /accountingSystem/list",
    "POST /user/list",
    "POST /air/processDocument",
    "POST /air/model/list",
    "POST /air/model/createOrUpdate",
    "GET /webhookSubscription/list",
    "GET /webhookSubscription/get-available-webhooks",
    "POST /webhookSubscription",
    "GET /usage",
}
OF_THE_TENANT = {"GET /user/{user_id}", "PUT /proxy", "DELETE /proxy"}  # users belong to no administration
OF_OTHER_ROOMS = ("/air/", "/webhookSubscription", "/extraction")  # whose tests have their own walls


class World:
    """Everything tenant A has, by the names under which the API document asks for it."""

    def __init__(self, books: Books, work: Any, other_user_id: int) -> None:
        uploaded = books.upload(invoice(), "invoice.pdf", externalId="scan-1").json["result"]["id"]
        work()
        [item] = books.post("financialTransaction/list").json["result"]["items"]
        books.post("purchaseOrders", **books.body(**ORDER))
        self.values: dict[str, Any] = {
            "administrationId": books.id, "administrationIds": [books.id], "administration_id": books.id,
            "financial_transaction_id": item["id"], "user_id": books.user.user_id, "id": uploaded,
            "inbox_id": uploaded, "userId": books.user.user_id, "proxyUserId": other_user_id,
            "code": "10017", "externalId": "a1f0", "purchaseOrderNumber": "PO-118",
        }  # fmt: skip
        self.codes = {"ledgerAccounts": "4500", "projects": "PR7", "employees": "E3", "product": "P-400"}
        self.bodies = {
            "POST /inbox/upload": books.body(fileName="a.pdf", fileContent="JVBERi0="),
            "POST /product": books.body(code="NEW", name="New"),
            "PUT /product": books.body(code="P-400", name="Papier"),
            "POST /purchaseOrders": books.body(**ORDER | {"purchaseOrderNumber": "PO-119"}),
            "PUT /purchaseOrders": books.body(**ORDER),
            "PUT /financialTransaction/{financial_transaction_id}": {"description": "anders"},
            "PUT /administration/{administration_id}": {"name": "Anders"},
            "PUT /administration/{administration_id}/procurators": {"procurators": []},
            "PUT /user/{user_id}/administrations": {
                "administrationIds": [books.id],
                "areAllAdministrationsGranted": True,
            },
            "PUT /proxy": {"userId": books.user.user_id, "proxyUserId": other_user_id},
            "POST /masterData/import": books.body(kind="costUnits", items=[{"code": "D9", "name": "Negen"}]),
        }

    def request(self, name: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
        """The path, query and body that ask for A's things."""
        values = dict(self.values)
        for part, code in self.codes.items():
            values["code"] = code if path.split("/")[-1] == part else values["code"]
        parameters = operation.get("parameters", ())
        query = {p["name"]: values[p["name"]] for p in parameters if p["in"] == "query" and p["name"] in values}
        if "/inbox/details" in path:
            query = {"id": values["id"]}
        body = self.bodies.get(name)
        if body is None and name.startswith("POST"):
            body = {"administrationId": values["administrationId"]} if path.endswith("/list") else {}
            body = {"administrationIds": values["administrationIds"]} if "financialTransaction/list" in path else body
        return {"path": path.format(**values), "query_string": query, "json": body}


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Every operation behind a login: its name, method, path and description, reads before writes before deletes."""
    found = [
        (f"{method.upper()} {path.removeprefix(API).removeprefix('/private-api/v1')}", method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS and operation.get("security") != []
    ]
    yield from sorted(found, key=lambda one: (one[1] == "delete", one[1] != "get", "/list" not in one[2], one[2]))


@pytest.fixture
def world(books: Books, work: Any, login: Any) -> World:
    return World(books, work, login(name="invaller").user_id)


def test_the_matrix(world, books, make_books, login, client):
    stranger = make_books(tenant="ander", name="indringer", code="ANDER", master=False)
    document = client.get("/swagger/public-v1/swagger.json").json
    colleague = login(*PERMISSIONS, name="nieuw")  # of the same tenant, without a single administration
    refused, tried = {}, []
    for name, method, path, operation in operations(document):
        if name in NAMES_NOTHING or any(room in path for room in OF_OTHER_ROOMS):
            continue
        asked = world.request(name, path, operation)
        tried.append(name)
        for who in (stranger.user, *([] if name in OF_THE_TENANT else [colleague])):
            theirs = client.open(asked["path"], method=method, headers=who.headers,
                                 query_string=asked["query_string"], json=asked["json"])  # fmt: skip
            if theirs.status_code != 404:
                refused[name] = (who.name, theirs.status_code, theirs.json["error"])
        if any(step in path for step in ("/approve", "/reject", "/export", "/retry")):
            continue  # its own status decides; that it exists was shown by reading it
        ours = client.open(asked["path"], method=method, headers=books.user.headers,
                           query_string=asked["query_string"], json=asked["json"])  # fmt: skip
        assert ours.status_code == 200, (name, asked, ours.json)
    assert refused == {}
    assert len(tried) >= 30


def test_every_list_refuses_pages_and_orders_that_there_are_not(books, client):
    document = client.get("/swagger/public-v1/swagger.json").json
    paths = [path for path, methods in document["paths"].items() if path.endswith("/list") and "post" in methods]
    assert len(paths) >= 15
    for path in paths:
        for wrong in ({"maxResultCount": 251}, {"skipCount": -1}, {"sorting": "nothing desc"}):
            answer = books.user.post(path, json=books.body(**wrong))
            assert answer.status_code == 400, (path, wrong)
            assert answer.json["error"]["validationErrors"][0]["members"] == list(wrong), path


def test_lists_without_ids_show_the_own_tenant_only(world, make_books):
    stranger = make_books(tenant="ander", name="indringer", code="ANDER")
    assert [a["code"] for a in stranger.post("administration/list").json["result"]["items"]] == ["ANDER"]
    assert stranger.post("administration/list", administrationIds=world.values["administrationIds"]).json["result"] == {
        "totalCount": 0,
        "items": [],
    }
    assert [u["userName"] for u in stranger.post("user/list").json["result"]["items"]] == ["indringer"]
    assert stranger.post("financialTransaction/list").json["result"]["totalCount"] == 0
    assert stranger.get("usage", monthFrom="2020-01", monthTo="2029-12").json["result"]["items"] == []


def test_the_same_codes_and_ids_of_two_tenants_do_not_meet(world, make_books):
    stranger = make_books(tenant="ander", name="indringer", code="BOUW")
    body = stranger.body(
        purchaseOrderNumber="PO-118", accountCode="10017", purchaseDate="2025-01-15", lines=ORDER["lines"]
    )
    assert stranger.post("purchaseOrders", **body).status_code == 200
    assert (
        stranger.delete("purchaseOrders", administrationId=stranger.id, purchaseOrderNumber="PO-118").status_code == 200
    )
