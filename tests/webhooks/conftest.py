"""What tests of webhooks stand on: a real receiver on this machine, and endpoints that call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.webhooks.receiving import SECRET, Receiver, receiving
from webhooks.tables import Endpoint, Subscription


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def subscribe(machine: Any, receiver: Receiver) -> Callable[..., Any]:
    """Make a subscription of a tenant to the receiver; return its id."""

    def make(*webhooks: str, tenant_id: int = 1, administration_ids: list[int] | None = None, **more: Any) -> Any:
        values = {"dialect": "abp", "url": receiver.url(), "secret": SECRET, **more}
        with machine.database.session(tenant_id) as session:
            endpoint = Endpoint(**values)
            session.add(endpoint)
            session.flush()
            session.add(Subscription(id=endpoint.id, webhooks=list(webhooks), administration_ids=administration_ids))
            return endpoint.id

    return make
