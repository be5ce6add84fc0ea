"""The command line: `zenvoices COMMAND`. A command's module is imported when the command is asked for, not before.

Exit codes: 0 done, 1 it could not be done (one sentence on stderr says why), 2 asked for in a wrong way.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

import click

from zenvoices.version import VERSION

COMMANDS: Mapping[str, tuple[str, str]] = {  # name -> module that has it under that name, and what it does
    "serve": ("zenvoices.commands.serve", "Run the whole service in the foreground."),
    "worker": ("zenvoices.commands.serve", "Run one worker."),
    "migrate": ("zenvoices.commands.migrate", "Bring the database to this version."),
    "tenant": ("zenvoices.commands.tenant", "Manage tenants."),
    "user": ("zenvoices.commands.user", "Manage users."),
    "administration": ("zenvoices.commands.administration", "Manage administrations: companies' books."),
    "import": ("zenvoices.commands.import_", "Bring master data in."),
    "usage": ("zenvoices.commands.usage", "Show what was charged."),
    "key": ("zenvoices.commands.key", "Manage the keys that sign access tokens."),
    "webhooks": ("zenvoices.commands.webhooks", "Deliver webhooks, or listen to them."),
    "recognise": ("zenvoices.commands.recognise", "Read documents without a server."),
    "extract": ("zenvoices.commands.extract", "Read the fields of a schema without a server."),
    "show": ("zenvoices.commands.show", "Draw what was found on a picture of each page."),
    "synthesise": ("zenvoices.commands.synthesise", "Make training documents."),
    "tune": ("zenvoices.commands.tune", "Search for how models should grow."),
    "train": ("zenvoices.commands.train", "Train the shipped models."),
    "evaluate": ("zenvoices.commands.evaluate", "Measure the models on documents with known answers."),
}
FOR_THE_USER = {"wire.errors.ServiceError", "zenvoices.settings.BadSetting", "air.errors.AirError"}


class LazyGroup(click.Group):
    """A group that knows what its commands are for without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, (module, _) in COMMANDS.items() if find_spec(module) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = COMMANDS[cmd_name][0]
        command: click.Command = getattr(import_module(module), f"{cmd_name}_" if module.endswith("_") else cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="zenvoices")
def cli() -> None:
    """Read invoices: fields, line items and tables, with confidence."""


def main() -> None:
    """The entry point; errors that are the user's to solve come out as one sentence."""
    try:
        cli()
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        click.echo(f"zenvoices: {sentence}", err=True)
        sys.exit(1)


def _sentence(error: Exception) -> str | None:
    """What to say of an error that is the user's to solve; known by name, so that nothing has to be imported for it."""
    kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__}
    if kinds & FOR_THE_USER:
        return str(error)
    if "sqlalchemy.exc.OperationalError" in kinds:
        return f"The database does not answer: {getattr(error, 'orig', error)}"
    return None


if __name__ == "__main__":
    main()
