"""Jobs by name, and the announcement of their end."""

from __future__ import annotations

import threading

import pytest
from rq.job import Job

from infra.queue import SERIALIZER, Queue


@pytest.fixture
def queue(redis_url):
    queue = Queue(redis_url)
    yield queue
    queue.close()


def test_a_job_is_kept_as_a_name_and_json(queue):
    queue.add("operations", "operations.jobs.run", "an-id", job_id="operation-1")
    queue.add("operations", "operations.jobs.run", "an-id", job_id="operation-2")
    assert queue.waiting("operations") == {"operation-1", "operation-2"}
    job = Job.fetch("operation-1", connection=queue.redis, serializer=SERIALIZER)
    assert (job.func_name, list(job.args)) == ("operations.jobs.run", ["an-id"])
    assert b"an-id" in b"".join(queue.redis.hgetall("rq:job:operation-1").values()) or job.data[:1] == b"["


def test_waiting_ends_with_the_announcement(queue):
    announcement = threading.Timer(0.2, queue.announce, ["a"])
    announcement.start()
    assert queue.wait_for("a", 10)
    announcement.join()


def test_an_announcement_before_the_waiting_is_heard(queue):
    queue.announce("a")
    assert queue.wait_for("a", 5)
    assert queue.redis.ttl("ended:a") > 0 or not queue.redis.exists("ended:a")


def test_waiting_gives_up(queue):
    assert not queue.wait_for("b", 0.2)
    assert not queue.wait_for("b", 5.5), "longer than the client library waits by default"
    assert not queue.wait_for("b", 0)


def test_turns(queue):
    assert [queue.take_turn("sweep", 10) for _ in range(3)] == [True, False, False]
