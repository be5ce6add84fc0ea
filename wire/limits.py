"""At most so many requests a second per user and endpoint (method and route template), counted in Redis."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter

from wire.caller import counting_key

COUNTED = ("/api/", "/public-api/", "/private-api/")  # pages and health checks are free


def install(app: Flask, *, redis_url: str, requests_per_second: int) -> None:
    """Count from now on. Install what recognises users before this, so that users are counted and not addresses."""
    Limiter(
        counting_key,
        app=app,
        default_limits=[f"{requests_per_second} per second"],
        default_limits_per_method=True,
        default_limits_exempt_when=_is_free,
        strategy="moving-window",
        storage_uri=storage_uri(redis_url),
        key_prefix="requests",
    )


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
