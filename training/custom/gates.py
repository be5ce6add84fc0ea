"""How much must be validated before something is learnt by training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from air.vocabulary import HEADER_FIELDS

OPERATIONS, VALUES = 25, 5


@dataclass(frozen=True, slots=True)
class Gates:
    """`operations` for a training at all, `values` for a field, unless `of_field` says otherwise for it."""

    operations: int = OPERATIONS
    values: int = VALUES
    of_field: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        """The values that a field needs."""
        return self.of_field.get(name, self.values)


def parse_gates(text: str) -> dict[str, int]:
    """
    >>> parse_gates("InvoiceNumber=15, DueDate=8")
    {'InvoiceNumber': 15, 'DueDate': 8}

    Raises:
        ValueError: not of that form, or not a header field.
    """
    pairs = [part.split("=") for part in text.split(",") if part.strip()]
    gates = {name.strip(): int(count) for name, count in pairs}
    if unknown := sorted(set(gates) - set(HEADER_FIELDS)):
        raise ValueError(f"no header fields: {', '.join(unknown)}")
    return gates
