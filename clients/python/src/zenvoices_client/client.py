"""What the clients of both wires have in common: connections, what is sent over them again, and their end."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Self

import httpx

from zenvoices_client.sending import Retries, Sender, Wire


class Client:
    """A client of one service. Threads may share it; close it, or use it in a `with` block.

    Every method raises `ClientError`: `ApiError` when the service refuses, `Unreachable` when it does not answer.
    """

    def __init__(
        self, wire: Wire, url: str, *, headers: Mapping[str, str], timeout_seconds: float, retries: Retries | None
    ) -> None:
        self._http = httpx.Client(base_url=url, headers=dict(headers), timeout=timeout_seconds)
        self._sender = Sender(self._http, wire, retries or Retries())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()
