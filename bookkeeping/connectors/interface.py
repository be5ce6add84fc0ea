"""What a connector is: it takes a booking to an accounting system, or says why it could not."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, Self

from bookkeeping.booking import Booking
from infra.blobs import Blobs
from infra.outgoing import Outgoing
from wire import Schema


class ExportFailed(Exception):
    """The booking did not arrive. `message` is a text for the user, `facts` fill its placeholders."""

    def __init__(self, message: str, *, may_retry: bool = False, **facts: Any) -> None:
        super().__init__(message, facts)
        self.message, self.facts = message, facts
        self.may_retry = may_retry  # the same booking might arrive later, without anybody changing anything

    def __str__(self) -> str:
        return self.message % self.facts if self.facts else self.message


@dataclass(frozen=True, slots=True)
class Outlets:
    """The ways out of this machine that a connector may use, as one tenant."""

    tenant_id: int
    files: Blobs  # where exported files go; keys are made with `infra.blobs.tenant_key`
    outgoing: Outgoing


@dataclass(frozen=True, slots=True)
class Exported:
    """Where a booking went."""

    external_id: str | None = None  # its id in the accounting system, if that gave one
    location: str | None = None  # of the file, below the place for exported files


class Connector(Protocol):
    """One way to export. A class of this shape, named `CONNECTOR` in a module of this package, is found by itself."""

    name: ClassVar[str]  # stable key, no spaces
    display_name: ClassVar[str]
    features: ClassVar[Set[str]]  # `supportedFeatures` on the wire
    options: ClassVar[type[Schema]]  # what an administration can set

    @classmethod
    def open(cls, options: Mapping[str, Any], outlets: Outlets) -> Self:
        """With the options as `check_options` returned them."""

    def export(self, booking: Booking, *, key: str) -> Exported:
        """Take the booking there.

        `key` is the same for all attempts at one export: where the same booking arrives twice, it counts once.

        Raises:
            ExportFailed: nothing arrived, or nobody knows whether it did; then `may_retry` is true.
        """
