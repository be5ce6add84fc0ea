"""Workers that die, and workers that are asked to."""

from __future__ import annotations

import signal
import time

import psutil
import pytest

from tests.operations import documents
from tests.service import PATIENCE_SECONDS, running

WORKER = "zenvoices.cli worker"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """One with two workers, of its own: its workers are going to be killed."""
    settings = {"requests_per_second": "1000", "workers": "2", "ocr_engine": "tesseract"}
    with running(tmp_path_factory.mktemp("workers") / "data", **settings) as service:
        yield service


def worker_of(service, operation_id) -> int:
    """The process id of the worker that reads the operation, from its log line."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        names = [line for line in service.said.splitlines() if "worker ready" in line]
        for child in service.children(WORKER):
            if any(f"-{child.pid}-" in name for name in names) and _reads(service, operation_id, child.pid):
                return child.pid
        assert time.monotonic() < until, service.said
        time.sleep(0.05)


def ends_of(service, operation_id) -> list[str]:
    """The lines of the log that tell of its end; the last of them comes a little after who asks sees it."""
    return [line for line in service.said.splitlines() if operation_id in line and "operation ended" in line]


def readers_of(worker) -> list[psutil.Process]:
    return [child for child in worker.children() if "air.readers.child" in " ".join(child.cmdline())]


def _reads(service, operation_id, pid) -> bool:
    import sqlite3

    with sqlite3.connect(service.data / "zenvoices.db") as database:
        rows = database.execute(
            "SELECT worker FROM operations WHERE id = ? AND status = 1", [operation_id.replace("-", "")]
        )
        return any(f"-{pid}-" in row[0] for row in rows.fetchall())


def test_the_operation_of_a_killed_worker_is_finished_by_another_once(service):
    operation_id = service.post(documents.scan(2), waitSeconds=0).json()["result"]["operationId"]
    pid = worker_of(service, operation_id)
    [victim] = [child for child in service.children(WORKER) if child.pid == pid]
    victim.send_signal(signal.SIGKILL)
    ended = service.wait_for_status(operation_id, 2, 3)
    assert (ended["status"], ended["airResult"]["pageCount"]) == (2, 2)
    [finished] = service.wait_for(lambda: ends_of(service, operation_id))
    assert '"attempt": 2' in finished
    assert not [path for path in (service.data / "blobs").rglob("*") if path.is_file()]


def test_a_worker_that_is_told_to_stop_finishes_its_job(service):
    operation_id = service.post(documents.scan(2), waitSeconds=0).json()["result"]["operationId"]
    pid = worker_of(service, operation_id)
    [told] = [child for child in service.children(WORKER) if child.pid == pid]
    told.send_signal(signal.SIGTERM)
    assert service.wait_for_status(operation_id, 2, 3)["status"] == 2
    [finished] = service.wait_for(lambda: ends_of(service, operation_id))
    assert '"attempt": 1' in finished
    told.wait(PATIENCE_SECONDS)


def test_a_reader_that_is_killed_costs_neither_its_document_nor_the_worker(service):
    operation_id = service.post(documents.scan(4), waitSeconds=0).json()["result"]["operationId"]
    pid = worker_of(service, operation_id)
    [worker] = [child for child in service.children(WORKER) if child.pid == pid]
    [reader] = service.wait_for(lambda: readers_of(worker))
    reader.kill()
    assert service.wait_for_status(operation_id, 2, 3)["status"] == 2
    assert worker.is_running()
    assert service.post(documents.invoice()).json()["result"]["status"] == 2
