"""What a process of this service stands on: database, blobs, queue and the way out, opened once from settings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from infra.blobs import Blobs
from infra.database import Database
from infra.queue import Queue

if TYPE_CHECKING:
    from infra.outgoing import Outgoing


@dataclass(frozen=True)
class Machine:
    """Threads may share it; a process opens its own."""

    database: Database
    blobs: Blobs
    queue: Queue
    exports: Blobs  # where files for accounting systems go
    allowed_hosts: frozenset[str] = frozenset()  # that may be reached although they are not public

    @classmethod
    def open(
        cls,
        *,
        database_url: str,
        blobs_url: str,
        redis_url: str,
        exports_url: str = "",
        allowed_hosts: Collection[str] = (),
    ) -> Self:
        """Nothing is connected to before it is needed. Without a place of their own, exports lie with the blobs."""
        database, blobs, queue = Database(database_url), Blobs(blobs_url), Queue(redis_url)
        return cls(database, blobs, queue, Blobs(exports_url or blobs_url), frozenset(allowed_hosts))

    @cached_property
    def outgoing(self) -> Outgoing:
        """The way out; loaded when first needed, the API has no use for it."""
        from infra.outgoing import Outgoing

        return Outgoing(allowed_hosts=self.allowed_hosts)

    def close(self) -> None:
        self.queue.close()
        self.database.close()
