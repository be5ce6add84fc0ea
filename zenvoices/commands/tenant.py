"""`zenvoices tenant ...`"""

from __future__ import annotations

import click

from auth import users
from zenvoices.commands.shared import open_database


@click.group()
def tenant() -> None:
    """Manage tenants: the customers of the service."""


@tenant.command()
@click.argument("code")
@click.option("--name", help="Name for people; the code if left out.")
def create(code: str, name: str | None) -> None:
    """Make a tenant; CODE is the tenancy name its users log in with."""
    with open_database() as database:
        users.create_tenant(database, code, name)
    click.echo(f"Made tenant {code}.")
