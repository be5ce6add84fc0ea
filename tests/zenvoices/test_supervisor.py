"""The whole service as one process: started, started again, in the way of another, killed."""

from __future__ import annotations

import os
import signal
import socket

import psutil
import pytest

from tests.operations import documents
from tests.service import PASSWORD, PATIENCE_SECONDS, Service, running


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def until_gone(processes, seconds=PATIENCE_SECONDS):
    _gone, alive = psutil.wait_procs(processes, timeout=seconds)
    assert alive == []


def test_first_start_second_start_and_stop(data):
    first = second = Service(data, workers="1")
    try:
        first.wait_until_ready()
        password = (data / "admin-password").read_text().strip()
        assert (data / "admin-password").stat().st_mode & 0o777 == 0o600
        for told in (f"http://localhost:{first.port}/swagger/index.html", "demo", "admin", password):
            assert told in first.said
        first.log_in(password)
        operation_id = first.post(documents.invoice()).json()["result"]["operationId"]
        children = first.children()
        assert first.stop() == 0
        until_gone(children)
        assert not (data / "redis.sock").exists()

        second = Service(data, port=first.port, workers="1")
        second.wait_until_ready()
        assert password not in second.said, "it is printed once"
        second.log_in(password)
        assert second.result(operation_id)["status"] == 2
        assert second.stop() == 0
    finally:
        for service in (first, second):
            service.kill()


def test_a_given_password_is_not_printed(data):
    with running(data, admin_password="geheim en lang", workers="1") as service:
        assert "geheim en lang" not in service.said
        assert not (data / "admin-password").exists()


def test_what_was_accepted_before_a_stop_is_done_after_the_next_start(data):
    with running(data, workers="0") as service:
        operation_id = service.post(documents.invoice(), waitSeconds=0).json()["result"]["operationId"]
    with running(data, workers="1") as service:
        assert service.wait_for_status(operation_id, 2, 3)["status"] == 2


def test_a_killed_supervisor_leaves_nothing_that_blocks_the_next_start(data):
    service = Service(data, admin_password=PASSWORD, workers="1")
    service.wait_until_ready()
    service.log_in()
    operation_id = service.post(documents.scan(2), waitSeconds=0).json()["result"]["operationId"]
    service.wait_for_status(operation_id, 1)
    children = service.children()
    service.kill()
    again = Service(data, port=service.port, admin_password=PASSWORD, workers="1")
    try:
        again.wait_until_ready()
        until_gone(children)
        again.log_in()
        assert again.wait_for_status(operation_id, 2, 3)["status"] == 2
        assert again.stop() == 0
    finally:
        again.kill()


def test_a_second_supervisor_in_the_same_directory_is_refused(data):
    with running(data, admin_password=PASSWORD, workers="0") as service:
        other = Service(data, workers="0")
        assert other.process.wait(PATIENCE_SECONDS) == 1
        assert f"already runs in {data} (process {service.process.pid})" in other.said
        assert service.client.get("/ready").status_code == 200


def test_a_taken_port_is_a_clear_sentence(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        service = Service(data, port=port, workers="0")
        assert service.process.wait(PATIENCE_SECONDS) == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in service.said
    assert f"PORT={port + 1}" in service.said
    assert "Traceback" not in service.said


def test_children_that_die_are_started_again(data):
    with running(data, admin_password=PASSWORD, workers="1") as service:
        for name in ("gunicorn", "redis-server", "zenvoices.cli worker"):
            child = _child_of(service, name)
            child.kill()
            child.wait(PATIENCE_SECONDS)
            service.wait_for(lambda name=name, old=child.pid: [c for c in service.children(name) if c.pid != old])
        service.wait_for(lambda: _works(service))


def _child_of(service, name):
    """The supervisor's child of that name, as soon as there is one; without Redis the worker starts anew too."""
    mine = service.process.pid
    return service.wait_for(lambda: [child for child in service.children(name) if child.ppid() == mine])[0]


def _works(service) -> bool:
    import httpx

    try:
        answer = service.post(documents.invoice(), waitSeconds=20)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200 and answer.json()["result"]["status"] == 2


def test_ctrl_c_ends_all(data):
    service = Service(data, admin_password=PASSWORD, workers="1")
    service.wait_until_ready()
    children = service.children()
    os.kill(service.process.pid, signal.SIGINT)
    assert service.process.wait(PATIENCE_SECONDS) == 0
    until_gone(children)
