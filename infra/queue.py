"""The job queue on Redis (RQ). Jobs are named by their dotted path and take JSON values; nothing is pickled."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue as RqQueue
from rq.serializers import JSONSerializer

SERIALIZER = JSONSerializer
QUEUE_NAMES = ("operations", "default")  # workers take from the first that has work
FAILURE_KEPT_SECONDS = 7 * 24 * 3600
SIGNAL_KEPT_SECONDS = 120
ANSWER_SECONDS = 20  # a Redis that is silent for so long is taken for dead
LONGEST_SLEEP_SECONDS = 10  # well below that


QueueDown = RedisError  # Redis does not answer, or not as it should


class Queue:
    """Where work is left for the workers, and where its end is announced."""

    def __init__(self, url: str) -> None:
        self.redis = Redis.from_url(url, socket_timeout=ANSWER_SECONDS)

    def add(self, queue_name: str, job: str, *arguments: Any, job_id: str, timeout_seconds: int = 600) -> None:
        """Leave a job; `job` is the dotted name of a function. The same `job_id` again replaces the earlier one."""
        self._rq(queue_name).enqueue_call(
            job,
            args=arguments,
            job_id=job_id,
            timeout=timeout_seconds,
            result_ttl=0,
            failure_ttl=FAILURE_KEPT_SECONDS,
        )

    def waiting(self, queue_name: str) -> Set[str]:
        """The ids of the jobs nobody has taken yet."""
        return set(self._rq(queue_name).get_job_ids())

    def announce(self, name: str) -> None:
        """Wake the one who waits for `name`; also if they start waiting a little later."""
        with self.redis.pipeline() as pipeline:
            pipeline.lpush(f"ended:{name}", "1").expire(f"ended:{name}", SIGNAL_KEPT_SECONDS).execute()

    def wait_for(self, name: str, seconds: float) -> bool:
        """Sleep until `name` is announced; False if it was not within `seconds`, or 10 s."""
        seconds = min(seconds, LONGEST_SLEEP_SECONDS)
        return seconds > 0 and self.redis.blpop([f"ended:{name}"], timeout=seconds) is not None

    def take_turn(self, name: str, seconds: int) -> bool:
        """True for one caller per `seconds` over all processes."""
        return bool(self.redis.set(f"turn:{name}", "1", nx=True, ex=seconds))

    def ping(self) -> None:
        """Raises if Redis does not answer."""
        self.redis.ping()

    def close(self) -> None:
        self.redis.close()

    def _rq(self, queue_name: str) -> RqQueue:
        return RqQueue(queue_name, connection=self.redis, serializer=SERIALIZER)
