"""The whole service as a process of its own, for tests that talk to it as a client does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "correct horse battery"
PATIENCE_SECONDS = 180  # for what takes a few on a machine with nothing else to do
AIR = "/public-api/v1/air"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """`zenvoices serve` in a state directory; `wait_until_ready` before use."""

    def __init__(self, data: Path, *, port: int | None = None, **settings: str) -> None:
        self.data, self.port = data, port or free_port()
        self.output = data.parent / f"output-{self.port}-{time.monotonic_ns()}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ZENVOICES_")}
        ours = {"ZENVOICES_DATA": str(data), "PORT": str(self.port), "ZENVOICES_LOG_FORMAT": "json"}
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "zenvoices.cli", "serve"],
                cwd=ROOT,
                env={**kept, **ours, **{f"ZENVOICES_{name.upper()}": value for name, value in settings.items()}},
                stdout=out,
                stderr=out,
            )
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=PATIENCE_SECONDS, trust_env=False)

    @property
    def said(self) -> str:
        """All it wrote to the terminal."""
        return self.output.read_text()

    def wait_until_ready(self, workers: int = 0) -> None:
        """Until it says so, and this many of its workers too: they start beside it."""
        self.wait_for(lambda: "Ready in" in self.said and self.said.count('"worker ready"') >= workers)

    def wait_for(self, condition: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> Any:
        """What `condition` returns once that is true; the service may not end before."""
        until = time.monotonic() + seconds
        while not (found := condition()):
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)
        return found

    def log_in(self, password: str = PASSWORD) -> None:
        credentials = {"userNameOrEmailAddress": "admin", "password": password, "tenancyName": "demo"}
        answer = self.client.post("/api/TokenAuth/TokenLogin", json=credentials).json()
        self.client.headers["Authorization"] = f"Bearer {answer['result']['accessToken']}"

    def post(self, content: bytes | None = None, file_name: str = "invoice.pdf", **more: Any) -> httpx.Response:
        """Ask for a document to be read."""
        asked = {"fileName": file_name, "legislation": "nl", "waitSeconds": 60, **more}
        if content is not None:
            asked["fileContent"] = b64encode(content).decode()
        headers = {"Abp.Localization.CultureName": asked.pop("language", "en")}
        return self.client.post(f"{AIR}/processDocument", json=asked, headers=headers)

    def result(self, operation_id: str, **headers: str) -> dict[str, Any]:
        answer = self.client.get(f"{AIR}/getOperationResult", params={"operationId": operation_id}, headers=headers)
        answer.raise_for_status()
        return answer.json()["result"]

    def wait_for_status(self, operation_id: str, *statuses: int, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while (found := self.result(operation_id))["status"] not in statuses:
            assert time.monotonic() < until, found
            time.sleep(0.15)
        return found

    def children(self, part: str = "") -> list[psutil.Process]:
        """Processes of the service whose command line has `part`."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in found if part in " ".join(_command_line(child))]

    def stop(self, seconds: float = PATIENCE_SECONDS) -> int:
        """Ask it to stop; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(seconds)
        self.client.close()
        return code

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)
        self.client.close()


@contextmanager
def running(data: Path, **settings: Any) -> Iterator[Service]:
    """A service that is ready, its workers too, and logged in to; ended with the block."""
    service = Service(data, **{"admin_password": PASSWORD, **settings})
    try:
        service.wait_until_ready(int(settings.get("workers", 2)))
        service.log_in(settings.get("admin_password", PASSWORD))
        yield service
    finally:
        if service.process.poll() is None:
            service.stop()
        service.kill()


def _command_line(process: psutil.Process) -> Mapping[str, str] | list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []
