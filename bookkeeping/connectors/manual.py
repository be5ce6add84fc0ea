"""By hand: somebody types the booking over; exporting only says that it may be done."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, ClassVar, Self

from bookkeeping.booking import Booking
from bookkeeping.connectors.interface import Exported, Outlets
from wire import Schema


class ManualOptions(Schema):
    """Nothing to set."""


class Manual:
    name: ClassVar[str] = "Manual"
    display_name: ClassVar[str] = "By hand"
    features: ClassVar[Set[str]] = frozenset()
    options: ClassVar[type[Schema]] = ManualOptions

    @classmethod
    def open(cls, options: Mapping[str, Any], outlets: Outlets) -> Self:
        return cls()

    def export(self, booking: Booking, *, key: str) -> Exported:
        return Exported()


CONNECTOR = Manual
