"""`zenvoices import KIND FILE --administration CODE`: master data from a spreadsheet."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zenvoices.commands.shared import open_database

SHOWN = 50  # problems


@click.command("import")
@click.argument("kind")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--administration", "code", required=True, help="Code of the administration.")
@click.option("--tenant", "tenancy_name", help="Code of the tenant, if the administration exists in several.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Only check and count.")
def import_(kind: str, file: Path, code: str, tenancy_name: str | None, is_dry_run: bool) -> None:
    """Add master data of KIND, or change it by code, from FILE (.csv or .xlsx with a heading); all of it or nothing.

    KIND is accounts, ledgerAccounts, costCentres, costUnits, projects, employees, paymentConditions, taxCodes or
    products. The heading has the names that the list of the kind shows, such as code and name.
    """
    from bookkeeping.administrations import find
    from bookkeeping.importing import import_rows
    from bookkeeping.kinds import KINDS
    from bookkeeping.spreadsheets import rows_of_file
    from wire import InvalidInput

    if kind not in KINDS:
        raise click.UsageError(f"There is no kind {kind}. There are: {', '.join(KINDS)}.")
    try:
        rows = rows_of_file(file, KINDS[kind])
        with open_database() as database:
            with database.system_session() as session:
                administration = find(session, code, tenancy_name)
            with database.session(administration.tenant_id) as session:
                outcome = import_rows(session, KINDS[kind], administration.id, rows, is_dry_run=is_dry_run)
    except InvalidInput as error:
        for problem in error.problems[:SHOWN]:
            click.echo(problem.message % problem.facts if problem.facts else problem.message, err=True)
        click.echo(f"zenvoices: {len(error.problems)} problems in {file.name}; nothing was imported.", err=True)
        sys.exit(1)
    would = "would be " if is_dry_run else ""
    click.echo(f"{kind}: {outcome.created} {would}new, {outcome.updated} changed, {outcome.unchanged} as they were.")
