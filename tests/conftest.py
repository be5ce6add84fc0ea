"""What tests of the service stand on: a real Redis on a private socket, a migrated SQLite file, the application."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from tests.redis_server import running_redis
from tests.servers import QUICK_POSTGRES, a_database, create_database, postgres

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The URL of a Redis that lives as long as the tests."""
    with running_redis() as url:
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """The URL of that Redis, emptied."""
    Redis.from_url(redis_server).flushall()
    return redis_server


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from infra.database import Database

    path = tmp_path_factory.mktemp("migrated") / "zenvoices.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture
def data_folder(tmp_path: Path, _migrated: Path) -> Path:
    """A state directory with a migrated, empty database."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(_migrated, folder / "zenvoices.db")
    return folder


@pytest.fixture
def database(data_folder: Path) -> Iterator[Any]:
    from infra.database import Database

    database = Database(f"sqlite:///{data_folder / 'zenvoices.db'}")
    yield database
    database.close()


@pytest.fixture
def settings() -> dict[str, Any]:
    """Override this to run `app` with other settings."""
    return {}


@pytest.fixture
def app(data_folder: Path, redis_url: str, settings: dict[str, Any]) -> Iterator[Any]:
    from zenvoices.application import create_app

    app = create_app({"data": data_folder, "redis_url": redis_url, **settings})
    yield app
    app.extensions["machine"].close()


@pytest.fixture
def client(app: Any) -> Any:
    return app.test_client()


@dataclass(frozen=True)
class LoggedIn:
    """A user and a client that sends their access token."""

    client: Any
    headers: dict[str, str]
    user_id: int
    tenant_id: int
    name: str
    tenancy_name: str

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.client.get(path, headers=self.headers | kwargs.pop("headers", {}), **kwargs)

    def post(self, path: str, **kwargs: Any) -> Any:
        return self.client.post(path, headers=self.headers | kwargs.pop("headers", {}), **kwargs)


@pytest.fixture
def login(app: Any, client: Any, database: Any) -> Any:
    """Make a user (and the tenant, if new) with these permissions, and log in."""
    from sqlalchemy import select

    from auth import tokens, users
    from auth.tables import Tenant, User

    def make(*permissions: str, tenant: str = "voorbeeld", name: str = "api", language: str = "en") -> LoggedIn:
        with database.system_session() as session:
            known = session.scalars(select(Tenant.id).where(Tenant.code == tenant)).first()
        tenant_id = known or users.create_tenant(database, tenant)
        user_id = users.create_user(database, tenant, name, PASSWORD, language=language, permissions=permissions)
        with database.system_session() as session:
            token = tokens.issue_access(session, session.get_one(User, user_id)).text
        return LoggedIn(client, {"Authorization": f"Bearer {token}"}, user_id, tenant_id, name, tenant)

    return make


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL that lives as long as the tests, on a private socket."""
    with postgres(*QUICK_POSTGRES) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of an empty database on that server."""
    with a_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def _migrated_postgres(postgres_server: str) -> str:
    """The name of a migrated database to copy."""
    from infra.database import Database

    database = Database(create_database(postgres_server, "migrated"))
    database.migrate()
    database.close()
    return "migrated"


@pytest.fixture
def migrated_postgres_url(postgres_server: str, _migrated_postgres: str) -> Iterator[str]:
    """The URL of a migrated database without tenants."""
    with a_database(postgres_server, template=_migrated_postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest, data_folder: Path) -> str:
    """The URL of a migrated database without tenants: once on SQLite, once on PostgreSQL."""
    is_sqlite = request.param == "sqlite"
    url: str = (
        request.getfixturevalue("migrated_postgres_url")
        if not is_sqlite
        else f"sqlite:///{data_folder / 'zenvoices.db'}"
    )
    return url


@pytest.fixture
def either_database(either_url: str) -> Iterator[Any]:
    from infra.database import Database

    database = Database(either_url)
    yield database
    database.close()


@pytest.fixture
def machine(either_url: str, data_folder: Path, redis_url: str) -> Iterator[Any]:
    """Database, blobs and queue, with a tenant 1 and its user 1, and a tenant 2."""
    from auth.tables import Tenant, User
    from infra.machine import Machine

    machine = Machine.open(
        database_url=either_url, blobs_url=str(data_folder / "blobs"), redis_url=redis_url, allowed_hosts=["127.0.0.1"]
    )
    with machine.database.system_session() as session:
        session.add_all(Tenant(id=tenant_id, code=f"t{tenant_id}", name="T") for tenant_id in (1, 2))
        session.flush()
        session.add_all(User(id=i, tenant_id=i, login="api", password_hash="-") for i in (1, 2))
    yield machine
    machine.close()


@pytest.fixture(scope="session")
def recogniser() -> Iterator[Any]:
    """With the shipped models, as a worker has it."""
    from air.readers.settings import ReaderSettings
    from models_store import load_pretrained
    from operations.recogniser import Recogniser

    with Recogniser(load_pretrained, ReaderSettings(threads=1)) as recogniser:
        yield recogniser


@pytest.fixture
def work(app: Any, recogniser: Any) -> Callable[[], None]:
    """Do every job that waits, in this process, as a worker does; none may fail."""
    from rq import SimpleWorker

    from infra.queue import QUEUE_NAMES, SERIALIZER
    from operations import jobs

    machine = app.extensions["machine"]
    jobs.serve(machine, recogniser, "test-worker")

    def work() -> None:
        worker = SimpleWorker(list(QUEUE_NAMES), connection=machine.queue.redis, serializer=SERIALIZER)
        worker.work(burst=True, logging_level="WARNING")
        for name in QUEUE_NAMES:
            assert machine.queue._rq(name).failed_job_registry.get_job_ids() == []

    return work
