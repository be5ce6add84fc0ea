"""An approved booking goes to the accounting system."""

from __future__ import annotations

import pytest

from bookkeeping import administrations
from bookkeeping.numbers import Status
from bookkeeping.tables import FinancialTransaction
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


@pytest.mark.parametrize(
    ("status", "what", "said"),
    [
        (Status.PROPOSAL, "export", "is exported once it is approved."),
        (Status.WAITING, "export", "is exported once it is approved."),
        (Status.REJECTED, "retryExport", "is exported once it is approved."),
        (Status.READY, "retryExport", "has not failed: it can be exported as it is."),
        (Status.EXPORTED, "export", "was exported already."),
        (Status.EXPORTED, "retryExport", "was exported already."),
        (Status.EXPORT_FAILED, "export", "has failed: it can be tried again with retryExport."),
        (Status.ARCHIVED, "export", "was exported already."),
    ],
)
@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_what_cannot_be_exported_says_what_can_be_done(books, database, status, what, said):
    with database.session(books.user.tenant_id) as session:
        session.add(FinancialTransaction(id=1, administration_id=books.id, currency_code="EUR", status=status))
    answer = books.post(f"financialTransaction/1/{what}")
    assert answer.status_code == 500
    assert answer.json["error"]["message"].endswith(said)
    assert books.transaction(1)["status"] == status
