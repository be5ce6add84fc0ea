"""Keeping a lease while work lasts: a thread says every few seconds that its holder still lives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

log = structlog.get_logger(__name__)


@contextmanager
def renewed(renew: Callable[[], object], *, seconds: float, **facts: object) -> Iterator[None]:
    """Call `renew` every so many seconds while the block runs; `facts` tell the log whose lease it is."""
    is_over = threading.Event()

    def keep() -> None:
        while not is_over.wait(seconds):
            try:
                renew()
            except Exception:
                log.exception("lease not renewed", **facts)

    thread = threading.Thread(target=keep, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
