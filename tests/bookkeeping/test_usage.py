"""What was charged, over HTTP and on the command line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner

from infra.types import now
from operations.tables import OperationCharge
from tests.bookkeeping.invoices import CAR, CAR_LINE, invoice
from zenvoices.cli import cli


@pytest.fixture
def run(books, data_folder, monkeypatch):
    """`zenvoices usage` on the books' database."""
    monkeypatch.setenv("ZENVOICES_DATABASE_URL", books.database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("ZENVOICES_DATA", str(data_folder))
    return lambda *options: CliRunner().invoke(cli, ["usage", "--tenant", "voorbeeld", *options])


def test_what_was_charged(books, read, run, database):
    assert run().output == "Nothing was charged.\n"
    read(invoice())
    read(invoice(CAR_LINE, **CAR))
    with database.session(books.user.tenant_id) as session:
        assert [charge.transaction_count for charge in session.query(OperationCharge)] == [1, 1], "once per document"
    month = f"{now():%Y-%m}"
    items = books.get("usage", monthFrom=month, monthTo=month).json["result"]["items"]
    assert items == [
        {"month": month, "administrationId": books.id, "administrationCode": "BOUW", "documentCount": 2,
         "transactionCount": 2}
    ]  # fmt: skip
    assert run("--csv").output == f"month,administration,documents,transactions\n{month},BOUW,2,2\n"
    assert "BOUW" in run("--from", "2020-01").output
    before = f"{now().replace(day=1) - timedelta(days=1):%Y-%m}"
    assert run("--from", "2020-01", "--to", before).output == "Nothing was charged.\n"


def test_months_that_cannot_be(books, run):
    month = f"{now():%Y-%m}"
    assert books.get("usage", monthFrom="2025-13", monthTo=month).status_code == 400
    assert books.get("usage", monthFrom=month, monthTo="2001-01").status_code == 400
    result = run("--from", month, "--to", "2001-01")
    assert (result.exit_code, "--to is before --from." in result.output) == (2, True)
