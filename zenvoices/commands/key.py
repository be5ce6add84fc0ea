"""`zenvoices key ...`"""

from __future__ import annotations

import click

from auth import keys
from zenvoices.commands.shared import open_database


@click.group()
def key() -> None:
    """Manage the keys that sign access tokens."""


@key.command()
@click.option("--revoke", is_flag=True, help="Access tokens of before die at once (a key has leaked).")
def rotate(revoke: bool) -> None:
    """Sign with a new key from now on; tokens of before stay good until they expire."""
    with open_database() as database, database.system_session() as session:
        kid = keys.rotate(session, keep_old_tokens=not revoke)
    click.echo(f"Signing with key {kid}.")
