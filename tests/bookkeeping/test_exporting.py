"""An approved booking goes to the accounting system."""

from __future__ import annotations

from bookkeeping import administrations
from bookkeeping.numbers import Status
from tests.bookkeeping.invoices import invoice


def test_export_to_files(books, read, work, database, app):
    administrations.change(database, "voorbeeld", books.code, accounting_system="Manual")
    found = books.decide(read(invoice()))
    assert (found["status"], found["exportTime"]) == (Status.READY, None)
    books.decide(found, "export")
    work()
    exported = books.transaction(found["id"])
    assert exported["status"] == Status.EXPORTED
    assert exported["exportTime"] is not None
    refused = books.put(f"financialTransaction/{found['id']}", description="x")
    assert refused.status_code == 500
    assert "cannot be changed any more" in refused.json["error"]["message"]
    again = books.post(f"financialTransaction/{found['id']}/export")
    assert again.status_code == 500


def test_export_needs_somewhere_to_go(books, read):
    found = books.decide(read(invoice()))
    answer = books.post(f"financialTransaction/{found['id']}/export")
    assert answer.json["error"]["message"] == "Administration BOUW has no accounting system to export to."
