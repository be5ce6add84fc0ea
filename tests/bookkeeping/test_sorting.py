"""Every list can be sorted by every field that its items show; lists and fields are found in the API document."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from auth.permissions import PERMISSIONS
from bookkeeping import administrations
from bookkeeping.importing import import_rows
from bookkeeping.kinds import KINDS
from bookkeeping.tables import FinancialTransaction, InboxDocument
from infra.types import now
from tests.bookkeeping.conftest import API
from tests.bookkeeping.invoices import ORDER
from webhooks import events, publish

DOCUMENT = "/swagger/public-v1/swagger.json"
NO_VALUES = {"keptBack"}  # what is told of another item, not of this one
MORE = {  # of what the books have one
    "paymentConditions": [{"code": "8", "name": "8 dagen", "paymentDays": 8, "isActive": False}],
    "costUnits": [{"code": "A1", "name": "Dienst 0", "isActive": False}],
    "projects": [{"code": "A9", "name": "Aanbouw", "isActive": False}],
    "employees": [{"code": "A1", "fullName": "A. de Boer"}],
}


@pytest.fixture
def full(books, login, database):
    """Every list has two items at least, which differ."""
    login(*PERMISSIONS, name="mieke")
    administrations.create(database, "voorbeeld", "ANDER", name="Ander", legislation="nl", currency_code="EUR")
    for number, day in (("PO-118", "2025-01-15"), ("PO-009", "2025-02-01")):
        order = {**ORDER, "purchaseOrderNumber": number, "purchaseDate": day}
        answer = books.post("purchaseOrders", **books.body(**order))
        assert answer.status_code == 200, answer.json
    for name in ("bouw", "algemeen"):
        assert books.post("air/model/createOrUpdate", name=name).status_code == 200
    hook = {"webhookUri": "https://example.com/hook", "secret": "choose-something-long", "webhooks": [events.EXPORTED]}
    assert books.post("webhookSubscription", **hook).status_code == 200
    with database.session(books.user.tenant_id) as session:
        for kind, rows in MORE.items():
            import_rows(session, KINDS[kind], books.id, {f"{n}": row for n, row in enumerate(rows)})
        for number in range(3):
            session.add(_booking(books.id, number))
            session.add(_document(books, number))
            told = {"financialTransactionId": number}
            publish(session, events.EXPORTED, told, tenant_id=books.user.tenant_id, administration_id=books.id)
    return books


def _booking(administration_id, number):
    day = date(2025, 1, 3) - timedelta(days=number)
    known = {} if number == 1 else {"account_code": f"{number}", "invoice_date": day, "export_time": now()}
    return FinancialTransaction(
        administration_id=administration_id, status=number, type=number, currency_code=("EUR", "CHF", "USD")[number],
        tax_exclusive_amount=Decimal(-number), tax_inclusive_amount=Decimal(number), is_proposal_changed=number == 0,
        line_ledger_account_codes=("4500", "7000")[:number], **known,
    )  # fmt: skip


def _document(books, number):
    return InboxDocument(
        administration_id=books.id, user_id=books.user.user_id, subject=f"{-number}", sender_name="a",
        import_status=number, received_time=now() - timedelta(days=number), external_id=f"{number}" if number else None,
    )  # fmt: skip


def lists(document):
    """Path and fields of every list."""

    def resolved(schema):
        return document["components"]["schemas"][schema["$ref"].split("/")[-1]] if "$ref" in schema else schema

    for path, methods in document["paths"].items():
        if path.endswith("/list") and "post" in methods:
            schema = methods["post"]["responses"]["200"]["content"]["application/json"]["schema"]
            for member in ("result", "items"):
                schema = resolved(resolved(schema)["properties"][member])
            fields = resolved(schema["items"])["properties"]
            yield path.removeprefix(f"{API}/"), [name for name in fields if name not in NO_VALUES]


def test_by_every_field(full, client):
    seen = 0
    for path, fields in lists(client.get(DOCUMENT).json):
        asked = full.body() | {"administrationIds": [full.id]} if path != "administration/list" else {}
        for field in fields:
            found = {}
            for direction in ("asc", "desc"):
                answer = full.post(path, **asked, sorting=f"{field} {direction}")
                assert answer.status_code == 200, (path, field, answer.json)
                found[direction] = [item[field] for item in answer.json["result"]["items"]]
            assert len(found["asc"]) >= 2, f"{path} has too few items to see an order"
            assert found["desc"] == found["asc"][::-1], (path, field)
            assert is_sorted(found["asc"]), (path, field, found)
            seen += 1
    assert seen > 130


def is_sorted(values):
    """What has no value comes first; how texts sort is the database's business."""
    filled = [value for value in values if value is not None]
    gaps = [None] * (len(values) - len(filled))
    is_text = any(isinstance(value, str | list) for value in filled)
    return values == gaps + (filled if is_text else sorted(filled))
