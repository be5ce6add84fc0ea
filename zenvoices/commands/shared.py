"""What the commands that manage the database have in common."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from infra.database import Database
from zenvoices.settings import load_settings

PASSWORD_VARIABLE = "ZENVOICES_PASSWORD"  # noqa: S105  # the variable's name
MIN_PASSWORD = 8  # characters

tenant_option = click.option("--tenant", "tenancy_name", help="Code of the tenant, if the login exists in several.")


@contextmanager
def open_database() -> Iterator[Database]:
    """The database of the settings, brought to this version."""
    settings = load_settings()
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.database)
    try:
        database.migrate()
        yield database
    finally:
        database.close()


def read_password() -> str:
    """From the environment, else a prompt on a terminal, else the first line of stdin; never from the command line."""
    if given := os.environ.get(PASSWORD_VARIABLE):
        password = given
    elif sys.stdin.isatty():
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if len(password) < MIN_PASSWORD:
        raise click.ClickException(f"The password needs at least {MIN_PASSWORD} characters.")
    return str(password)
