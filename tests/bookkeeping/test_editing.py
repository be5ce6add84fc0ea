"""A person changes what was proposed, and it is learnt from."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bookkeeping.numbers import MatchType, Status, Strategy
from bookkeeping.tables import BookedLine
from tests.bookkeeping.invoices import CAR, CAR_LINE, UNKNOWN, UNKNOWN_LINE, invoice


def test_editing_is_learnt_from(books, read, database):
    first = read(invoice(CAR_LINE, **CAR))
    assert first["lines"][0]["ledgerAccountCode"] == "4600"
    line = {**first["lines"][0], "ledgerAccountCode": "7000", "costCentreCode": "K2"}
    edited = books.put(f"financialTransaction/{first['id']}", lines=[line]).json["result"]["financialTransaction"]
    assert edited["isProposalChanged"] is True
    assert edited["lineLedgerAccountCodes"] == ["7000"]
    books.decide(edited)
    with database.session(books.user.tenant_id) as session:
        assert session.scalar(select(BookedLine.ledger_account_code)) == "7000"
    second = read(invoice(CAR_LINE, **CAR | {"number": "2025-119", "date": "12-02-2025"}))
    assert second["usedProposalStrategy"] == Strategy.HISTORY
    assert (second["lines"][0]["ledgerAccountCode"], second["lines"][0]["costCentreCode"]) == ("7000", "K2")


def test_an_edit_that_changes_nothing_changes_nothing(books, read):
    found = read(invoice())
    answer = books.put(f"financialTransaction/{found['id']}", lines=found["lines"], invoiceNumber="F25-0042")
    assert answer.json["result"]["financialTransaction"]["isProposalChanged"] is False


def test_an_unknown_supplier_is_completed_by_hand(books, read):
    found = read(invoice(UNKNOWN_LINE, **UNKNOWN))
    assert (found["status"], found["accountCode"]) == (Status.PROPOSAL, None)
    refused = books.post(f"financialTransaction/{found['id']}/approve")
    assert refused.status_code == 500
    assert refused.json["error"]["message"] == f"Transaction {found['id']} is not waiting for authorisation."
    line = {**found["lines"][0], "ledgerAccountCode": "7000"}
    answer = books.put(f"financialTransaction/{found['id']}", accountCode="10019", lines=[line])
    edited = answer.json["result"]["financialTransaction"]
    assert (edited["status"], edited["accountMatchType"]) == (Status.WAITING, MatchType.BY_HAND)
    assert edited["accountName"] == "Drukkerij De Ster"


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"accountCode": "nobody"}, "accountCode"),
        ({"lines": []}, "lines"),
        ({"lines": [{"taxExclusiveAmount": 1, "ledgerAccountCode": "9999"}]}, "lines[0].ledgerAccountCode"),
        ({"lines": [{"taxExclusiveAmount": 1, "purchaseOrderNumber": "no"}]}, "lines[0].purchaseOrderNumber"),
        ({"lines": [{"taxExclusiveAmount": 1}], "taxExclusiveAmount": 5}, "taxExclusiveAmount"),
        ({"taxInclusiveAmount": 999}, "taxInclusiveAmount"),
        ({"lines": [{"taxExclusiveAmount": 10**13}]}, "lines[0].taxExclusiveAmount"),
        ({"lines": [{}]}, "lines[0].taxExclusiveAmount"),
        ({"invoiceDate": "soon"}, "invoiceDate"),
        ({"currencyCode": "EURO"}, "currencyCode"),
        ({"type": 7}, "type"),
        ({"invoiceNumber": "a\nb"}, "invoiceNumber"),
    ],
)
def test_bad_edits_change_nothing(books, read, body, member):
    found = read(invoice())
    answer = books.put(f"financialTransaction/{found['id']}", **body)
    assert answer.status_code == 400, answer.json
    assert [problem["members"] for problem in answer.json["error"]["validationErrors"]] == [[member]]
    assert books.transaction(found["id"])["lines"] == found["lines"]
