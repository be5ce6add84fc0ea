"""No tenant reaches another's rows, by any endpoint: a matrix made from the API document.

For every operation that names something by an id, code or number, a request is built from the document with tenant
A's values. A gets its answer; tenant B, with every permission, asks the very same and is told there is no such thing.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest

from auth.permissions import PERMISSIONS
from tests.bookkeeping.conftest import API, Books
from tests.bookkeeping.invoices import ORDER, invoice
from webhooks import events

LINE = {"taxExclusiveAmount": 250.0, "taxRate": 0.21, "ledgerAccountCode": "4500"}
METHODS = ("get", "post", "put", "delete")
NAMES_NOTHING = {  # endpoints that take no id, or that answer of the caller's own tenant only
    "POST /administration/list",
    "POST /administration",
    "POST /accountingSystem/list",
    "POST /user/list",
    "POST /air/model/list",
    "GET /webhookSubscription/list",
    "GET /webhookSubscription/get-available-webhooks",
    "POST /webhookSubscription/delivery/list",
    "GET /usage",
}
OF_THE_TENANT = re.compile(
    r"GET /user/\{user_id\}|.* /proxy|.* /air/.*|.* /webhookSubscription.*"
)  # no administration's
DECIDED_BY_STATE = ("/approve", "/reject", "/export", "/retry", "/train", "/rollback", "/deleteSample")
TEXT = base64.b64encode(b"Factuurnummer: F25-0042\nFactuurdatum: 29-01-2025\nTotaal: EUR 302,50\n").decode()
HOOK = {"webhookUri": "https://example.com/hook", "secret": "choose-something-long", "webhooks": [events.EXPORTED]}


class World:
    """Everything tenant A has, by the names under which the API document asks for it."""

    def __init__(self, books: Books, work: Any, other_user_id: int) -> None:
        uploaded = books.upload(invoice(), "invoice.pdf", externalId="scan-1").json["result"]["id"]
        model = books.post("air/model/createOrUpdate", name="bouw").json["result"]["id"]
        document = {"fileName": "a.txt", "fileContent": TEXT, "legislation": "nl", "modelId": model, "waitSeconds": 0}
        operation = books.post("air/processDocument", **document).json["result"]["operationId"]
        hook = books.post("webhookSubscription", **HOOK).json["result"]["id"]
        delivery = books.post("webhookSubscription/ping", id=hook).json["result"]["id"]
        work()
        [item] = books.post("financialTransaction/list").json["result"]["items"]
        books.post("purchaseOrders", **books.body(**ORDER))
        self.values: dict[str, Any] = {
            "administrationId": books.id, "administrationIds": [books.id], "administration_id": books.id,
            "financial_transaction_id": item["id"], "user_id": books.user.user_id, "id": uploaded,
            "inbox_id": uploaded, "userId": books.user.user_id, "proxyUserId": other_user_id,
            "code": "10017", "externalId": "a1f0", "purchaseOrderNumber": "PO-118",
            "modelId": model, "operationId": operation,
        }  # fmt: skip
        self.codes = {"ledgerAccounts": "4500", "projects": "PR7", "employees": "E3", "product": "P-400"}
        self.ids = {"details": uploaded, "webhookSubscription": hook, "delivery": delivery}
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
            "POST /air/processDocument": document,
            "POST /air/validateOperationResult": {"operationId": operation, "correctValues": []},
            "POST /air/model/createOrUpdate": {"id": model, "name": "anders"},
            "POST /air/model/train": {"modelId": model},
            "POST /air/model/rollback": {"modelId": model, "version": 1},
            "POST /air/model/deleteSample": {"operationId": operation},
            "POST /webhookSubscription": {**HOOK, "administrationIds": [books.id]},
            "PUT /webhookSubscription": {**HOOK, "id": hook},
            "POST /webhookSubscription/activate": {"id": hook, "isActive": True},
            "POST /webhookSubscription/ping": {"id": hook},
            "POST /webhookSubscription/delivery/resend": {"deliveryIds": [delivery]},
        }

    def request(self, name: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
        """The path, query and body that ask for A's things."""
        values, last = dict(self.values), path.split("/")[-1]
        values["code"] = self.codes.get(last, values["code"])
        values["id"] = self.ids.get(last, values["id"])
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
        if name in NAMES_NOTHING:
            continue
        asked = world.request(name, path, operation)
        tried.append(name)
        for who in (stranger.user, *([] if OF_THE_TENANT.fullmatch(name) else [colleague])):
            theirs = client.open(asked["path"], method=method, headers=who.headers,
                                 query_string=asked["query_string"], json=asked["json"])  # fmt: skip
            if theirs.status_code != 404:
                refused[name] = (who.name, theirs.status_code, theirs.json["error"])
        if any(step in path for step in DECIDED_BY_STATE):
            continue  # that it exists was shown by reading it
        ours = client.open(asked["path"], method=method, headers=books.user.headers,
                           query_string=asked["query_string"], json=asked["json"])  # fmt: skip
        assert ours.status_code == 200, (name, asked, ours.json)
    assert refused == {}
    assert len(tried) >= 60


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
    assert stranger.post("air/model/list").json["result"]["totalCount"] == 0
    assert stranger.get("webhookSubscription/list").json["result"]["items"] == []
    for asked in ({}, {"subscriptionId": world.ids["webhookSubscription"]}):
        assert stranger.post("webhookSubscription/delivery/list", **asked).json["result"]["totalCount"] == 0
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
