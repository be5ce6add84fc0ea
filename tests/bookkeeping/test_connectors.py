"""Connectors: what arrives, and what they say when it does not."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from air.readers.einvoice import read_invoice
from air.readers.xmltree import parse
from bookkeeping.booking import Address, Party
from bookkeeping.connectors import CONNECTORS, ExportFailed, Outlets, check_options, connect, ubl
from bookkeeping.connectors import https as over_https
from bookkeeping.connectors.csv import VALUES, value_of
from bookkeeping.peppol import to_ubl
from infra.blobs import Blobs
from infra.outgoing import Outgoing
from tests.bookkeeping.bookings import booking, line, variety
from tests.webhooks.receiving import receiving
from wire import EntityNotFound, InvalidInput

KEY = "export-9001"
each_booking = pytest.mark.parametrize("booked", variety().values(), ids=variety())


@pytest.fixture
def place(tmp_path):
    return tmp_path / "exports"


@pytest.fixture
def outlets(place):
    return Outlets(7, Blobs(str(place)), Outgoing(allowed_hosts=["127.0.0.1"]))


@pytest.fixture
def receiver():
    with receiving() as receiver:
        receiver.answers(200, b'{"id": "b7d1"}')
        yield receiver


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(over_https, "PAUSES", (0, 0))


def written(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def rows(data: bytes, **form) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=form.get("delimiter", ";")))


def test_they_are_found_by_themselves():
    assert list(CONNECTORS) == ["Csv", "JsonOverHttps", "Manual", "Ubl"]
    assert all(" " not in name and kind.display_name for name, kind in CONNECTORS.items())


def test_no_such_connector(outlets):
    with pytest.raises(EntityNotFound):
        connect("Exact", {}, outlets)


def test_by_hand(outlets, place):
    exported = connect("Manual", {}, outlets).export(booking(), key=KEY)
    assert (exported.external_id, exported.location, place.exists()) == (None, None, False)


@each_booking
def test_ubl_goes_to_a_file_of_the_tenant(outlets, place, booked):
    connector = connect("Ubl", {}, outlets)
    exported = connector.export(booked, key=KEY)
    assert exported.location == "7/42-BOUW/9001-F25-0042.xml"
    first = written(place)
    assert connector.export(booked, key=KEY) == exported
    assert written(place) == first, "a second attempt changes nothing"
    assert read_invoice(parse(first[exported.location])).fields["InvoiceNumber"] == (booked.invoice_number,)


def test_ubl_goes_to_a_bucket(outlets):
    import fsspec

    bucket = Outlets(7, Blobs("memory://exports"), outlets.outgoing)
    exported = connect("Ubl", {}, bucket).export(booking(), key=KEY)
    assert b"F25-0042" in fsspec.filesystem("memory").cat_file(f"/exports/{exported.location}")


@pytest.mark.parametrize(("number", "name"), [("../../etc", "9001-..-..-etc"), ("2025/42 é", "9001-2025-42")])
def test_names_cannot_climb_out(outlets, place, number, name):
    booked = booking(invoice_number=number, administration_code="../..")
    exported = connect("Ubl", {}, outlets).export(booked, key=KEY)
    assert exported.location == f"7/42/{name}.xml"
    assert list(written(place)) == [exported.location]


def test_a_booking_that_knows_little_is_still_ubl(outlets):
    nobody = Party("Onbekend", Address("NL"))
    assert connect("Ubl", {}, outlets).export(booking(supplier=nobody), key=KEY).location


def test_what_does_not_fit_into_ubl_is_not_written(outlets, place, monkeypatch):
    monkeypatch.setattr(ubl, "to_ubl", lambda booked: to_ubl(booked).replace(b"IssueDate", b"IssuedOn"))
    with pytest.raises(ExportFailed, match=r"does not fit into UBL: .*IssuedOn") as caught:
        connect("Ubl", {}, outlets).export(booking(), key=KEY)
    assert not caught.value.may_retry
    assert not place.exists()


def test_the_rules_are_checked_where_that_is_asked_for(outlets, place):
    connector = connect("Ubl", {"checkRules": True}, outlets)
    nobody = Party("Onbekend", Address("NL"))
    with pytest.raises(ExportFailed, match=r"breaks a rule of Peppol: .*BR-S-02") as caught:
        connector.export(booking(supplier=nobody), key=KEY)
    assert not caught.value.may_retry
    assert not place.exists()
    assert connector.export(booking(), key=KEY).location


def test_a_place_that_does_not_work_may_be_retried(outlets, place):
    place.write_text("a file where a folder should be")
    with pytest.raises(ExportFailed, match="could not be written") as caught:
        connect("Ubl", {}, outlets).export(booking(), key=KEY)
    assert caught.value.may_retry


def test_csv_as_it_is_without_options(outlets, place):
    exported = connect("Csv", {}, outlets).export(booking(), key=KEY)
    head, row = rows(written(place)[exported.location])
    assert dict(zip(head, row, strict=True)) == {
        "invoiceNumber": "F25-0042",
        "invoiceDate": "2025-01-29",
        "accountCode": "10017",
        "accountName": "Papierhandel Noord B.V.",
        "currencyCode": "EUR",
        "line": "1",
        "description": "Papier A4, doos",
        "ledgerAccountCode": "4500",
        "costCentreCode": "K1",
        "taxCode": "1",
        "taxExclusiveAmount": "250,00",
        "taxAmount": "52,50",
    }


def test_csv_with_columns_of_ones_own(outlets, place):
    options = {
        "columns": [
            {"heading": "Dagboek", "text": "70"},
            {"heading": "Factuur", "value": "invoice_number"},
            {"heading": "Datum", "value": "invoice_date"},
            {"heading": "Bedrag", "value": "line.amount"},
            {"heading": "Btw", "value": "line.tax.rate"},
            {"heading": "Soort", "value": "line.tax.category"},
            {"heading": "Tekst", "value": "line.description"},
        ],
        "delimiter": "\t",
        "decimalPoint": ".",
        "dateFormat": "%d-%m-%Y",
        "encoding": "cp1252",
        "withHeadings": False,
    }
    lines = (line(), line('=HYPERLINK("x")\t€', "-12.34"))
    exported = connect("Csv", options, outlets).export(booking(*lines), key=KEY)
    found = written(place)[exported.location].decode("cp1252")
    assert list(csv.reader(io.StringIO(found, newline=""), delimiter="\t")) == [
        ["70", "F25-0042", "29-01-2025", "250.00", "0.21", "S", "Papier A4, doos"],
        ["70", "F25-0042", "29-01-2025", "-12.34", "0.21", "S", '\'=HYPERLINK("x")\t€'],
    ]


def test_every_value_that_can_be_chosen_is_there():
    booked = booking()
    for name in VALUES:
        value_of(name, booked, booked.lines[0], 1)


def test_characters_that_the_encoding_does_not_know(outlets):
    connector = connect("Csv", {"encoding": "cp1252"}, outlets)
    with pytest.raises(ExportFailed, match="cp1252"):
        connector.export(booking(line("Żółć 漢字")), key=KEY)


@pytest.mark.parametrize(
    ("name", "options", "member"),
    [
        ("Csv", {"columns": []}, "options.columns"),
        ("Csv", {"columns": [{"heading": "A"}]}, "options.columns[0].value"),
        ("Csv", {"columns": [{"heading": "A", "value": "secret"}]}, "options.columns[0].value"),
        ("Csv", {"columns": [{"heading": "A", "value": "id", "text": "x"}]}, "options.columns[0].value"),
        ("Csv", {"delimiter": "x"}, "options.delimiter"),
        ("Csv", {"dateFormat": "%s"}, "options.dateFormat"),
        ("JsonOverHttps", {}, "options.url"),
        ("JsonOverHttps", {"url": "https://x", "headers": {"Host": "y"}}, "options.headers"),
        ("Ubl", {"checkRules": "maybe"}, "options.checkRules"),
    ],
)
def test_options_that_are_wrong(app, name, options, member):
    with app.test_request_context(), pytest.raises(InvalidInput) as caught:
        check_options(name, options)
    assert [problem.members for problem in caught.value.problems] == [(member,)]


@pytest.mark.parametrize("name", CONNECTORS)
def test_options_can_be_stored_and_checked_again(name):
    given = {"url": "https://erp.example/bookings", "headers": {"Authorization": "Bearer x"}}
    stored = check_options(name, given if name == "JsonOverHttps" else {})
    assert check_options(name, json.loads(json.dumps(stored))) == stored


def test_json(outlets, receiver):
    booked = variety()["attachments"]
    options = {"url": receiver.url("/bookings"), "headers": {"Authorization": "Bearer x"}, "withAttachments": True}
    exported = connect("JsonOverHttps", options, outlets).export(booked, key=KEY)
    assert exported.external_id == "b7d1"
    [call] = receiver.calls
    assert (call.path, call.headers["authorization"]) == ("/bookings", "Bearer x")
    assert (call.headers["idempotency-key"], call.headers["content-type"]) == (KEY, "application/json")
    sent = json.loads(call.body)
    assert (sent["invoiceNumber"], sent["invoiceDate"], sent["kind"]) == ("F25-0042", "2025-01-29", 0)
    assert (sent["taxExclusiveAmount"], sent["taxAmount"], sent["taxInclusiveAmount"]) == (250.0, 52.5, 302.5)
    assert sent["supplier"]["address"]["city"] == "Groningen"
    assert sent["lines"][0]["ledgerAccountCode"] == "4500"
    assert sent["lines"][0]["tax"] == {"category": "S", "rate": 0.21}
    assert sent["taxes"] == [{"tax": {"category": "S", "rate": 0.21}, "base": 250.0, "amount": 52.5}]
    assert sent["attachments"][0]["content"] == "JVBERi0xLjQgdGVzdA=="


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_json_is_tried_again_with_the_same_key(outlets, receiver, status):
    connector = connect("JsonOverHttps", {"url": receiver.url()}, outlets)
    receiver.answer = lambda call: (status if len(receiver.calls) < 3 else 201, {}, b"[]")
    assert connector.export(booking(), key=KEY).external_id is None
    assert [call.headers["idempotency-key"] for call in receiver.calls] == [KEY] * 3
    assert len({call.body for call in receiver.calls}) == 1


def test_json_gives_up_but_may_be_retried(outlets, receiver):
    receiver.answers(503, b"later")
    with pytest.raises(ExportFailed, match="refuses the booking with status 503: later") as caught:
        connect("JsonOverHttps", {"url": receiver.url()}, outlets).export(booking(), key=KEY)
    assert caught.value.may_retry
    assert len(receiver.calls) == 3


@pytest.mark.parametrize("status", [302, 400, 401, 404, 409, 422])
def test_json_that_is_refused_is_not_sent_again(outlets, receiver, status):
    receiver.answers(status, b"no" * 1000)
    with pytest.raises(ExportFailed) as caught:
        connect("JsonOverHttps", {"url": receiver.url()}, outlets).export(booking(), key=KEY)
    assert (caught.value.may_retry, caught.value.facts["status"]) == (False, status)
    assert len(receiver.calls) == 1


@pytest.mark.parametrize(
    ("url", "may_retry"),
    [
        ("http://127.0.0.1:1/", True),
        ("http://example.com/", False),
        ("https://10.0.0.1/", False),
        ("https://[::1]/", False),
    ],
)
def test_json_to_where_nobody_is_or_may_be(outlets, url, may_retry):
    with pytest.raises(ExportFailed) as caught:
        connect("JsonOverHttps", {"url": url}, outlets).export(booking(), key=KEY)
    assert caught.value.may_retry is may_retry
