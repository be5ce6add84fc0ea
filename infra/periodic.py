"""Something that is done every few seconds, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)


class Periodic:
    """Calls `action` until stopped; an action that fails is logged and tried again at the next turn."""

    def __init__(self, name: str, seconds: float, action: Callable[[], None]) -> None:
        self.name, self.seconds, self.action = name, seconds, action
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.is_over.set()
        self.thread.join(self.seconds)

    def _run(self) -> None:
        while not self.is_over.wait(self.seconds):
            try:
                self.action()
            except Exception:
                log.exception(f"{self.name} failed")
