"""`zenvoices migrate`"""

from __future__ import annotations

import click

from zenvoices.commands.shared import open_database


@click.command()
def migrate() -> None:
    """Bring the database to this version; nothing happens if it is."""
    with open_database():
        click.echo("The database is at this version.")
