"""Logging in to the first wire: tokens are fetched when they are needed, renewed before they end, and after a 401."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import httpx

from zenvoices_client.errors import NeedsSecondFactor, NotLoggedIn
from zenvoices_client.sending import Sender

EARLY_SECONDS = 60.0  # a token that ends so soon is renewed first
UNAUTHORISED = 401


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who logs in. `second_factor` is asked for the code of the authenticator app when the user has one."""

    user_name: str
    password: str = field(repr=False)
    tenancy_name: str | None = None
    second_factor: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    text: str = field(repr=False)
    ends_at: float  # of time.monotonic()


class TokenLogin(httpx.Auth):
    """Puts a valid access token into every request; threads share it."""

    def __init__(self, sender: Sender, credentials: Credentials) -> None:
        self._sender, self._credentials = sender, credentials
        self._lock = threading.Lock()
        self._token: _Token | None = None
        self._refresh_token: str | None = None

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        token = self._valid(unlike=None)
        request.headers["Authorization"] = f"Bearer {token}"
        response = yield request
        if response.status_code == UNAUTHORISED:  # the keys were changed, or the user's rights
            request.headers["Authorization"] = f"Bearer {self._valid(unlike=token)}"
            yield request

    def _valid(self, unlike: str | None) -> str:
        """A token that holds for a while, and is another than the one that was refused."""
        with self._lock:
            token = self._token
            if token is None or token.text == unlike or token.ends_at < time.monotonic() + EARLY_SECONDS:
                token = self._token = self._refreshed() or self._logged_in()
            return token.text

    def _refreshed(self) -> _Token | None:
        if self._refresh_token is None:
            return None
        try:
            return _token(self._ask("RefreshToken", {"refreshToken": self._refresh_token}))
        except NotLoggedIn:
            self._refresh_token = None
            return None

    def _logged_in(self) -> _Token:
        who = self._credentials
        asked = {
            "userNameOrEmailAddress": who.user_name,
            "password": who.password,
            **({"tenancyName": who.tenancy_name} if who.tenancy_name is not None else {}),
        }
        answer = self._ask("TokenLogin", asked)
        if answer["requiresTwoFactorVerification"]:
            if who.second_factor is None:
                raise NeedsSecondFactor(answer["errorMessage"])
            proof = {
                "twoFactorVerificationCode": who.second_factor(),
                "loginVerificationCode": answer["loginVerificationCode"],
            }
            answer = self._ask("TokenLogin", asked | proof)
        self._refresh_token = answer["refreshToken"]
        return _token(answer)

    def _ask(self, name: str, asked: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self._sender.ask("POST", f"/api/TokenAuth/{name}", is_safe=True, json=asked, auth=None)
        return answer


def _token(answer: dict[str, Any]) -> _Token:
    return _Token(answer["accessToken"], time.monotonic() + answer["expireInSeconds"])
