"""What tests of operations stand on: both databases, and the whole service on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.machine import Machine
from tests.service import Service, running


@pytest.fixture(params=["sqlite", "postgresql"])
def machine(request: pytest.FixtureRequest, data_folder: Path, redis_url: str) -> Iterator[Machine]:
    """Database, blobs and queue, with a tenant 1 and its user 1, and a tenant 2."""
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{data_folder / 'zenvoices.db'}" if is_sqlite else request.getfixturevalue("postgres_url")
    machine = Machine.open(database_url=url, blobs_url=str(data_folder / "blobs"), redis_url=redis_url)
    machine.database.migrate()
    from auth.tables import Tenant, User

    with machine.database.system_session() as session:
        session.add_all(Tenant(id=tenant_id, code=f"t{tenant_id}", name="T") for tenant_id in (1, 2))
        session.flush()
        session.add_all(User(id=i, tenant_id=i, login="api", password_hash="-") for i in (1, 2))
    yield machine
    machine.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The whole service; it may fetch from this machine's 127.0.0.1 under that name only."""
    folder = tmp_path_factory.mktemp("service")
    settings = {"requests_per_second": "1000", "allowed_hosts": "127.0.0.1", "workers": "1"}
    with running(folder / "data", **settings) as service:
        yield service
