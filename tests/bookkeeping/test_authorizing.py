"""Who must approve, who may for whom, and what an edit does to approvals."""

from __future__ import annotations

from bookkeeping import administrations, procurators
from bookkeeping.numbers import ProcuratorStatus, Status
from tests.bookkeeping.invoices import invoice


def test_a_rejected_booking_can_be_edited_and_approved(books, read):
    found = books.decide(read(invoice()), "reject", comment="niet geleverd")
    assert found["status"] == Status.REJECTED
    assert found["procuratorStatusChanges"][-1]["comment"] == "niet geleverd"
    assert found["procuratorStatusChanges"][-1]["status"] == ProcuratorStatus.REJECTED
    edited = books.put(f"financialTransaction/{found['id']}", description="toch")
    assert edited.json["result"]["financialTransaction"]["status"] == Status.WAITING
    assert books.decide(found)["status"] == Status.READY


def test_procurators_by_amount_and_proxies(books, read, login, database):
    from auth.permissions import PERMISSIONS

    people = {name: login(*PERMISSIONS, name=name) for name in ("chef", "baas", "hulp")}
    for name in people:
        administrations.grant(database, name, [books.code], tenancy_name="voorbeeld")
    procurators.put_rule(database, "voorbeeld", books.code, "chef", 100, None)
    procurators.put_rule(database, "voorbeeld", books.code, "baas", 302, 5000)
    procurators.put_rule(database, "voorbeeld", books.code, "hulp", 1000, None)
    found = read(invoice())
    path = f"/public-api/v1/financialTransaction/{found['id']}/approve"
    waiting = [(c["userName"], c["status"]) for c in found["procuratorStatusChanges"]]
    assert waiting == [("chef", ProcuratorStatus.WAITING), ("baas", ProcuratorStatus.WAITING)]
    refused = people["hulp"].post(path, json={})
    assert (refused.status_code, "waits for baas, chef" in refused.json["error"]["message"]) == (500, True)
    half = people["chef"].post(path, json={}).json["result"]["financialTransaction"]
    assert half["status"] == Status.WAITING
    procurators.put_proxy(database, "voorbeeld", "baas", "hulp", None, None)
    done = people["hulp"].post(path, json={"comment": "ok"}).json["result"]["financialTransaction"]
    assert done["status"] == Status.READY
    last = done["procuratorStatusChanges"][-1]
    assert (last["userName"], last["onBehalfOfUserId"]) == ("hulp", people["baas"].user_id)


def test_an_edit_withdraws_approvals(books, read, login, database):
    for name in ("chef", "baas"):
        login("Api.FinancialTransactions.Authorize", name=name)
        administrations.grant(database, name, [books.code], tenancy_name="voorbeeld")
        procurators.put_rule(database, "voorbeeld", books.code, name, 0, None)
    administrations.grant(database, "api", [books.code], tenancy_name="voorbeeld")
    found = read(invoice())
    procurators.put_proxy(database, "voorbeeld", "chef", "api", None, None)
    books.decide(found)
    books.put(f"financialTransaction/{found['id']}", description="anders")
    after = [c["status"] for c in books.transaction(found["id"])["procuratorStatusChanges"]]
    assert after == [0, 0, 1, 3, 3, 0, 0]
