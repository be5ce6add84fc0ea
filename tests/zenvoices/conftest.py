"""The command line on a state directory of its own."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from infra.database import Database
from zenvoices.cli import cli

PASSWORD = "correct horse battery"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command on a new state directory."""
    monkeypatch.setenv("ZENVOICES_DATA", str(tmp_path / "var"))
    monkeypatch.delenv("ZENVOICES_DATABASE_URL", raising=False)

    def run(*arguments, password=None, text=None):
        return CliRunner().invoke(cli, arguments, input=text, env={"ZENVOICES_PASSWORD": password})

    return run


@pytest.fixture
def rows(tmp_path):
    """What is in a table."""

    def read(table):
        database = Database(f"sqlite:///{tmp_path / 'var' / 'zenvoices.db'}")
        with database.system_session() as session:
            found = session.scalars(select(table)).all()
        database.close()
        return found

    return read


@pytest.fixture
def made(run):
    """A tenant with a user."""
    assert run("tenant", "create", "voorbeeld", "--name", "Voorbeeld BV").exit_code == 0
    assert run("user", "create", "api", "--tenant", "voorbeeld", password=PASSWORD).exit_code == 0
