"""When a call that failed is tried again, and when that ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

MAX_AGE = timedelta(days=2)  # of a delivery that still waits; then it is given up


@dataclass(frozen=True, slots=True)
class Schedule:
    pauses: tuple[float, ...] = (60, 120, 240, 480, 960)  # seconds; one more call than pauses is made
    max_failures: int = 15  # calls in a row, then the endpoint is switched off
    kept_days: int = 30  # for the log

    def pause_after(self, tries: int) -> timedelta | None:
        """The pause after so many calls (from 1) that failed; None if that was the last.

        >>> [Schedule(pauses=(60, 120)).pause_after(tries) for tries in (1, 2, 3)]
        [datetime.timedelta(seconds=60), datetime.timedelta(seconds=120), None]
        """
        return timedelta(seconds=self.pauses[tries - 1]) if tries <= len(self.pauses) else None
