"""`zenvoices administration ...`"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any

import click
import marshmallow as ma

from air.vocabulary import LEGISLATIONS
from bookkeeping import administrations, procurators
from bookkeeping.endpoints.managing import AdministrationEdit, AdministrationInput
from wire import InvalidInput, Schema
from wire.parser import problems_of
from zenvoices.commands.shared import open_database, tenant_option

DAY = click.DateTime(formats=["%Y-%m-%d"])
CLEARABLE = {
    "vat-number": "vat_number",
    "coc-number": "coc_number",
    "iban": "iban",
    "model": "default_model_id",
    "connector": "accounting_system",
}  # what need not be there -> its column
MAX_AMOUNT = 10**12
SOURCES = {"accounting-system": 0, "api": 1}


class Amount(click.ParamType):
    """An amount of 0 or more, as in 1250.50."""

    name = "amount"

    def convert(self, value: Any, param: Any, ctx: Any) -> Decimal:
        try:
            amount = Decimal(value)
            is_usual = 0 <= amount < MAX_AMOUNT
        except InvalidOperation:  # NaN cannot be compared
            self.fail(f"{value!r} is no amount.", param, ctx)
        if not is_usual:
            self.fail(f"{value} is not between 0 and {MAX_AMOUNT:,}.", param, ctx)
        return amount


def _settings(command: Any) -> Any:
    """The options that make and change have in common."""
    for option in (
        click.option("--name", help="Name of the company."),
        click.option("--legislation", type=click.Choice(LEGISLATIONS)),
        click.option("--currency", "currency_code", help="ISO 4217, such as EUR."),
        click.option("--vat-number", help="Own VAT number; never taken for a sender's."),
        click.option("--coc-number", help="Own chamber of commerce number, likewise."),
        click.option("--iban", help="Own bank account, likewise."),
        click.option("--journal", "journal_code", help="Journal of purchases."),
        click.option("--model", "default_model_id", type=click.UUID, help="Custom model its documents are read with."),
        click.option("--connector", "accounting_system", help="Where bookings go; see accountingSystem/list."),
        click.option("--connector-options", "connector_settings", help="JSON object with the connector's options."),
        click.option("--orders-from", "purchase_order_data_source", type=click.Choice(tuple(SOURCES))),
        click.option("--products-from", "product_data_source", type=click.Choice(tuple(SOURCES))),
    ):
        command = option(command)
    return command


@click.group()
def administration() -> None:
    """Manage administrations: companies' books."""


@administration.command()
@click.argument("code")
@click.option("--tenant", "tenancy_name", required=True, help="Code of the tenant.")
@_settings
def create(code: str, tenancy_name: str, **values: Any) -> None:
    """Make an administration; CODE is what clients know it by."""
    known = _read(AdministrationInput(), {"name": code, **_said(values), "code": code})
    with open_database() as database:
        number = administrations.create(database, tenancy_name, **known)
    click.echo(f"Made administration {code}, id {number}.")


@administration.command()
@click.argument("code")
@tenant_option
@click.option("--active/--inactive", "is_active", default=None, help="Whether documents may come in.")
@click.option("--clear", "cleared", multiple=True, type=click.Choice(tuple(CLEARABLE)), help="Take this away.")
@_settings
def change(code: str, tenancy_name: str | None, cleared: tuple[str, ...], **values: Any) -> None:
    """Change settings of an administration; what is not named stays as it is."""
    said = _read(AdministrationEdit(), _said(values))
    emptied: dict[str, Any] = {CLEARABLE[name]: None for name in cleared}
    if both := sorted(said.keys() & emptied.keys()):
        raise click.UsageError(f"Set it or clear it: {', '.join(both)}.")
    with open_database() as database:
        administrations.change(database, tenancy_name, code, **said, **emptied)
    click.echo(f"Changed administration {code}.")


@administration.command()
@click.argument("login")
@click.argument("codes", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All there are, and all to come.")
@click.option("--withdraw", is_flag=True, help="Take them away instead.")
@tenant_option
def grant(login: str, codes: tuple[str, ...], is_all: bool, withdraw: bool, tenancy_name: str | None) -> None:
    """Let the user LOGIN see the administrations CODES."""
    if not codes and not is_all:
        raise click.UsageError("Say which administrations, or --all.")
    move = administrations.withdraw if withdraw else administrations.grant
    with open_database() as database:
        move(database, login, codes, tenancy_name=tenancy_name, everything=is_all)
    click.echo(f"{login} {'lost' if withdraw else 'sees'} {'all' if is_all else ', '.join(codes)}.")


@administration.command()
@click.argument("code")
@click.argument("login")
@click.option("--from", "amount_from", type=Amount(), default="0", help="Must approve from this amount, tax included.")
@click.option("--to", "amount_to", type=Amount(), help="Up to, not including; no limit if left out.")
@click.option("--remove", is_flag=True, help="No procurator any more.")
@tenant_option
def procurator(
    code: str, login: str, amount_from: Decimal, amount_to: Decimal | None, remove: bool, tenancy_name: str | None
) -> None:
    """Make the user LOGIN a procurator: bookings of these amounts need their approval."""
    with open_database() as database:
        if remove:
            procurators.remove_rule(database, tenancy_name, code, login)
        else:
            procurators.put_rule(database, tenancy_name, code, login, amount_from, amount_to)
    click.echo(f"{login} is {'no procurator' if remove else 'a procurator'} of {code}{' any more' if remove else ''}.")


@administration.command()
@click.argument("login")
@click.argument("proxy_login")
@click.option("--from", "first_day", type=DAY, help="First day, as in 2025-01-31.")
@click.option("--until", "last_day", type=DAY, help="Last day.")
@click.option("--remove", is_flag=True)
@tenant_option
def proxy(login: str, proxy_login: str, first_day: Any, last_day: Any, remove: bool, tenancy_name: str | None) -> None:
    """Let PROXY_LOGIN approve for the procurator LOGIN."""
    days = (first_day and first_day.date(), last_day and last_day.date())
    with open_database() as database:
        if remove:
            procurators.remove_proxy(database, tenancy_name, login, proxy_login)
        else:
            procurators.put_proxy(database, tenancy_name, login, proxy_login, *days)
    click.echo(f"{proxy_login} {'acts no more' if remove else 'may act'} for {login}.")


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """What was said, by column."""
    said = {name: value for name, value in values.items() if value is not None}
    for name in ("purchase_order_data_source", "product_data_source"):
        if name in said:
            said[name] = SOURCES[said[name]]
    if "connector_settings" in said:
        try:
            said["connector_settings"] = json.loads(said["connector_settings"])
        except ValueError as error:
            raise click.UsageError(f"--connector-options is no JSON: {error}") from error
    return said


def _read(schema: Schema, columns: dict[str, Any]) -> dict[str, Any]:
    """The columns, checked as the endpoint checks them."""
    names = {field.attribute or name: name for name, field in schema.load_fields.items()}
    try:
        return dict(schema.load({names[column]: value for column, value in columns.items()}))
    except ma.ValidationError as error:
        raise InvalidInput.of(problems_of(error)) from error
