"""The one client for requests that leave this machine: fetching documents by URL, calling webhooks.

It reaches public addresses only (see `infra.dialling`), speaks http and https, follows at most three redirects and
checks each anew, reads no more than it was told to, ends after a total time, and ignores proxies of the environment.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from infra.dialling import AddressRefused, CheckedBackend, Deadline, Resolver, resolve

MEGABYTE = 1024 * 1024
MAX_BYTES = 25 * MEGABYTE
MAX_REDIRECTS = 3
TOTAL_SECONDS = 30.0
REDIRECTS = (301, 302, 303, 307, 308)
USER_AGENT = "zenvoices"
NO_TIMEOUT = httpx.Timeout(None)  # of its own; the deadline ends every wait


class OutgoingError(Exception):
    """A request that got no usable answer. `message` is a text for the user, `facts` fill its placeholders."""

    message = ""

    def __init__(self, **facts: Any) -> None:
        super().__init__(facts)
        self.facts: Mapping[str, Any] = facts

    def __str__(self) -> str:
        return self.message % self.facts if self.facts else self.message


class NotAllowed(OutgoingError):
    message = "%(host)s may not be fetched from: it is not on the public internet, or the address is not http or https."


class Unreachable(OutgoingError):
    message = "%(host)s cannot be reached: check the address, and that the server answers."


class TooSlow(OutgoingError):
    message = "%(host)s did not send everything within %(seconds)s seconds."


class TooLarge(OutgoingError):
    message = "%(host)s sent more than %(megabytes)s MB."


class BadStatus(OutgoingError):
    message = "%(host)s answered with status %(status)s instead of the document."


class TooManyRedirects(OutgoingError):
    message = "%(host)s redirects more than %(maximum)s times."


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    url: str  # after redirects
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes


class Outgoing:
    """Sends requests. `allowed_hosts` (`host` or `host:port`) are reached whatever their address (local use, tests)."""

    def __init__(self, *, allowed_hosts: Collection[str] = (), resolver: Resolver = resolve) -> None:
        self.allowed_hosts, self.resolver = frozenset(allowed_hosts), resolver

    def fetch(self, url: str, *, max_bytes: int = MAX_BYTES, total_seconds: float = TOTAL_SECONDS) -> bytes:
        """The bytes at a URL.

        Raises:
            OutgoingError: one of its kinds, with a sentence that says what to do.
        """
        answer = self.request("GET", url, max_bytes=max_bytes, total_seconds=total_seconds)
        if answer.status != 200:
            raise BadStatus(host=_host(answer.url), status=answer.status)
        return answer.body

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        max_bytes: int = MAX_BYTES,
        total_seconds: float = TOTAL_SECONDS,
        max_redirects: int = MAX_REDIRECTS,
    ) -> Answer:
        """Send one request and read the answer, whatever its status; redirects are followed for GET only."""
        deadline, read = Deadline.after(total_seconds), partial(_whole, max_bytes=max_bytes)
        for _ in range(max_redirects + 1):
            with _told(url, total_seconds):
                answer = self._send(method, url, headers or {}, content, read, deadline)
            location = answer.headers.get("location")
            if method != "GET" or answer.status not in REDIRECTS or location is None:
                return answer
            url = urljoin(url, location)
        raise TooManyRedirects(host=_host(url), maximum=max_redirects)

    def post(
        self, url: str, content: bytes, *, headers: Mapping[str, str], total_seconds: float, kept_bytes: int
    ) -> Answer:
        """Send bytes; the answer, whatever its status, has no more than the beginning of its body.

        Redirects are not followed. Raises like `fetch`, but for the status and the size.
        """
        with _told(url, total_seconds):
            read = partial(_beginning, kept_bytes=kept_bytes)
            return self._send("POST", url, headers, content, read, Deadline.after(total_seconds))

    def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        read: Callable[[httpx.Response], bytes],
        deadline: Deadline,
    ) -> Answer:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise AddressRefused(url)
        backend = CheckedBackend(deadline, allowed_hosts=self.allowed_hosts, resolver=self.resolver)
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool,
            httpx.Client(transport=_Transport(pool), trust_env=False, timeout=NO_TIMEOUT) as client,
            client.stream(method, url, headers={"User-Agent": USER_AGENT, **headers}, content=content) as response,
        ):
            body = b"" if response.status_code in REDIRECTS else read(response)
            return Answer(url, response.status_code, dict(response.headers), body)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)


@contextmanager
def _told(url: str, total_seconds: float) -> Iterator[None]:
    """Whatever goes wrong on the way, as an error of ours."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise TooSlow(host=_host(url), seconds=round(total_seconds)) from error
    except AddressRefused as error:
        raise NotAllowed(host=_host(url)) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise Unreachable(host=_host(url)) from error


def _beginning(response: httpx.Response, kept_bytes: int) -> bytes:
    """The first bytes of the body; the rest is not read."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) >= kept_bytes:
            break
    return bytes(body[:kept_bytes])


def _whole(response: httpx.Response, max_bytes: int) -> bytes:
    """The body; `TooLarge` as soon as there is more of it than allowed, also when it was sent compressed."""
    too_large = TooLarge(host=response.url.host, megabytes=max_bytes // MEGABYTE)
    if int(response.headers.get("content-length", "0")) > max_bytes:
        raise too_large
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > max_bytes:
            raise too_large
    return bytes(body)


def _host(url: str) -> str:
    """The host of a URL for a message; never its path, which may hold a secret."""
    try:
        return urlsplit(url).hostname or url[:40]
    except ValueError:
        return url[:40]


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool of ours."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self.pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = request.url
        url = httpcore.URL(scheme=asked.raw_scheme, host=asked.raw_host, port=asked.port, target=asked.raw_path)
        answer = self.pool.handle_request(
            httpcore.Request(
                request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer.stream))


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self.stream = stream

    def __iter__(self) -> Any:
        return iter(self.stream)

    def close(self) -> None:
        self.stream.close()  # type: ignore[attr-defined]
