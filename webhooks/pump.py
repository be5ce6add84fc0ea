"""Making calls side by side until nothing is due any more.

Threads wait for receivers; this thread alone talks to the database, one transaction for all calls that ended and one
for what is taken on instead. A receiver that is slow holds up its own deliveries only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from time import monotonic
from uuid import UUID

import structlog

from infra.machine import Machine
from webhooks.calling import Outcome, call
from webhooks.claims import RENEWAL_SECONDS, Claim, claim, renew
from webhooks.outcomes import record
from webhooks.schedule import Schedule

CALLS, CALLS_PER_ENDPOINT = 64, 16  # at once
REFILL = 8  # places that must be free before more is claimed
log = structlog.get_logger(__name__)


class Pump:
    """One run; `is_over` is asked before anything new is taken on."""

    def __init__(self, machine: Machine, schedule: Schedule, worker: str, is_over: Callable[[], bool]) -> None:
        self.machine, self.schedule, self.worker, self.is_over = machine, schedule, worker, is_over
        self.calls: dict[Future[Outcome], Claim] = {}
        self.renewed_at = monotonic()
        self.count = 0

    def run(self) -> int:
        """Until nothing is due, or it is over; what was begun is finished. Return the number of calls."""
        with ThreadPoolExecutor(CALLS, thread_name_prefix="webhook") as pool:
            while self._take_on(pool) or self.calls:
                self._finish(*wait(self.calls, timeout=RENEWAL_SECONDS, return_when=FIRST_COMPLETED))
                self._renew()
        return self.count

    def _take_on(self, pool: ThreadPoolExecutor) -> bool:
        """True if there was something."""
        free = CALLS - len(self.calls)
        in_hand: Counter[UUID] = Counter(taken.endpoint_id for taken in self.calls.values())
        if free < REFILL or self.is_over():
            return False
        taken = claim(self.machine.database, self.worker, limit=free, calls=in_hand, per_endpoint=CALLS_PER_ENDPOINT)
        for one in taken:
            self.calls[pool.submit(call, self.machine.outgoing, one)] = one
        return bool(taken)

    def _finish(self, done: set[Future[Outcome]], running: set[Future[Outcome]]) -> None:
        ended = [(self.calls.pop(future), future.result()) for future in done]
        if ended:
            record(self.machine.database, self.schedule, self.worker, ended)
            self.count += len(ended)

    def _renew(self) -> None:
        if self.calls and monotonic() - self.renewed_at > RENEWAL_SECONDS:
            renew(self.machine.database, self.worker)
            self.renewed_at = monotonic()
