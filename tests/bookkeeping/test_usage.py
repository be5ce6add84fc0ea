"""What was charged."""

from __future__ import annotations

from tests.bookkeeping.invoices import CAR, CAR_LINE, invoice


def test_what_was_charged(books, read, database):
    read(invoice())
    read(invoice(CAR_LINE, **CAR))
    from infra.types import now

    month = f"{now():%Y-%m}"
    items = books.get("usage", monthFrom=month, monthTo=month).json["result"]["items"]
    assert items == [
        {"month": month, "administrationId": books.id, "administrationCode": "BOUW", "documentCount": 2,
         "transactionCount": 2}
    ]  # fmt: skip
    assert books.get("usage", monthFrom="2025-13", monthTo=month).status_code == 400
    assert books.get("usage", monthFrom=month, monthTo="2001-01").status_code == 400
