"""How far a job is."""

from __future__ import annotations

from enum import IntEnum


class State(IntEnum):
    """Jobs that are being received, or deleted, exist for nobody but the sweep."""

    RECEIVING = 0
    PENDING = 1
    SUCCESSFUL = 2
    FAILED = 3
    DELETED = 4

    @property
    def word(self) -> str:
        """As on the wire."""
        return self.name.lower()


SHOWN = (State.PENDING, State.SUCCESSFUL, State.FAILED)
ENDED = (State.SUCCESSFUL, State.FAILED)
