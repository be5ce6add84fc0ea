"""What tests of custom models stand on: the application, and a worker's recogniser in the test's own process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from operations.recogniser import Recogniser
from tests.training.custom.desk import Desk


@pytest.fixture
def settings() -> dict[str, Any]:
    return {"requests_per_second": 100_000, "training_operations": 4, "training_values": 2}


@pytest.fixture
def desk_of(login: Any, recogniser: Recogniser) -> Callable[[str], Desk]:
    """A user of a tenant, with all rights for documents and models."""
    return lambda tenant: Desk(login("Api.Air", "Api.Air.Models", tenant=tenant), recogniser)


@pytest.fixture
def desk(desk_of: Callable[[str], Desk]) -> Desk:
    return desk_of("voorbeeld")
