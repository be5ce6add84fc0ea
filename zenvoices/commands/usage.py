"""`zenvoices usage`: what was charged."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime

import click
from rich.console import Console
from rich.table import Table

from zenvoices.commands.shared import open_database

HEADINGS = ("month", "administration", "documents", "transactions")
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
    if months[1] < months[0]:
        raise click.UsageError("--to is before --from.")
    with open_database() as database, database.system_session() as session:
        tenant = tenant_of(session, tenancy_name)
        rows = with_codes(session, usage_of(session, *months, tenant_id=tenant.id))
    texts = [
        (
            f"{row.usage.month:%Y-%m}",
            row.administration_code or "",
            f"{row.usage.documents}",
            f"{row.usage.transactions}",
        )
        for row in rows
    ]
    if is_csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows([HEADINGS, *texts])
    elif texts:
        Console().print(_table(texts))
    else:
        click.echo("Nothing was charged.")


def _table(rows: Sequence[Sequence[str]]) -> Table:
    table = Table()
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading in ("documents", "transactions") else "left")
    for row in rows:
        table.add_row(*row)
    return table
