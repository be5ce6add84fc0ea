"""`zenvoices webhooks ...`"""

from __future__ import annotations

import json
import os
import signal
import sys

import click
from rich.console import Console

from webhooks.receiver import Received, listen_at
from zenvoices.settings import load_settings

SECRET_VARIABLE = "ZENVOICES_WEBHOOK_SECRET"  # noqa: S105  # the variable's name


@click.group()
def webhooks() -> None:
    """Deliver webhooks, or listen to them."""


@webhooks.command()
def deliver() -> None:
    """Run one worker that calls webhooks, until TERM; the calls in hand are finished first."""
    from extraction import events
    from webhooks.schedule import Schedule
    from webhooks.worker import work
    from zenvoices import logs
    from zenvoices.application import open_machine

    settings = load_settings()
    logs.configure(form=settings.log_format, level=settings.log_level)
    machine = open_machine(settings)
    events.install()
    try:
        work(machine, Schedule(settings.pauses, settings.webhook_max_failures, settings.webhook_log_days))
    finally:
        machine.close()


@webhooks.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=4000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--status", default=200, show_default=True, type=click.IntRange(200, 599), help="What to answer.")
def listen(host: str, port: int, status: int) -> None:
    """Receive webhooks on this machine, verify their signatures and print them, until Ctrl-C.

    The secret comes from ZENVOICES_WEBHOOK_SECRET, else from a prompt. Let the service call this machine with
    ZENVOICES_ALLOWED_HOSTS=127.0.0.1, and subscribe with the address that is printed.
    """
    console = Console(highlight=False, soft_wrap=True)
    with listen_at(host, port, _secret(), status, lambda received: _print(console, received)) as server:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # it too ends this in order
        click.echo(f"Listening at http://{host}:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("stopped", err=True)


def _secret() -> str:
    if given := os.environ.get(SECRET_VARIABLE):
        return given
    if sys.stdin.isatty():
        return str(click.prompt("Secret of the subscription", hide_input=True))
    return sys.stdin.readline().rstrip("\r\n")


def _print(console: Console, received: Received) -> None:
    verdict = ", ".join(f"{name} {'right' if is_right else 'WRONG'}" for name, is_right in received.signatures.items())
    console.print(f"{received.path}  {verdict or 'not signed'}", style=None if received.is_verified else "bold red")
    console.print(json.dumps(received.body, ensure_ascii=False, indent=1), markup=False)
