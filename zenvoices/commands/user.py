"""`zenvoices user ...`

A password is read from ZENVOICES_PASSWORD, a prompt or the first line of stdin, never from the command line.
"""

from __future__ import annotations

import click

from auth import users
from auth.permissions import PERMISSIONS
from wire.languages import DEFAULT_LANGUAGE, LANGUAGES
from zenvoices.commands.shared import open_database, read_password, tenant_option

all_option = click.option("--all", "is_all", is_flag=True, help="All permissions there are.")


@click.group()
def user() -> None:
    """Manage users and what they may do."""


@user.command()
@click.argument("login")
@click.option("--tenant", "tenancy_name", required=True, help="Code of the tenant.")
@click.option("--email", help="May be used to log in too.")
@click.option("--language", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE, help="Of the messages.")
@click.option("--permission", "permissions", multiple=True, help="May be given more than once.")
@all_option
def create(
    login: str, tenancy_name: str, email: str | None, language: str, permissions: tuple[str, ...], is_all: bool
) -> None:
    """Make a user."""
    rights = PERMISSIONS if is_all else permissions
    users.check_permissions(rights)
    password = read_password()
    with open_database() as database:
        users.create_user(database, tenancy_name, login, password, email=email, language=language, permissions=rights)
    click.echo(f"Made user {login} of {tenancy_name}.")


@user.command()
@click.argument("login")
@click.argument("permissions", nargs=-1)
@all_option
@click.option("--withdraw", is_flag=True, help="Take the permissions away instead.")
@tenant_option
def grant(login: str, permissions: tuple[str, ...], is_all: bool, withdraw: bool, tenancy_name: str | None) -> None:
    """Give a user PERMISSIONS, such as Api.Air; they count from the next request on."""
    rights = PERMISSIONS if is_all else permissions
    if not rights:
        raise click.UsageError(f"Say which permissions, or --all. There are: {', '.join(PERMISSIONS)}.")
    change = users.withdraw if withdraw else users.grant
    with open_database() as database:
        change(database, login, rights, tenancy_name=tenancy_name)
    click.echo(f"{login} {'lost' if withdraw else 'has'} {', '.join(rights)}.")


@user.command()
@click.argument("login")
@tenant_option
def disable(login: str, tenancy_name: str | None) -> None:
    """Switch a user off; all its tokens die at once."""
    with open_database() as database:
        users.switch_user(database, login, is_active=False, tenancy_name=tenancy_name)
    click.echo(f"{login} is switched off.")


@user.command()
@click.argument("login")
@tenant_option
def enable(login: str, tenancy_name: str | None) -> None:
    """Switch a user on again."""
    with open_database() as database:
        users.switch_user(database, login, is_active=True, tenancy_name=tenancy_name)
    click.echo(f"{login} is switched on.")


@user.command()
@click.argument("login")
@tenant_option
def password(login: str, tenancy_name: str | None) -> None:
    """Give a user another password; all its tokens die at once."""
    new = read_password()
    with open_database() as database:
        users.set_password(database, login, new, tenancy_name=tenancy_name)
    click.echo(f"{login} has another password.")


@user.command()
@click.argument("login")
@click.option("--off", is_flag=True, help="Ask for no second factor any more.")
@tenant_option
def totp(login: str, off: bool, tenancy_name: str | None) -> None:
    """Ask a user for a second factor; prints the address for the authenticator app, once."""
    with open_database() as database:
        if off:
            users.disable_totp(database, login, tenancy_name=tenancy_name)
            click.echo(f"{login} needs no second factor.")
        else:
            click.echo(users.enable_totp(database, login, tenancy_name=tenancy_name))
