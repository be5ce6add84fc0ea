"""At most so many requests a second per user and endpoint (method and route template), counted in Redis."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from flask import Blueprint, Flask, current_app, request
from flask_limiter import Limiter

from wire.caller import counting_key

COUNTED = ("/api/", "/public-api/", "/private-api/")  # pages and health checks are free
EXTENSION = "request_limiter"


@dataclass(frozen=True, slots=True)
class SharedLimit:
    """At most so many requests a minute over several endpoints together, counted by what `who` returns."""

    name: str
    per_minute: int
    who: Callable[[], str]


def install(app: Flask, *, redis_url: str, requests_per_second: int) -> None:
    """Count from now on. Install what recognises users before this, so that users are counted and not addresses."""
    app.extensions[EXTENSION] = Limiter(
        counting_key,
        app=app,
        default_limits=[f"{requests_per_second} per second"],
        default_limits_per_method=True,
        default_limits_exempt_when=_is_free,
        strategy="moving-window",
        storage_uri=storage_uri(redis_url),
        key_prefix="requests",
    )


def share(app: Flask, blueprints: Sequence[Blueprint], limits: Sequence[SharedLimit]) -> None:
    """Count requests to all of these blueprints together, by these limits instead of those of single endpoints."""
    limiter: Limiter = app.extensions[EXTENSION]
    for blueprint in blueprints:
        for limit in limits:
            shared = limiter.shared_limit(f"{limit.per_minute} per minute", scope=limit.name, key_func=limit.who)
            shared(blueprint)


def seconds_to_wait() -> int:
    """Until the limits that the current request went over let another one through; at least 1."""
    limiter: Limiter = current_app.extensions[EXTENSION]
    ends = [limit.window.reset_time for limit in limiter.current_limits if limit.breached]
    return max(
        1, ceil(round(max(ends, default=0) - time.time(), 2))
    )  # Redis writes moments to a tenth of a millisecond


def storage_uri(redis_url: str) -> str:
    """The limits library's spelling of a Redis address.

    >>> storage_uri("unix:///run/redis.sock")
    'redis+unix:///run/redis.sock'
    >>> storage_uri("redis://127.0.0.1:6379/0")
    'redis://127.0.0.1:6379/0'
    """
    return f"redis+{redis_url}" if redis_url.startswith("unix:") else redis_url


def _is_free() -> bool:
    return not request.path.startswith(COUNTED)
