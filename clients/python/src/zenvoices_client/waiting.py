"""Asking again until something has ended."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from zenvoices_client.errors import TimedOut

T = TypeVar("T")
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 3.0


def until_ended(ask: Callable[[], T], has_ended: Callable[[T], bool], *, what: str, id: str | int, seconds: float) -> T:
    """What `ask` returns once it has ended; pauses grow, so that a long wait costs few requests.

    Raises:
        TimedOut
    """
    end, pause = time.monotonic() + seconds, FIRST_PAUSE_SECONDS
    while True:
        if has_ended(found := ask()):
            return found
        if (left := end - time.monotonic()) <= 0:
            raise TimedOut(what, id, seconds)
        time.sleep(min(pause, left))
        pause = min(LONGEST_PAUSE_SECONDS, pause * 1.5)
