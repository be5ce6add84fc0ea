"""The migrations make what the classes describe; on both databases, also by several processes at once."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CHAR, JSON, MetaData, Uuid, insert, select

from infra.database import Base, Database
from infra.migrations import upgrade

ROOT = Path(__file__).parents[2]
UUID_CHARACTERS = 32  # how SQLite keeps them
EARLIER = sorted(path.name[:4] for path in (ROOT / "infra/migrations/versions").glob("0*.py"))[:-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    return f"sqlite:///{tmp_path / 'a.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")


@pytest.mark.filterwarnings(
    "ignore:autogenerate skipping", "ignore:Skipped unsupported reflection"
)  # indexes of the start of a text, which SQLite can't tell
def test_tables_are_as_the_classes_say(url):
    for room in ROOT.glob("*/tables.py"):
        import_module(f"{room.parent.name}.tables")

    database = Database(url)
    database.migrate()
    database.migrate()
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    database.close()


def test_of_several_that_migrate_at_once_one_does_it(url):
    failures: list[Exception] = []

    def migrate() -> None:
        database = Database(url)
        try:
            database.migrate()
        except Exception as error:
            failures.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection", "ignore:Did not recognize type")
@pytest.mark.parametrize("revision", EARLIER)
def test_what_an_earlier_version_stored_is_there_after_the_upgrade(url, revision):
    """One row in every table that there was; columns that came since have values that can be read."""
    database = Database(url)
    with database.engine.begin() as connection:
        upgrade(connection, revision)
        for table in tables(connection):
            connection.execute(insert(table).values(sample_of(table)))
        before = stored(connection)
    assert {"tenants", "users"} <= set(before)
    database.migrate()
    with database.engine.connect() as connection:
        after = stored(connection)
    assert {name: kept(after[name], row) for name, row in before.items()} == before
    for room in ROOT.glob("*/tables.py"):
        import_module(f"{room.parent.name}.tables")
    with database.system_session() as session:
        for kind in {mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name in before}:
            assert len(session.scalars(select(kind)).all()) == 1, kind
    database.close()


def tables(connection):
    """Those there are, what others refer to first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def sample_of(table):
    """A value for every column that needs one; the same wherever it is of the same type, so that references hold."""
    return {column.name: sample(column.type) for column in table.columns if not column.nullable}


def sample(kind):
    if isinstance(kind, Uuid):
        return UUID(int=1)
    if isinstance(kind, CHAR) and kind.length == UUID_CHARACTERS:
        return UUID(int=1).hex
    if isinstance(kind, JSON):
        return {}
    values = {bool: True, int: 1, str: "1", float: 1.0, Decimal: Decimal(1), bytes: b"1",
              date: date(2025, 1, 31), datetime: datetime(2025, 1, 31, tzinfo=UTC)}  # fmt: skip
    return values[kind.python_type]


def stored(connection):
    """The row of each table."""
    return {
        table.name: dict(row._mapping)
        for table in tables(connection)
        if (row := connection.execute(select(table)).one_or_none()) is not None
    }


def kept(row, columns):
    return {name: row[name] for name in columns}
