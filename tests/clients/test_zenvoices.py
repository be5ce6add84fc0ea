"""The Python client of the first wire, against the running service."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.clients.conftest import connect
from tests.service import PASSWORD, ROOT
from tests.webhooks.receiving import SECRET
from zenvoices_client import ApiError, Failed, File, Link, NotFound, NotLoggedIn, Status, TimedOut, Zenvoices
from zenvoices_client.login import TokenLogin

SAMPLES = ROOT / "samples"
OWN = "Houthandel De Eik B.V.\nFactuurnummer: H25-{0}\nFactuurdatum: 12-03-2025\nTotaal incl. btw 302,50\n"


def invoice(number: int) -> File:
    return File(f"{number}.txt", OWN.format(number).encode())


def test_a_document_is_read(zenvoices):
    operation = zenvoices.process_document(SAMPLES / "invoice.pdf", legislation="nl", extract_line_items=True)
    result = operation.air_result
    assert operation.status is Status.SUCCEEDED
    assert operation.creation_time <= operation.finish_time < operation.expiration_time
    assert result.field("TotalAmountInclTax").number == Decimal("821.99")
    assert result.field("InvoiceDate").date == date(2024, 2, 25)
    assert result.field("InvoiceDate").values[0].evidence.labels[0].bounding_box.x0 < 0.2
    assert result.field("ContractNumber") is None
    box = result.field("InvoiceNumber").values[0].bounding_box
    assert 0 < box.x0 < box.x1 < 1
    assert sum(item.amount for item in result.line_items) == result.field("TotalAmountExclTax").number
    assert (result.words, result.raw_tables) == (None, None)


def test_words_and_tables_on_demand(zenvoices):
    asked = {"legislation": "nl", "include_words": True, "include_raw_tables": True}
    result = zenvoices.process_document(SAMPLES / "invoice.pdf", **asked).air_result
    assert result.line_items is None
    assert len(result.words) > 20
    assert len(result.raw_tables[0].rows[0]) == len(result.raw_tables[0].table_headers)


def test_it_is_polled_until_it_ends(zenvoices, paused):
    with paused():
        started = zenvoices.start_document(SAMPLES / "invoice.pdf", legislation="nl")
        assert (started.status, started.air_result) == (Status.QUEUED, None)
        with pytest.raises(TimedOut) as raised:
            zenvoices.wait_for_operation(started.operation_id, wait_seconds=0)
    assert raised.value.id == started.operation_id
    assert zenvoices.wait_for_operation(started.operation_id).air_result.field("TotalAmountInclTax").value == "821.99"


def test_excluded_values(zenvoices):
    found = zenvoices.process_document(invoice(1), legislation="nl").air_result.field("InvoiceNumber").value
    again = zenvoices.process_document(invoice(1), legislation="nl", excluded_values=[("InvoiceNumber", found)])
    assert again.air_result.field("InvoiceNumber") is None or again.air_result.field("InvoiceNumber").value != found


def test_a_document_that_cannot_be_read(zenvoices):
    with pytest.raises(ApiError, match="damaged or incomplete"):
        zenvoices.process_document(File("a.pdf", b"%PDF-1.7 and nothing more"), legislation="nl")
    started = zenvoices.start_document(File("a.pdf", b"%PDF-1.7 and nothing more"), legislation="nl")
    with pytest.raises(Failed, match=started.operation_id):
        zenvoices.wait_for_operation(started.operation_id)


def test_a_document_by_link(zenvoices):
    with pytest.raises(ApiError, match="cannot be reached"):
        zenvoices.process_document(Link("http://127.0.0.1:9/a.pdf", "a.pdf"), legislation="nl")


def test_input_that_is_refused_tells_members(zenvoices):
    with pytest.raises(ApiError, match="legislation") as raised:
        zenvoices.process_document(invoice(1), legislation="xx")
    assert raised.value.status == 400
    assert raised.value.problems[0]["members"] == ["legislation"]


def test_messages_in_dutch(service):
    with (
        Zenvoices(f"http://127.0.0.1:{service.port}", "admin", PASSWORD, language="nl") as client,
        pytest.raises(NotFound, match="Er is geen"),
    ):
        client.get_operation_result("7b0b0f3a-2f0e-4f0f-9d53-5a1d0b2f9c11")


def test_a_model_learns(zenvoices):
    model_id = zenvoices.create_model("Hout", "Houthandel", auto_train=0)
    zenvoices.update_model(model_id, "Houthandels")
    for number in range(3):
        read = zenvoices.process_document(invoice(100 + number), legislation="nl", model_id=model_id)
        right = {"InvoiceNumber": f"H25-{100 + number}", "InvoiceDate": date(2025, 3, 12),
                 "TotalAmountInclTax": Decimal("302.50")}  # fmt: skip
        assert zenvoices.validate_operation_result(read.operation_id, right) == ()
    doubts = zenvoices.validate_operation_result(read.operation_id, {**right, "InvoiceIBAN": "NL02ABNA0123456788"})
    assert [doubt.field_name for doubt in doubts] == ["InvoiceIBAN"]
    zenvoices.train_model(model_id)
    model = zenvoices.wait_for_training(model_id)
    assert (model.name, model.validated_operation_count, len(model.versions)) == ("Houthandels", 3, 1)
    assert [found.id for found in zenvoices.list_models(max_result_count=1)] == [model_id]
    zenvoices.delete_model(model_id)
    with pytest.raises(NotFound):
        zenvoices.get_model(model_id)


def test_from_inbox_to_booking(zenvoices, service):
    [administration] = zenvoices.list_administrations(filter="PARK")
    uploaded = [
        zenvoices.upload(administration["id"], SAMPLES / name, external_id=name, subject="Factuur")
        for name in ("einvoice.xml", "invoice.pdf", "invoice.pdf")
    ]
    assert uploaded[1] == uploaded[2]
    service.wait_for(lambda: not list(zenvoices.list_inbox(administration["id"], import_statuses=[0, 1])))
    listed = list(zenvoices.list_transactions(sorting="id", max_result_count=1))  # a page each
    assert {"5422", "2025-00481"} <= {booking["invoiceNumber"] for booking in listed}
    of_february = {"invoice_date_from": date(2024, 2, 1), "invoice_date_to": date(2024, 2, 29)}
    [only] = zenvoices.list_transactions(invoice_number="5422", **of_february)
    assert zenvoices.get_transaction(only["id"])["lines"]
    accounts = list(zenvoices.list_master_data("accounts", administration["id"], max_result_count=2))
    assert len({account["code"] for account in accounts}) == len(accounts) > 2


def test_subscriptions(zenvoices):
    made = zenvoices.create_subscription(
        "http://127.0.0.1:4000/", SECRET, ["App.Air.OperationFinished"], headers={"X-Env": "test"}, is_active=False
    )
    zenvoices.activate_subscription(made["id"])
    [listed] = zenvoices.list_subscriptions()
    assert listed == {**made, "isActive": True}
    zenvoices.delete_subscription(made["id"])
    assert zenvoices.list_subscriptions() == []


def test_a_wrong_password(service):
    with connect(service.port, "wrong") as client, pytest.raises(NotLoggedIn) as raised:
        client.list_subscriptions()
    assert "wrong" not in repr(vars(client)) + str(raised.value)


def logins(line):
    return [path.rsplit("/", 1)[1] for path in line.seen if "TokenAuth" in path]


def test_one_login_serves_many_requests(over, line):
    over.list_subscriptions()
    over.list_subscriptions()
    assert logins(line) == []


def test_a_token_is_refreshed_before_it_ends(over, line):
    login: TokenLogin = over._http.auth
    over._http.auth._token = type(login._token)(login._token.text, ends_at=0)
    over.list_subscriptions()
    assert logins(line) == ["RefreshToken"]


def test_a_token_that_was_refused_is_refreshed(over, line):
    over._http.auth._token = type(over._http.auth._token)("not.a.token", ends_at=1e12)
    over.list_subscriptions()
    assert logins(line) == ["RefreshToken"]


def test_a_new_login_when_refreshing_is_refused(over, line):
    over._http.auth._token, over._http.auth._refresh_token = None, "revoked"
    over.list_subscriptions()
    assert logins(line) == ["RefreshToken", "TokenLogin"]
