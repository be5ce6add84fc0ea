"""The whole service with one administration, the Python client in front of it, and a line between them that fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

import pytest
from click.testing import CliRunner

from tests.clients.faults import Line, line_to
from tests.service import PASSWORD, ROOT, Service, running
from zenvoices.cli import cli
from zenvoices_client import Extraction, Retries, Zenvoices

collect_ignore_glob = ["snippets/*"]  # programs: to import them is to run them
BOOKS = ROOT / "samples" / "books"
MASTER_DATA = ("taxCodes", "paymentConditions", "ledgerAccounts", "accounts")  # each names those before
LIMITS = dict.fromkeys(("requests_per_second", "key_requests_per_minute", "business_requests_per_minute"), "10000")
OFTEN = Retries(first_pause_seconds=0.02)


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data = tmp_path_factory.mktemp("clients") / "var"
    with running(data, workers="1", allowed_hosts="127.0.0.1", training_operations="3", **LIMITS) as service:
        _command(service, "administration", "create", "PARK", "--tenant", "demo", "--name", "VvE Parkzicht")
        for kind in MASTER_DATA:
            _command(
                service, "import", kind, str(ROOT / "samples" / "books" / f"{kind}.csv"), "--administration", "PARK"
            )
        yield service


def _command(service: Service, *arguments: str) -> None:
    """Of the command line, in this process: starting others takes longer than what they do."""
    done = CliRunner().invoke(cli, arguments, env={"ZENVOICES_DATA": str(service.data)})
    assert done.exit_code == 0, done.output


@pytest.fixture(scope="session")
def zenvoices(service: Service) -> Iterator[Zenvoices]:
    with connect(service.port) as client:
        yield client


def connect(port: int, password: str = PASSWORD) -> Zenvoices:
    return Zenvoices(f"http://127.0.0.1:{port}", "admin", password, "demo", retries=OFTEN)


@pytest.fixture
def line(service: Service) -> Iterator[Line]:
    with line_to(service.port) as line:
        yield line


@pytest.fixture
def over(line: Line) -> Iterator[Zenvoices]:
    """A client whose requests take that line, logged in."""
    with connect(line.port) as client:
        client.list_subscriptions()
        line.seen.clear()
        yield client


@pytest.fixture(scope="session")
def api_key(service: Service) -> str:
    """Made by the user who is logged in."""
    return service.client.post("/api/v1/keys/", json={"name": "tests"}).json()["data"]["key"]


@pytest.fixture(scope="session")
def extraction(service: Service, api_key: str) -> Iterator[Extraction]:
    with Extraction(f"http://127.0.0.1:{service.port}", api_key, retries=OFTEN) as client:
        yield client


@pytest.fixture
def jobs_over(line: Line, api_key: str) -> Iterator[Extraction]:
    """A client of extraction jobs whose requests take that line."""
    with Extraction(f"http://127.0.0.1:{line.port}", api_key, retries=OFTEN) as client:
        yield client


@pytest.fixture(scope="session")
def paused(service: Service) -> Callable[[], AbstractContextManager[None]]:
    """A block in which no worker does anything."""

    @contextmanager
    def pause() -> Iterator[None]:
        workers = service.children("zenvoices.cli worker")
        for worker in workers:
            worker.suspend()
        while not _can_be_written(service):  # a worker was stopped in the middle of a transaction
            for worker in workers:
                worker.resume()
                worker.suspend()
        try:
            yield
        finally:
            for worker in workers:
                worker.resume()

    return pause


def _can_be_written(service: Service) -> bool:
    with closing(sqlite3.connect(service.data / "zenvoices.db", timeout=0.5, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
        return True
