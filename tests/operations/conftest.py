"""What tests of operations stand on: the whole service on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.service import Service, running


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The whole service; it may fetch from this machine's 127.0.0.1 under that name only."""
    folder = tmp_path_factory.mktemp("service")
    settings = {"requests_per_second": "1000", "allowed_hosts": "127.0.0.1", "workers": "1"}
    with running(folder / "data", **settings) as service:
        yield service
