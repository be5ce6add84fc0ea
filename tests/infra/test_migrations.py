"""The migrations make what the classes describe; on both databases, also by several processes at once."""

from __future__ import annotations

import threading
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from infra.database import Base, Database
from infra.migrations import upgrade
from infra.types import now

ROOT = Path(__file__).parents[2]
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


@pytest.mark.parametrize("revision", EARLIER)
def test_what_an_earlier_version_stored_is_there_after_the_upgrade(url, revision):
    from auth.tables import Tenant, User

    database = Database(url)
    with database.engine.begin() as connection:
        upgrade(connection, revision)
        connection.execute(
            text("INSERT INTO tenants (id, code, name, is_active, created_at) VALUES (1, 'a', 'A', :true, :now)"),
            {"true": True, "now": now()},
        )
        connection.execute(
            text(
                "INSERT INTO users (id, tenant_id, login, password_hash, language, is_active, security_version, "
                "totp_last_step, created_at) VALUES (1, 1, 'api', '-', 'nl', :true, 1, 0, :now)"
            ),
            {"true": True, "now": now()},
        )
    database.migrate()
    with database.session(1) as session:
        user = session.get_one(User, 1)
        assert (user.login, user.first_name, user.surname) == ("api", "", "")
    with database.system_session() as session:
        assert session.get_one(Tenant, 1).code == "a"
    database.close()
