"""Connections that go where a look-up said and a check allowed, and end when the time is up.

httpcore asks this backend for a connection by name; it looks the name up once, refuses every address that may not be
reached, and dials the very address it checked. Host header and TLS name stay those of the URL.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LookupTooSlow
from dataclasses import dataclass
from typing import Any

import httpcore

from infra.addresses import is_public

Resolver = Callable[[str, int], Sequence[str]]
CONNECT_SECONDS = 10.0  # per address


class AddressRefused(Exception):
    """The name leads to an address that may not be reached."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment that nothing outlives."""

    at: float  # of time.monotonic()

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        return cls(time.monotonic() + seconds)

    def left(self, at_most: float | None = None) -> float:
        """Seconds left; raises httpcore.ReadTimeout when there are none."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left if at_most is None else min(left, at_most)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, in the order of preference of this machine."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class CheckedBackend(httpcore.NetworkBackend):
    """Dials for one request. `allowed_hosts` are `host` or `host:port` as in the URL; they are not checked."""

    def __init__(self, deadline: Deadline, *, allowed_hosts: Collection[str], resolver: Resolver = resolve) -> None:
        self.deadline, self.allowed_hosts, self.resolver = deadline, allowed_hosts, resolver
        self.sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in self._checked(host, port):
            try:
                seconds = self.deadline.left(CONNECT_SECONDS)
                stream = self.sockets.connect_tcp(address, port, timeout=seconds, socket_options=socket_options)
                return _TimedStream(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _checked(self, host: str, port: int) -> Sequence[str]:
        addresses = self._look_up(host, port)
        is_allowed = host in self.allowed_hosts or f"{host}:{port}" in self.allowed_hosts
        if not is_allowed and not all(is_public(address) for address in addresses):
            raise AddressRefused(host)
        return addresses

    def _look_up(self, host: str, port: int) -> Sequence[str]:
        pool = ThreadPoolExecutor(1)  # the system's look-up has no time-out of its own
        try:
            return pool.submit(self.resolver, host, port).result(self.deadline.left(CONNECT_SECONDS))
        except (OSError, UnicodeError, LookupTooSlow) as error:
            raise httpcore.ConnectError(f"{host} is not known") from error
        finally:
            pool.shutdown(wait=False)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream, self.deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.deadline.left(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left(timeout))
        return _TimedStream(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)
