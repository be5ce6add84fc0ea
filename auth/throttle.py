"""Guessing passwords gets slower and slower, for a user and for an address; counted in Redis for all processes.

An attempt is counted before the password is looked at, in one step with looking whether one has to wait: many
guesses at once gain nothing. Who does not exist is counted like who does, so the answer tells nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from redis import Redis

from wire import TooManyRequests

FREE_PER_USER, FREE_PER_ADDRESS = 10, 50  # attempts before the first pause
FIRST_PAUSE_SECONDS, MAX_PAUSE_SECONDS = 1, 300  # it doubles with every attempt
MEMORY_SECONDS = 3600  # of quiet, after which an attempt is forgotten

_COUNT = """
local wait = 0
for i = 1, #KEYS, 2 do
  wait = math.max(wait, redis.call('PTTL', KEYS[i + 1]))
end
if wait > 0 then return wait end
for i = 1, #KEYS, 2 do
  local attempts = redis.call('INCR', KEYS[i])
  redis.call('EXPIRE', KEYS[i], ARGV[1])
  local over = attempts - tonumber(ARGV[3 + (i + 1) / 2])
  if over >= 0 then
    local pause = math.min(tonumber(ARGV[3]) * 2 ^ math.min(over, 30), tonumber(ARGV[2]))
    redis.call('SET', KEYS[i + 1], '1', 'PX', math.floor(pause * 1000))
  end
end
return 0
"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to log in: for these users (or this name, if nobody has it), from this address."""

    users: Sequence[str]
    address: str


class Throttle:
    def __init__(
        self, redis: Redis, *, free_per_user: int = FREE_PER_USER, free_per_address: int = FREE_PER_ADDRESS
    ) -> None:
        self._redis = redis
        self._count = redis.register_script(_COUNT)
        self._free_per_user, self._free_per_address = free_per_user, free_per_address

    def count(self, attempt: Attempt) -> None:
        """Count an attempt.

        Raises:
            TooManyRequests: the user or the address has to wait first; then nothing is counted.
        """
        users = [_keys("user", user) for user in attempt.users]
        keys = [key for pair in (*users, _keys("address", attempt.address)) for key in pair]
        free = [self._free_per_user] * len(users) + [self._free_per_address]
        wait_ms = self._count(keys=keys, args=[MEMORY_SECONDS, MAX_PAUSE_SECONDS, FIRST_PAUSE_SECONDS, *free])
        if wait_ms > 0:
            raise TooManyRequests(retry_after=ceil(wait_ms / 1000))

    def forgive(self, attempt: Attempt) -> None:
        """It was the right password: the user starts afresh, the address loses only this attempt."""
        attempts, pause = _keys("address", attempt.address)
        with self._redis.pipeline() as pipeline:
            pipeline.delete(*(key for user in attempt.users for key in _keys("user", user)), pause)
            pipeline.decr(attempts)
            pipeline.expire(attempts, MEMORY_SECONDS)
            pipeline.execute()


def _keys(kind: str, who: str) -> tuple[str, str]:
    """The counter and the pause; hashed, so that Redis holds no names."""
    digest = hashlib.sha256(who.encode()).hexdigest()[:32]
    return f"login:{kind}:{digest}:attempts", f"login:{kind}:{digest}:pause"
