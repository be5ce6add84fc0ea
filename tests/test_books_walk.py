"""The README's walk from inbox to export, with curl, against the whole service; and the webhook that tells of it."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from lxml import etree

from air.pipeline import recognise
from bookkeeping import ubl_rules
from models_store import load_pretrained
from tests.service import PASSWORD, running
from tests.test_readme import bash, blocks

ROOT = Path(__file__).resolve().parent.parent
WALK = re.compile(r"<!-- walked by tests/test_books_walk\.py -->\n```bash\n(.*?)```", re.DOTALL)
SECRET = "choose-something-long-and-random"  # a test's own
ABOUT_SUMS = re.compile(r"\[(BR-CO-1[0-7]|BR-[A-Z]{1,2}-0[89]|BR-DEC-\d+|PEPPOL-EN16931-R(040|120|130))\]")
TOTALS = {"2025-00481": "529.98", "5422": "821.99", "2025-031": "2252.11"}  # invoice number -> with tax


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    """What the README's commands print, the files that came out, and the webhooks that were received."""
    from webhooks.receiver import listen_at

    data = tmp_path_factory.mktemp("walk") / "var"
    received: list = []
    with listen_at("127.0.0.1", 0, SECRET, 200, received.append) as receiver:
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        with running(data, allowed_hosts="127.0.0.1", requests_per_second="1000", workers="1") as service:
            subscription = {
                "webhookUri": f"http://127.0.0.1:{receiver.server_port}/",
                "secret": SECRET,
                "webhooks": ["App.FinancialTransaction.Exported"],
            }
            service.client.post("/public-api/v1/webhookSubscription", json=subscription).raise_for_status()
            script = "\n".join([blocks()[0], *WALK.findall((ROOT / "README.md").read_text())])
            url = f"http://127.0.0.1:{service.port}"
            printed = bash(script, ZENVOICES_URL=url, ZENVOICES_PASSWORD=PASSWORD, ZENVOICES_DATA=str(data))
            exported = {path.name: path.read_bytes() for path in (data / "exports").rglob("*.xml")}
            listed = service.client.post("/public-api/v1/financialTransaction/list", json={}).json()["result"]["items"]
            _wait_for(received, 3)
        receiver.shutdown()
    return printed, exported, listed, received


def _wait_for(received, count, seconds=60):
    import time

    until = time.monotonic() + seconds
    while len(received) < count:
        assert time.monotonic() < until, received
        time.sleep(0.1)


def test_what_is_proposed(walk):
    rows = [line.split("\t") for line in walk[0].splitlines()]
    assert [row[1:] for row in rows if len(row) == 6] == [
        ["1", "4", "1", "10018", "529.98"],
        ["1", "1", "1", "10017", "821.99"],
        ["0", "1", "0", "None", "2252.11"],
    ]
    assert ["now of", "Diverse leveranciers"] in rows


def test_every_booking_is_exported(walk):
    assert {(item["invoiceNumber"], item["status"]) for item in walk[2]} == {(number, 4) for number in TOTALS}
    assert len(walk[1]) == 3


def test_the_exported_files_read_back_agree_with_the_bookings(walk):
    models, totals = load_pretrained(), {}
    for name, content in walk[1].items():
        read = recognise(content, name, models, legislation="nl", with_line_items=True)
        number, total = read.field("InvoiceNumber"), read.field("TotalAmountInclTax")
        totals[number.values[0].value] = str(total.values[0].value)
        excl = read.field("TotalAmountExclTax").values[0].value
        assert sum(item.amount for item in read.line_items) == excl
    assert totals == TOTALS


def test_the_exported_files_are_valid_by_the_official_schema_and_its_sums_by_the_official_rules(walk):
    """The books know no addresses of suppliers, which the rules of Peppol miss; what they say of sums is kept."""
    files = list(walk[1].values())
    assert [ubl_rules.against_schema(content) for content in files] == [[], [], []]
    broken = [problem for problems in ubl_rules.against_rules(*files) for problem in problems]
    assert [problem for problem in broken if ABOUT_SUMS.match(problem)] == []


def test_the_exported_files_state_what_was_booked(walk):
    booked = {item["invoiceNumber"]: item for item in walk[2]}
    for content in walk[1].values():
        root = etree.fromstring(content)
        known = booked.pop(root.findtext("{*}ID"))
        assert root.findtext("{*}IssueDate") == known["invoiceDate"][:10]
        assert root.findtext("{*}DocumentCurrencyCode") == known["currencyCode"]
        assert known["accountName"] in root.find("{*}AccountingSupplierParty").itertext()
        totals = root.find("{*}LegalMonetaryTotal")
        assert float(totals.findtext("{*}TaxExclusiveAmount")) == known["taxExclusiveAmount"]
        assert float(totals.findtext("{*}PayableAmount")) == known["taxInclusiveAmount"]
    assert booked == {}


def test_the_subscriber_hears_of_each_with_right_signatures(walk):
    bodies = [received.body for received in walk[3]]
    assert {body["WebhookEvent"] for body in bodies} == {"App.FinancialTransaction.Exported"}
    assert {body["Data"]["financialTransactionId"] for body in bodies} == {item["id"] for item in walk[2]}
    assert all(received.is_verified for received in walk[3])
