"""Books on both databases: an administration with master data, a user who may do everything, and a worker's hands."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from auth.permissions import PERMISSIONS
from bookkeeping import administrations
from bookkeeping.importing import import_rows
from bookkeeping.kinds import KINDS
from bookkeeping.numbers import ImportStatus
from infra.database import Database

API = "/public-api/v1"
MASTER: dict[str, list[dict[str, Any]]] = {
    "taxCodes": [
        {"code": "1", "name": "21% inkoop", "rate": 0.21, "type": 0, "externalId": "t-1"},
        {"code": "2", "name": "9% inkoop", "rate": 0.09, "type": 0},
        {"code": "0", "name": "geen btw", "rate": 0, "type": 0},
        {"code": "V", "name": "verlegd", "rate": 0.21, "type": 0, "isReverseCharged": True},
        {"code": "11", "name": "21% verkoop", "rate": 0.21, "type": 1},
    ],
    "paymentConditions": [{"code": "30", "name": "30 dagen", "paymentDays": 30, "externalId": "pc-30"}],
    "ledgerAccounts": [
        {"code": "4500", "name": "Kantoorkosten", "taxCode": "1", "type": 0, "externalId": "l-4500"},
        {"code": "4600", "name": "Autokosten", "taxCode": "1", "type": 0},
        {"code": "7000", "name": "Inkopen", "taxCode": "1", "type": 0},
    ],
    "costCentres": [{"code": "K1", "name": "Kantoor", "externalId": "k-1"}, {"code": "K2", "name": "Magazijn"}],
    "costUnits": [{"code": "D1", "name": "Dienst 1", "externalId": "d-1"}],
    "projects": [
        {"code": "PR7", "name": "Nieuwbouw", "externalId": "p-7", "purchaseTaxCode": "1",
         "projectLeaderFullName": "J. de Wit", "externalLastModificationTime": "2025-01-02T07:00:00Z"}
    ],
    "employees": [{"code": "E3", "fullName": "J. de Wit", "costCentreCode": "K1", "externalId": "e-3"}],
    "products": [
        {"code": "P-400", "name": "Papier A4, doos", "externalId": "erp-p-400", "purchasePrice": 25.0},
        {"code": "P-500", "name": "Enveloppen", "purchasePrice": 4.5},
    ],
    "accounts": [
        {"code": "10017", "name": "Papierhandel Noord B.V.", "externalId": "a1f0", "iban": "NL91 ABNA 0417 1643 00",
         "vatNumber": "NL 0098.76.543.B01", "cocNumber": "87654321", "ledgerAccountCode": "4500",
         "paymentConditionCode": "30", "currencyCode": "EUR"},
        {"code": "10018", "name": "Autobedrijf Jansen & Zn.", "vatNumber": "NL111111111B01",
         "ledgerAccountCode": "4600"},
        {"code": "10019", "name": "Drukkerij De Ster"},
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Books:
    """An administration of one tenant, and how to talk to it."""

    user: Any  # logged in, with every permission and administration
    id: int
    code: str
    database: Database

    def body(self, **more: Any) -> dict[str, Any]:
        return {"administrationId": self.id, **more}

    def post(self, path: str, **body: Any) -> Any:
        return self.user.post(f"{API}/{path}", json=body)

    def put(self, path: str, **body: Any) -> Any:
        return self.user.client.put(f"{API}/{path}", json=body, headers=self.user.headers)

    def get(self, path: str, **query: Any) -> Any:
        return self.user.get(f"{API}/{path}", query_string=query)

    def delete(self, path: str, **query: Any) -> Any:
        return self.user.client.delete(f"{API}/{path}", query_string=query, headers=self.user.headers)

    def upload(self, content: bytes, file_name: str, **more: Any) -> Any:
        text = base64.b64encode(content).decode()
        return self.post("inbox/upload", **self.body(fileName=file_name, fileContent=text, **more))

    def transaction(self, transaction_id: int) -> dict[str, Any]:
        return self.get(f"financialTransaction/{transaction_id}").json["result"]["financialTransaction"]

    def decide(self, transaction: dict[str, Any], what: str = "approve", **body: Any) -> dict[str, Any]:
        """Approve, reject, export; what became of it."""
        answer = self.post(f"financialTransaction/{transaction['id']}/{what}", **body)
        assert answer.status_code == 200, answer.json
        return answer.json["result"]["financialTransaction"]


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


@pytest.fixture
def settings(database: Database) -> dict[str, Any]:
    url = database.engine.url.render_as_string(hide_password=False)
    return {"database_url": url, "requests_per_second": 100_000}


@pytest.fixture
def make_books(login: Any, database: Database) -> Callable[..., Books]:
    def make(
        tenant: str = "voorbeeld", code: str = "BOUW", name: str = "api", master: bool = True, **values: Any
    ) -> Books:
        user = login(*PERMISSIONS, tenant=tenant, name=name)
        known = {
            "name": "Bouwbedrijf Voorbeeld B.V.", "legislation": "nl", "currency_code": "EUR",
            "vat_number": "NL001234567B01", "iban": "NL02ABNA0123456789", "coc_number": "12345678",
            "journal_code": "70",
        }  # fmt: skip
        number = administrations.create(database, tenant, code, **known | values)
        administrations.grant(database, name, [], tenancy_name=tenant, everything=True)
        if master:
            with database.session(user.tenant_id) as session:
                for kind, rows in MASTER.items():
                    import_rows(session, KINDS[kind], number, {f"{n}": row for n, row in enumerate(rows)})
        return Books(user, number, code, database)

    return make


@pytest.fixture
def books(make_books: Any) -> Books:
    return make_books()


@pytest.fixture
def read(books: Books, work: Callable[[], None]) -> Callable[..., dict[str, Any]]:
    """Upload a document, have it read, return the transaction it became."""

    def read(content: bytes, name: str = "invoice.pdf", **more: Any) -> dict[str, Any]:
        answer = books.upload(content, name, **more)
        assert answer.status_code == 200, answer.json
        work()
        document = books.get("inbox/details", id=answer.json["result"]["id"]).json["result"]
        assert document["importStatus"] == ImportStatus.DONE, document
        newest = books.post("financialTransaction/list", sorting="id desc", maxResultCount=1).json["result"]
        return books.transaction(newest["items"][0]["id"])

    return read
