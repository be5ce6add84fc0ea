"""What a process of this service stands on: database, blobs, queue and the way out, opened once from settings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from infra.blobs import Blobs
from infra.database import Database
from infra.outgoing import Outgoing
from infra.queue import Queue


@dataclass(frozen=True, slots=True)
class Machine:
    """Threads may share it; a process opens its own."""

    database: Database
    blobs: Blobs
    queue: Queue
    outgoing: Outgoing

    @classmethod
    def open(cls, *, database_url: str, blobs_url: str, redis_url: str, allowed_hosts: Collection[str] = ()) -> Self:
        """Nothing is connected to before it is needed."""
        return cls(Database(database_url), Blobs(blobs_url), Queue(redis_url), Outgoing(allowed_hosts=allowed_hosts))

    def close(self) -> None:
        self.queue.close()
        self.database.close()
