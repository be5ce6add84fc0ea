"""What the Python client sends again, and what it must not, over a line to the service that fails."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.clients.conftest import connect
from tests.clients.faults import LOSE
from tests.clients.test_zenvoices import invoice
from tests.service import PASSWORD, free_port, running
from zenvoices_client import Retries, TooManyRequests, Unreachable, Zenvoices


@pytest.mark.parametrize("fault", [502, 503, 504, LOSE], ids=str)
def test_reading_is_repeated(over, line, fault):
    line.faults = [fault, fault]
    assert over.list_subscriptions() == []
    assert len(line.seen) == 3


def test_it_ends_some_time(over, line):
    line.faults = [503] * 9
    with pytest.raises(Unreachable, match="answered 503 without JSON"):
        over.list_subscriptions()
    assert len(line.seen) == Retries().attempts


@pytest.mark.parametrize("fault", [503, LOSE], ids=str)
def test_a_document_is_not_sent_twice(over, line, fault):
    line.faults = [fault]
    with pytest.raises(Unreachable):
        over.process_document(invoice(7), legislation="nl")
    assert len(line.seen) == 1


def test_a_document_that_was_refused_for_now_is_sent_again(over, line):
    line.faults, line.headers = [429], {"Retry-After": "0"}
    assert over.process_document(invoice(7), legislation="nl").air_result is not None
    assert len(line.seen) == 2


def test_an_upload_with_an_id_of_its_own_is_repeated_and_arrives_once(over, line):
    [administration] = over.list_administrations(filter="PARK")
    line.faults = [LOSE]
    first = over.upload(administration["id"], invoice(8), external_id="scan-8")
    assert over.upload(administration["id"], invoice(8), external_id="scan-8") == first
    line.faults = [LOSE]
    with pytest.raises(Unreachable):
        over.upload(administration["id"], invoice(9))


@pytest.mark.parametrize("header", ["1", "date"])
def test_it_waits_as_long_as_it_is_told(over, line, header):
    from email.utils import formatdate

    told = formatdate(time.time() + 2, usegmt=True) if header == "date" else header
    line.faults, line.headers = [429], {"Retry-After": told}
    started = time.monotonic()
    over.list_subscriptions()
    assert time.monotonic() - started > 0.9


def test_it_does_not_wait_for_hours(over, line):
    line.faults, line.headers = [503], {"Retry-After": "7200"}
    with pytest.raises(Unreachable):
        over.list_subscriptions()
    assert len(line.seen) == 1


def test_nobody_listens():
    with connect(free_port()) as client, pytest.raises(Unreachable, match="gave no answer"):
        client.list_subscriptions()


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory):
    """A service that counts as it does by default."""
    with running(Path(tmp_path_factory.mktemp("strict"), "var"), requests_per_second="3", workers="0") as service:
        yield f"http://127.0.0.1:{service.port}"


def test_the_limit_of_the_service_is_waited_out(strict):
    with Zenvoices(strict, "admin", PASSWORD, "demo") as client:
        assert [client.list_subscriptions() for _ in range(7)] == [[]] * 7


def test_the_limit_is_told_to_who_does_not_wait(strict):
    with (
        Zenvoices(strict, "admin", PASSWORD, "demo", retries=Retries(attempts=1)) as client,
        pytest.raises(TooManyRequests) as raised,
    ):
        [client.list_subscriptions() for _ in range(20)]
    assert (raised.value.status, raised.value.retry_after) == (429, 1)
