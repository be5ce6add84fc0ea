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

from infra.machine import Machine
from webhooks.calling import Outcome, call
from webhooks.claims import RENEWAL_SECONDS, Claim, claim, renew
from webhooks.outcomes import record
from webhooks.schedule import Schedule

CALLS, CALLS_PER_ENDPOINT = 64, 16  # at once
TURN_SECONDS = 0.25  # after which more is taken on, however many calls still last
GATHER_SECONDS = 0.01  # waited for calls that end at about the same time, to write them down together


class Pump:
    """One run; `is_over` is asked before anything new is taken on."""

    def __init__(self, machine: Machine, schedule: Schedule, worker: str, is_over: Callable[[], bool]) -> None:
        self.machine, self.schedule, self.worker, self.is_over = machine, schedule, worker, is_over
        self.calls: dict[Future[Outcome], Claim] = {}
        self.few = 0  # calls in hand at which more is taken on
        self.claimed_at = self.renewed_at = monotonic()
        self.count = 0

    def run(self) -> int:
        """Until nothing is due, or it is over; what was begun is finished. Return the number of calls."""
        with ThreadPoolExecutor(CALLS, thread_name_prefix="webhook") as pool:
            self._take_on(pool)
            while self.calls:
                self._write_down()
                self._renew()
                if len(self.calls) <= self.few or monotonic() - self.claimed_at > TURN_SECONDS:
                    self._take_on(pool)
        return self.count

    def _take_on(self, pool: ThreadPoolExecutor) -> None:
        if self.is_over():
            return
        in_hand: Counter[UUID] = Counter(taken.endpoint_id for taken in self.calls.values())
        free = CALLS - len(self.calls)
        for taken in claim(
            self.machine.database, self.worker, limit=free, calls=in_hand, per_endpoint=CALLS_PER_ENDPOINT
        ):
            self.calls[pool.submit(call, self.machine.outgoing, taken)] = taken
        self.few, self.claimed_at = len(self.calls) // 2, monotonic()

    def _write_down(self) -> None:
        """Wait for calls that end, a moment at most."""
        if wait(self.calls, timeout=TURN_SECONDS, return_when=FIRST_COMPLETED).done:
            done = wait(self.calls, timeout=GATHER_SECONDS).done
            record(self.machine.database, self.schedule, self.worker, [(self.calls[one], one.result()) for one in done])
            self.calls = {one: claimed for one, claimed in self.calls.items() if one not in done}
            self.count += len(done)

    def _renew(self) -> None:
        if self.calls and monotonic() - self.renewed_at > RENEWAL_SECONDS:
            renew(self.machine.database, self.worker)
            self.renewed_at = monotonic()
