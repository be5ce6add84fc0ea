"""`zenvoices serve`: the whole service in the foreground; `zenvoices worker`: one worker of it."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import click

from zenvoices.preparation import how_to_log_in, is_prepared, prepare
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
    from extraction import llm, running
    from operations.worker import work
    from training.custom import jobs
    from zenvoices import logs
    from zenvoices.application import open_machine

    settings = load_settings()
    logs.configure(form=settings.log_format, level=settings.log_level)
    machine = open_machine(settings)
    jobs.install(settings.gates)
    llm.install(settings.llms)
    _sweep_more(settings)
    running.warm_up()
    try:
        work(machine, ReaderSettings(engine=settings.ocr_engine, sure=settings.ocr_sure))
    finally:
        machine.close()


def _sweep_more(settings: Settings) -> None:
    """What is done in every sweep beside looking after operations."""
    from bookkeeping import dropping
    from bookkeeping import sweep as bookkeeping
    from extraction import sweep as extraction
    from operations.sweep import also

    also(bookkeeping.sweep)
    also(extraction.sweep)
    if settings.drop_folder:
        also(partial(dropping.take, Path(settings.drop_folder)))


def _serve(settings: Settings, started: float) -> None:
    supervisor = Supervisor(settings, _say)
    supervisor.listen_to_signals()
    try:
        supervisor.start_redis()
        was_prepared = is_prepared(settings)
        password = None if was_prepared else _prepare_first(settings)
        supervisor.start_api()
        if not supervisor.told_to_stop.is_set():
            lines = _ready(settings, time.monotonic() - started) + how_to_log_in(settings, password)
            click.echo("\n".join([*lines, ""]))
            supervisor.start_other_workers()
        if was_prepared and not supervisor.told_to_stop.is_set():
            prepare(settings)
        supervisor.watch()
        _say("stopping; work in hand may take up to 30 s")
    finally:
        supervisor.stop()
    _say("stopped")


def _prepare_first(settings: Settings) -> str | None:
    _say("preparing the database")
    return prepare(settings)


def _ready(settings: Settings, seconds: float) -> list[str]:
    host = "localhost" if settings.host in ("127.0.0.1", "0.0.0.0", "") else settings.host  # noqa: S104
    url = f"http://{host}:{settings.port}"
    return [f"Ready in {seconds:.1f} s:", f"  API           {url}", f"  Swagger UI    {url}/swagger/index.html"]


def _say(message: str) -> None:
    click.echo(f"zenvoices: {message}", err=True)
