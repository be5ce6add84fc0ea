"""Requests that leave this machine, against real servers on this machine."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from infra.addresses import is_public
from infra.outgoing import BadStatus, NotAllowed, Outgoing, TooLarge, TooManyRedirects, TooSlow, Unreachable

MEGABYTE = 1024 * 1024
NOT_EVEN_ADDRESSES = ("[fe80::1]", "0177.0.0.1")  # refused as addresses or by the look-up, before anything is dialled


class Server(BaseHTTPRequestHandler):
    """Answers by path; keeps the Host headers it was sent."""

    hosts: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        name, _, rest = self.path.lstrip("/").partition("/")
        try:
            getattr(self, name)(rest)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def document(self, rest: str) -> None:
        self._head(200, {"Content-Length": "8"})
        self.wfile.write(b"document")

    def missing(self, rest: str) -> None:
        self._head(404, {"Content-Length": "0"})

    def redirect(self, to: str) -> None:
        self._head(302, {"Location": to, "Content-Length": "0"})

    def around(self, left: str) -> None:
        self._head(302, {"Location": f"/around/{int(left) - 1}" if int(left) else "/document", "Content-Length": "0"})

    def large(self, megabytes: str) -> None:
        self._head(200, {})
        for _ in range(int(megabytes)):
            self.wfile.write(bytes(MEGABYTE))

    def honest(self, megabytes: str) -> None:
        self._head(200, {"Content-Length": str(int(megabytes) * MEGABYTE)})
        self.wfile.write(bytes(MEGABYTE))

    def bomb(self, megabytes: str) -> None:
        body = gzip.compress(bytes(int(megabytes) * MEGABYTE))
        self._head(200, {"Content-Encoding": "gzip", "Content-Length": str(len(body))})
        self.wfile.write(body)

    def drip(self, rest: str) -> None:
        self._head(200, {})
        while True:
            self.wfile.write(b".")
            self.wfile.flush()
            time.sleep(0.05)

    def silent(self, rest: str) -> None:
        time.sleep(30)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def outgoing(port: int) -> Outgoing:
    """May reach our server by this one name only."""
    return Outgoing(allowed_hosts=[f"127.0.0.1:{port}"])


def test_a_document_is_fetched(outgoing, port):
    assert outgoing.fetch(f"http://127.0.0.1:{port}/document") == b"document"


@pytest.mark.parametrize(
    ("path", "error", "sentence"),
    [
        ("missing", BadStatus, "404"),
        ("redirect//missing", BadStatus, "404"),
        ("around/4", TooManyRedirects, "3 times"),
        ("large/30", TooLarge, "25 MB"),
        ("honest/30", TooLarge, "25 MB"),
        ("bomb/30", TooLarge, "25 MB"),
        ("drip", TooSlow, "1 seconds"),
        ("silent", TooSlow, "1 seconds"),
        ("redirect/http://10.0.0.1/", NotAllowed, "10.0.0.1"),
        ("redirect/http://169.254.169.254/latest/meta-data", NotAllowed, "169.254.169.254"),
        ("redirect/file:///etc/passwd", NotAllowed, "http or https"),
        ("redirect/http://localhost:{port}/document", NotAllowed, "localhost"),
    ],
)
def test_an_answer_that_is_of_no_use(outgoing, port, path, error, sentence):
    seconds = 1 if error is TooSlow else 30
    with pytest.raises(error, match=sentence):
        outgoing.fetch(f"http://127.0.0.1:{port}/{path.format(port=port)}", total_seconds=seconds)


def test_three_redirects_are_followed(outgoing, port):
    assert outgoing.fetch(f"http://127.0.0.1:{port}/around/2") == b"document"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "127.1",  # noqa: S104
        "2130706433", "0x7f000001", "0177.0.0.1",
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "192.0.2.1", "198.18.0.1",
        "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fec0::1]", "[ff02::1]",
        "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:db8::1]",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(port, host):
    with pytest.raises((NotAllowed, Unreachable)) as refused:
        Outgoing().fetch(f"http://{host}:{port}/document", total_seconds=30)
    assert isinstance(refused.value, NotAllowed) or host in NOT_EVEN_ADDRESSES


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["ftp://example.com/a", "file:///etc/passwd", "gopher://127.0.0.1/", "http://", "nonsense"]
)
def test_other_schemes_are_refused(url):
    with pytest.raises(NotAllowed):
        Outgoing().fetch(url)


def test_a_name_that_moves_after_the_check_is_dialled_where_it_was_checked(port):
    """The name is looked up once, so a second answer, to a private address, is never asked for."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["192.0.0.8"] if len(asked) == 1 else ["127.0.0.1"]

    with pytest.raises((NotAllowed, Unreachable, TooSlow)):
        Outgoing(resolver=rebinding).fetch(f"http://rebinding.example:{port}/document", total_seconds=1)
    assert asked == ["rebinding.example"]


def test_one_private_address_among_public_ones_is_one_too_many(port):
    outgoing = Outgoing(resolver=lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(NotAllowed):
        outgoing.fetch(f"http://mixed.example:{port}/document")


def test_the_host_header_is_the_name_while_the_checked_address_is_dialled(port):
    outgoing = Outgoing(allowed_hosts=["shop.example"], resolver=lambda host, port: ["127.0.0.1"])
    assert outgoing.fetch(f"http://shop.example:{port}/document") == b"document"
    assert Server.hosts[-1] == f"shop.example:{port}"


def test_the_next_address_is_tried_when_one_does_not_answer(port):
    with socket.socket() as closed:
        closed.bind(("127.0.0.2", 0))
        outgoing = Outgoing(allowed_hosts=["two.example"], resolver=lambda host, port: ["127.0.0.3", "127.0.0.1"])
        assert outgoing.fetch(f"http://two.example:{port}/document") == b"document"


def test_nobody_there(outgoing):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    with pytest.raises(Unreachable):
        Outgoing(allowed_hosts=["127.0.0.1"]).fetch(f"http://127.0.0.1:{free}/document")


def test_an_unknown_name():
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(Unreachable, match=r"nowhere\.example"):
        Outgoing(resolver=unknown).fetch("http://nowhere.example/document")


def test_proxies_of_the_environment_are_not_used(outgoing, port, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert outgoing.fetch(f"http://127.0.0.1:{port}/document") == b"document"
