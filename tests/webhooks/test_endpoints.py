"""Subscriptions, deliveries and pings over the wire; on SQLite and PostgreSQL."""

from __future__ import annotations

import json

import pytest

from bookkeeping.rows.administrations import Administration, AdministrationGrant, AllAdministrationsGrant
from tests.webhooks.receiving import SECRET
from webhooks import events, publish
from webhooks.pump import Pump
from webhooks.receiver import verify
from webhooks.schedule import Schedule

BASE = "/public-api/v1/webhookSubscription"
PERMISSION = "Api.WebhookSubscriptions"


@pytest.fixture
def database(either_database):
    return either_database


@pytest.fixture
def settings(database):
    url = database.engine.url.render_as_string(hide_password=False)
    return {"database_url": url, "allowed_hosts": "127.0.0.1", "requests_per_second": 1000}


@pytest.fixture
def me(login, database):
    """A user who sees all companies; there is a 42."""
    user = login(PERMISSION)
    with database.session(user.tenant_id) as session:
        session.add(Administration(id=42, code="BOUW", name="Bouw", legislation="nl", currency_code="EUR"))
        session.add(AllAdministrationsGrant(user_id=user.user_id))
    return user


@pytest.fixture
def wanted(receiver):
    return {
        "webhookUri": receiver.url(),
        "secret": SECRET,
        "webhooks": [events.EXPORTED],
        "headers": {"X-Env": "productie"},
        "administrationIds": [42],
    }


@pytest.fixture
def subscription(me, wanted):
    return created(me, wanted)


def created(user, wanted):
    answer = user.post(BASE, json=wanted)
    assert answer.status_code == 200, answer.text
    return answer.json["result"]


def asked(user, method, path="", **kwargs):
    return user.client.open(f"{BASE}{path}", method=method, headers=user.headers, **kwargs)


def tell(app, user, number=1):
    with app.extensions["machine"].database.session(user.tenant_id) as session:
        data = {"financialTransactionId": number}
        publish(session, events.EXPORTED, data, tenant_id=user.tenant_id, administration_id=42)


def deliver(app) -> int:
    return Pump(app.extensions["machine"], Schedule(), "w", lambda: False).run()


def deliveries(user, **filters):
    answer = user.post(f"{BASE}/delivery/list", json=filters)
    assert answer.status_code == 200, answer.text
    return answer.json["result"]


def test_what_is_made_is_listed_without_its_secret(me, wanted, subscription):
    assert list(subscription) == ["id", "webhookUri", "webhooks", "headers", "isActive", "administrationIds"]
    expected = {**{name: value for name, value in wanted.items() if name != "secret"}, "isActive": True}
    assert {name: subscription[name] for name in expected} == expected
    answer = me.get(f"{BASE}/list")
    assert answer.json["result"] == {"items": [subscription]}
    assert SECRET not in answer.text
    assert me.get(BASE, query_string={"id": subscription["id"]}).json["result"] == subscription


def test_available_events(me):
    assert me.get(f"{BASE}/get-available-webhooks").json["result"]["items"] == [
        "App.FinancialTransaction.Exported",
        "App.FinancialTransaction.ProposalCreated",
        "App.FinancialTransaction.Authorized",
        "App.FinancialTransaction.ExportFailed",
        "App.Inbox.DocumentImported",
        "App.Air.OperationFinished",
        "App.Air.ModelTrained",
    ]


def test_editing_keeps_the_secret_unless_there_is_a_new_one(app, me, wanted, subscription, receiver):
    change = {"id": subscription["id"], "webhookUri": receiver.url("/new"), "webhooks": [events.EXPORTED]}
    edited = asked(me, "PUT", json=change).json["result"]
    assert (edited["webhookUri"], edited["headers"], edited["administrationIds"]) == (receiver.url("/new"), {}, None)
    tell(app, me)
    deliver(app)
    asked(me, "PUT", json={**change, "secret": "een-heel-ander-geheim"})
    tell(app, me)
    deliver(app)
    first, second = receiver.calls
    assert all(verify(first.headers, first.body, SECRET).values())
    assert all(verify(second.headers, second.body, "een-heel-ander-geheim").values())


def test_off_and_on_again(app, me, subscription, receiver):
    tell(app, me)
    answer = me.post(f"{BASE}/activate", json={"id": subscription["id"], "isActive": False})
    assert (answer.status_code, answer.json["result"]) == (200, None)
    assert deliver(app) == 0
    tell(app, me)
    assert [found["status"] for found in deliveries(me)["items"]] == [3], "what waited is dropped, nothing is added"
    me.post(f"{BASE}/activate", json={"id": subscription["id"], "isActive": True})
    tell(app, me)
    assert deliver(app) == 1


def test_editing_what_is_off_does_not_switch_it_on(me, wanted, subscription):
    change = {**wanted, "id": subscription["id"]}
    assert asked(me, "PUT", json={**change, "isActive": False}).json["result"]["isActive"] is False
    assert asked(me, "PUT", json=change).json["result"]["isActive"] is False
    assert asked(me, "PUT", json={**change, "isActive": True}).json["result"]["isActive"] is True


def test_deleting(app, me, subscription):
    tell(app, me)
    deliver(app)
    answer = asked(me, "DELETE", query_string={"id": subscription["id"]})
    assert (answer.status_code, answer.json["result"]) == (200, None)
    assert me.get(BASE, query_string={"id": subscription["id"]}).status_code == 404
    assert me.get(f"{BASE}/list").json["result"] == {"items": []}
    assert deliveries(me)["totalCount"] == 0


@pytest.mark.parametrize(
    ("change", "member"),
    [
        ({"webhookUri": None}, "webhookUri"),
        ({"webhookUri": "http://example.com/hook"}, "webhookUri"),
        ({"webhookUri": "https://localhost/hook"}, "webhookUri"),
        ({"webhookUri": "https://10.0.0.1/"}, "webhookUri"),
        ({"webhookUri": "https://[::1]/"}, "webhookUri"),
        ({"webhookUri": "https://user:pass@example.com/"}, "webhookUri"),
        ({"webhookUri": "https://example.com:99999/"}, "webhookUri"),
        ({"webhookUri": "ftp://example.com/"}, "webhookUri"),
        ({"webhookUri": "nonsense"}, "webhookUri"),
        ({"webhookUri": "https://example.com/" + "x" * 2000}, "webhookUri"),
        ({"secret": None}, "secret"),
        ({"secret": "fifteen-letters"}, "secret"),
        ({"secret": "x" * 257}, "secret"),
        ({"webhooks": []}, "webhooks"),
        ({"webhooks": ["App.Typo"]}, "webhooks"),
        ({"webhooks": "App.Typo"}, "webhooks"),
        ({"headers": {"Content-Type": "text/plain"}}, "headers"),
        ({"headers": {"abp-webhook-signature": "sha256=00"}}, "headers"),
        ({"headers": {"X-A": "a\r\nX-B: b"}}, "headers"),
        ({"headers": {"X A": "a"}}, "headers"),
        ({"headers": {"X-A": 1}}, "headers"),
        ({"headers": ["X-A"]}, "headers"),
        ({"administrationIds": [0]}, "administrationIds[0]"),
        ({"administrationIds": ["a"]}, "administrationIds[0]"),
        ({"administrationIds": [2**40]}, "administrationIds[0]"),
    ],
)
@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_bad_input(me, wanted, change, member):
    answer = me.post(BASE, json={**wanted, **change})
    assert answer.status_code == 400
    assert [problem["members"] for problem in answer.json["error"]["validationErrors"]] == [[member]]
    assert me.get(f"{BASE}/list").json["result"]["items"] == []


@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_errors_in_dutch(login, wanted):
    me = login(PERMISSION, language="nl")
    answer = me.post(BASE, json={**wanted, "secret": "kort", "headers": {"Host": "x"}})
    assert answer.json["error"]["details"] == (
        "Deze problemen zijn gevonden:\n - secret moet minstens 16 tekens hebben.\n"
        " - 'Host' is geen header die gezet kan worden.\n"
    )


OTHERS = [
    ("GET", "", "query"),
    ("DELETE", "", "query"),
    ("PUT", "", "body"),
    ("POST", "/activate", "body"),
    ("POST", "/ping", "body"),
]


@pytest.mark.parametrize(("method", "path", "place"), OTHERS)
@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_without_the_permission(login, wanted, method, path, place):
    nobody = login("Api.Air")
    assert asked(nobody, method, path, json={**wanted, "id": "x"}).status_code == 403
    assert nobody.client.open(f"{BASE}{path}", method=method).status_code == 401


@pytest.mark.parametrize(("method", "path", "place"), OTHERS)
def test_another_tenant_s_subscription_does_not_exist(login, wanted, subscription, method, path, place):
    other = login(PERMISSION, tenant="ander")
    known = {"id": subscription["id"], "isActive": False}
    kwargs = {"query_string": known} if place == "query" else {"json": {**wanted, **known}}
    answer = asked(other, method, path, **kwargs)
    assert answer.status_code == 404
    assert subscription["id"] in answer.json["error"]["message"]


def test_another_tenant_sees_no_deliveries(app, login, me, subscription):
    tell(app, me)
    [mine] = deliveries(me)["items"]
    other = login(PERMISSION, tenant="ander")
    assert deliveries(other)["totalCount"] == 0
    assert other.get(f"{BASE}/delivery", query_string={"id": mine["id"]}).status_code == 404
    assert other.post(f"{BASE}/delivery/resend", json={"deliveryIds": [mine["id"]]}).status_code == 404
    assert other.post(f"{BASE}/delivery/resend", json={"subscriptionId": subscription["id"]}).status_code == 404


def test_a_ping_arrives_also_at_a_subscription_that_is_off(app, me, subscription, receiver):
    me.post(f"{BASE}/activate", json={"id": subscription["id"], "isActive": False})
    pinged = me.post(f"{BASE}/ping", json={"id": subscription["id"]}).json["result"]
    assert (pinged["webhookEvent"], pinged["status"]) == ("App.Webhook.Ping", 0)
    deliver(app)
    [call] = receiver.calls
    assert json.loads(call.body)["WebhookEvent"] == "App.Webhook.Ping"
    detail = me.get(f"{BASE}/delivery", query_string={"id": pinged["id"]}).json["result"]
    assert detail["delivery"]["status"] == 1
    [attempt] = detail["attempts"]
    assert (attempt["attempt"], attempt["statusCode"], attempt["answer"], attempt["error"]) == (1, 200, "thanks", None)


def test_a_ping_is_tried_once(app, me, subscription, receiver):
    receiver.answers(500)
    me.post(f"{BASE}/ping", json={"id": subscription["id"]})
    deliver(app)
    [found] = deliveries(me)["items"]
    assert (found["status"], found["lastStatusCode"], found["nextAttemptTime"]) == (2, 500, None)


def test_the_log_of_deliveries(app, me, subscription, receiver):
    for number in range(5):
        tell(app, me, number)
    receiver.answer = lambda call: (500 if b'"financialTransactionId":3' in call.body else 200, {}, b"")
    deliver(app)
    page = deliveries(me, sorting="status desc, id desc", maxResultCount=2)
    assert page["totalCount"] == 5
    assert len(page["items"]) == 2
    [waiting] = deliveries(me, statuses=[0], subscriptionId=subscription["id"])["items"]
    assert (waiting["attempts"], waiting["lastStatusCode"], waiting["finishTime"]) == (1, 500, None)
    assert waiting["nextAttemptTime"] > waiting["creationTime"]
    assert deliveries(me, webhookEvent=events.AUTHORIZED)["totalCount"] == 0
    assert deliveries(me, creationTimeFrom="2000-01-01", creationTimeTo="2001-01-01")["totalCount"] == 0


def test_every_field_can_be_sorted_by(app, me, subscription):
    tell(app, me)
    [found] = deliveries(me)["items"]
    for name in found:
        assert deliveries(me, sorting=f"{name} desc")["totalCount"] == 1
    answer = me.post(f"{BASE}/delivery/list", json={"sorting": "secret"})
    assert (answer.status_code, answer.json["error"]["validationErrors"][0]["members"]) == (400, ["sorting"])


def test_one_is_sent_again_with_the_same_id(app, me, subscription, receiver):
    tell(app, me)
    deliver(app)
    [found] = deliveries(me)["items"]
    answer = me.post(f"{BASE}/delivery/resend", json={"deliveryIds": [found["id"]]})
    assert answer.json["result"] == {"count": 1}
    assert deliver(app) == 1
    first, second = (json.loads(call.body) for call in receiver.calls)
    assert (first["Id"], first["Attempt"], second["Id"], second["Attempt"]) == (first["Id"], 1, first["Id"], 2)
    assert deliveries(me)["items"][0]["attempts"] == 2


def test_a_range_is_sent_again(app, me, subscription, receiver):
    for number in range(4):
        tell(app, me, number)
    receiver.answer = lambda call: (410 if b'"financialTransactionId":2' in call.body else 200, {}, b"")
    deliver(app)
    receiver.answers(200)
    range_ = {"subscriptionId": subscription["id"], "statuses": [2, 3]}
    assert me.post(f"{BASE}/delivery/resend", json=range_).json["result"] == {"count": 1}
    nothing = {**range_, "creationTimeTo": "2001-01-01T00:00:00Z"}
    assert me.post(f"{BASE}/delivery/resend", json=nothing).json["result"] == {"count": 0}
    assert deliver(app) == 1
    assert {found["status"] for found in deliveries(me)["items"]} == {1}


@pytest.mark.parametrize(
    "wrong",
    [{}, {"deliveryIds": [1], "subscriptionId": "5f0c7a52-0b0e-4d0c-9a55-3f2f3a0f6a11"}, {"deliveryIds": []}],
)
@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_sending_again_needs_to_know_what(me, wrong):
    assert me.post(f"{BASE}/delivery/resend", json=wrong).status_code == 400


@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_a_delivery_that_is_not_there(me):
    assert me.post(f"{BASE}/delivery/resend", json={"deliveryIds": [7]}).status_code == 404
    assert me.get(f"{BASE}/delivery", query_string={"id": 7}).status_code == 404


def test_nobody_hears_of_companies_that_were_not_granted(me, login, wanted, database):
    other = login(PERMISSION, name="mieke")
    own = created(me, wanted)
    assert other.post(BASE, json=wanted).status_code == 404
    for nothing in (None, []):
        answer = other.post(BASE, json={**wanted, "administrationIds": nothing})
        assert answer.status_code == 400
        assert answer.json["error"]["validationErrors"][0]["members"] == ["administrationIds"]
    edited = asked(other, "PUT", json={**wanted, "id": own["id"], "webhookUri": wanted["webhookUri"] + "/mine"})
    assert edited.status_code == 404
    assert asked(me, "GET", query_string={"id": own["id"]}).json["result"] == own
    of_no_company = {**wanted, "webhooks": [events.OPERATION_FINISHED], "administrationIds": None}
    assert created(other, of_no_company)["administrationIds"] is None
    with database.session(me.tenant_id) as session:
        session.add(AdministrationGrant(user_id=other.user_id, administration_id=42))
    assert created(other, wanted)["administrationIds"] == [42]
