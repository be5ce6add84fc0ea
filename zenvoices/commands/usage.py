"""`zenvoices usage`: what was charged."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click
from rich.console import Console
from rich.table import Table

from zenvoices.commands.shared import open_database

MONTH = click.DateTime(formats=["%Y-%m"])


@click.command()
@click.option("--tenant", "tenancy_name", required=True, help="Code of the tenant.")
@click.option("--from", "first", type=MONTH, help="Month as in 2025-01; this one if left out.")
@click.option("--to", "last", type=MONTH, help="The last month; this one if left out.")
@click.option("--csv", "is_csv", is_flag=True, help="For a program.")
def usage(tenancy_name: str, first: datetime | None, last: datetime | None, is_csv: bool) -> None:
    """Transactions charged per month and administration: one per started five pages, at most ten a document."""
    from bookkeeping.administrations import tenant_of
    from bookkeeping.usage import with_codes
    from operations.usage import usage as usage_of

    today = datetime.now(UTC).date()
    months: tuple[date, date] = (first.date() if first else today, last.date() if last else today)
    with open_database() as database, database.system_session() as session:
        tenant = tenant_of(session, tenancy_name)
        rows = with_codes(session, usage_of(session, *months, tenant_id=tenant.id))
    table = Table()
    for heading in ("month", "administration", "documents", "transactions"):
        table.add_column(heading, justify="right" if heading in ("documents", "transactions") else "left")
    for row in rows:
        cells = [f"{row.usage.month:%Y-%m}", row.administration_code or "", row.usage.documents, row.usage.transactions]
        texts = [str(cell) for cell in cells]
        if is_csv:
            click.echo(",".join(texts))
        else:
            table.add_row(*texts)
    if not is_csv:
        Console().print(table)
