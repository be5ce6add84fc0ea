"""What a benchmark finds: a number, and what it may be at most."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: `FULL` for figures, `QUICK` to see that everything runs."""

    documents: int  # different one-page documents
    repetitions: int  # of a measurement whose median counts
    long_pages: int  # pages of the long document
    http_requests: int
    warm_documents: int  # read before memory is compared
    all_documents: int  # and after
    webhooks: int  # events that are delivered
    booked: int  # transactions in one tenant
    accounts: int  # in one administration
    jobs: int  # of extraction, that are queued at once
    listed_jobs: int  # of one business
    validated: int  # documents of the large training
    remembered: int  # documents of one model
    tenants: int  # with a model each, on one worker


FULL = Effort(20, 5, 50, 60, 200, 2_000, 1_000, 100_000, 50_000, 1_000, 10_000, 1_000, 10_000, 200)
QUICK = Effort(2, 1, 8, 3, 4, 8, 60, 200, 100, 40, 300, 28, 300, 4)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number with its limit."""

    name: str
    value: float
    unit: str
    limit: float | None  # at most; None: only told
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Share of the limit that is used."""
        return None if self.limit is None else self.value / self.limit

    @property
    def is_over(self) -> bool:
        return self.ratio is not None and self.ratio > 1


def timed(step: Any, *arguments: Any, **options: Any) -> tuple[float, Any]:
    """Milliseconds that the call takes, and what it returns."""
    started = perf_counter()
    result = step(*arguments, **options)
    return (perf_counter() - started) * 1000, result


def median_processor_ms(step: Any, repetitions: int) -> float:
    """The median of the processor time that a call takes in this process, in milliseconds."""
    taken = []
    for _ in range(repetitions):
        started = process_time()
        step()
        taken.append((process_time() - started) * 1000)
    return median(taken)
