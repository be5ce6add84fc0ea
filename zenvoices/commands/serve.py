"""`zenvoices serve`: the whole service in the foreground; `zenvoices worker`: one worker of it."""

from __future__ import annotations

import time
from pathlib import Path

import click

from zenvoices.settings import Settings, load_settings
from zenvoices.state import InUse, owned
from zenvoices.supervisor import CannotStart, Supervisor, check_port


@click.command()
def serve() -> None:
    """Run Redis, the API and the workers in the foreground, until Ctrl-C or TERM."""
    started, settings = time.monotonic(), load_settings()
    try:
        with owned(settings.data):
            check_port(settings.host, settings.port)
            _serve(settings, started)
    except (InUse, CannotStart) as error:
        raise click.ClickException(str(error)) from error


@click.command()
def worker() -> None:
    """Run one worker in the foreground, until TERM; the job in hand is finished first."""
    from air.readers.settings import ReaderSettings
    from operations.worker import work
    from zenvoices import logs
    from zenvoices.application import open_machine

    settings = load_settings()
    logs.configure(form=settings.log_format, level=settings.log_level)
    machine = open_machine(settings)
    try:
        work(machine, ReaderSettings(engine=settings.ocr_engine))
    finally:
        machine.close()


def _serve(settings: Settings, started: float) -> None:
    supervisor = Supervisor(settings, _say)
    supervisor.listen_to_signals()
    try:
        supervisor.start_redis()
        lines = _prepare(settings)
        supervisor.start_rest()
        if not supervisor.told_to_stop.is_set():
            click.echo("\n".join([*_ready(settings, time.monotonic() - started), *lines, ""]))
        supervisor.watch()
        _say("stopping; work in hand may take up to 30 s")
    finally:
        supervisor.stop()
    _say("stopped")


def _prepare(settings: Settings) -> list[str]:
    """Bring the database to this version, make the demo tenant; return how to log in, for people."""
    from infra.database import Database
    from zenvoices.demo import LOGIN, TENANCY_NAME, ensure_demo

    database = Database(settings.database)
    try:
        database.migrate()
        demo = ensure_demo(database, settings.data, settings.admin_password)
    finally:
        database.close()
    password = demo.password or (f"in {_shown(demo.password_file)}" if demo.password_file else "as you set it")
    return [f"  tenancy name  {TENANCY_NAME}", f"  user          {LOGIN}", f"  password      {password}"]


def _ready(settings: Settings, seconds: float) -> list[str]:
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "") else settings.host  # noqa: S104
    url = f"http://{host}:{settings.port}"
    return [f"Ready in {seconds:.1f} s:", f"  API           {url}", f"  Swagger UI    {url}/swagger/index.html"]


def _shown(path: Path) -> str:
    return str(path)


def _say(message: str) -> None:
    click.echo(f"zenvoices: {message}", err=True)
