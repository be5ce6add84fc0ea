"""Who is calling, as far as the wire needs to know: for counting, for the language and for the log."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request


@dataclass(frozen=True, slots=True)
class Caller:
    """The one behind a request; all None when nobody is logged in."""

    tenant_id: int | None = None
    user_id: int | None = None
    language: str | None = None  # the user's own, one of `languages.LANGUAGES`


NOBODY = Caller()


def set_caller(caller: Caller) -> None:
    """Say who sent the current request; done once, by whoever checks logins."""
    g.caller = caller


def current_caller() -> Caller:
    return g.get("caller", NOBODY)


def counting_key() -> str:
    """Requests are counted per user, and per address while nobody is logged in."""
    user_id = current_caller().user_id
    return f"user:{user_id}" if user_id is not None else f"address:{request.remote_addr}"
