"""A line to the real service that fails as lines and proxies do: refuses, or loses the answer of what was done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

LOSE = "the answer is lost"


@dataclass
class Line:
    """`faults` come one by one: a status that a proxy answers by itself, or `LOSE`; then everything passes."""

    port: int
    faults: list[int | str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)  # of the answers that the proxy gives by itself
    seen: list[str] = field(default_factory=list)  # method and path


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            line.seen.append(f"{self.command} {self.path}")
            fault = line.faults.pop(0) if line.faults else None
            if isinstance(fault, int):
                self.reply(fault, b"the proxy is not well", line.headers)
                return
            answer = service.request(self.command, self.path, headers=dict(self.headers), content=content)
            if fault == LOSE:
                self.close_connection = True
                return
            told = {name: value for name, value in answer.headers.items() if name in ("content-type", "retry-after")}
            self.reply(answer.status_code, answer.content, told)

        def reply(self, status: int, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = pass_on

        def log_message(self, *args: object) -> None:
            pass

    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=180, trust_env=False) as service:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        line = Line(server.server_port)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield line
        server.shutdown()
        server.server_close()
