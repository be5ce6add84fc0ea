"""Every operation of the API document is asked what nobody thought of; nothing breaks, every answer is as described."""

from __future__ import annotations

import pytest

from tests.bookkeeping.invoices import invoice
from tests.fuzzing import ask_everything

DOCUMENT = "/swagger/public-v1/swagger.json"


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("either_url", ["sqlite"], indirect=True)
def test_every_operation(books, app, read):
    booking = read(invoice(), externalId="scan-1")["id"]
    known = {
        "administrationId": books.id, "administration_id": books.id, "administrationIds": [books.id],
        "financial_transaction_id": booking, "inbox_id": 1, "user_id": books.user.user_id,
        "code": "10017", "externalId": "a1f0", "waitSeconds": 0,
    }  # fmt: skip
    asked = ask_everything(app, DOCUMENT, books.user.headers, known)
    assert asked.failures == []
    assert asked.operations > 40
    assert {200, 400, 404} <= set(asked.statuses), asked.statuses
