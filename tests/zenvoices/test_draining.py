"""Callers whose request is refused early get to read why; over a real server, because only that closes connections."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MEGABYTE = b"A" * 1024 * 1024
PATH = "/public-api/v1/air/processDocument"
NOT_FOUND = "/public-api/v1/nothing"


@pytest.fixture(scope="module")
def port(redis_server, _migrated):
    """The port of a gunicorn that runs the application as in production."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", "wsgi:application"]
    environment = {
        "ZENVOICES_REDIS_URL": redis_server,
        "ZENVOICES_DATABASE_URL": f"sqlite:///{_migrated}",
        "ZENVOICES_DATA": str(_migrated.parent),
        "PATH": "/usr/bin:/bin",
    }
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(60)


@pytest.mark.parametrize("megabytes", [1, 26, 40])
@pytest.mark.parametrize("in_chunks", [False, True], ids=["with length", "in chunks"])
@pytest.mark.parametrize(("path", "status"), [(PATH, 401), (NOT_FOUND, 404)])
def test_refused_before_the_body_was_read(port, megabytes, in_chunks, path, status):
    body = (MEGABYTE for _ in range(megabytes)) if in_chunks else MEGABYTE * megabytes
    assert _post(port, path, body) == status


@pytest.mark.parametrize("in_chunks", [False, True], ids=["with length", "in chunks"])
def test_larger_than_is_allowed(port, in_chunks):
    body = (MEGABYTE for _ in range(40)) if in_chunks else MEGABYTE * 40
    assert _post(port, "/api/TokenAuth/TokenLogin", body) == 400


def test_the_connection_can_be_used_again(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
    for _ in range(2):
        connection.request("POST", PATH, MEGABYTE, {"Content-Type": "application/json"})
        response = connection.getresponse()
        assert (response.status, b"You are not logged in." in response.read()) == (401, True)


def test_the_header_of_the_language_survives_the_server(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
    connection.request("GET", NOT_FOUND, headers={"Abp.Localization.CultureName": "nl"})
    assert "Op dit adres is niets te vinden." in connection.getresponse().read().decode()


def _post(port, path, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
    connection.request("POST", path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    assert b'"success":false' in response.read()
    return response.status


def _wait_for(port, seconds=180):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server did not start")
