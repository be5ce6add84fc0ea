"""Which candidates are right answers: the truth has values only, so their places are found by comparing values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from air.candidate import Candidate
from air.fields import ROLES
from air.memory.search import comparable
from training.sample import Truth

__all__ = ["comparable", "is_right", "right_values"]
TOTALS = ("TotalAmountInclTax", "TotalAmountExclTax")
ZERO = Decimal(0)
TAX_PARTS = {"TaxAmount": "amount", "TaxBase": "base"}  # role -> key of a true tax line


def right_values(truth: Truth, role: str) -> frozenset[object] | None:
    """The right values of a role in comparable form; empty if there is none on the page, None if nobody knows.

    A total of nothing teaches nothing: every 0.00 of the page would look like it.
    """
    name = "TaxLines" if role in TAX_PARTS else role
    given = truth.fields.get(name)
    if given is None or name in truth.not_printed:
        return frozenset() if truth.is_complete and given is None else None
    texts = _texts(given, TAX_PARTS.get(role))
    values = (comparable(ROLES[role], text) for text in texts)
    found = frozenset(value for value in values if value is not None)
    return None if role in TOTALS and ZERO in found else found


def is_right(candidates: tuple[Candidate, ...], kind: str, right: frozenset[object]) -> NDArray[np.bool_]:
    """Return shape (n_candidates,): does the candidate have one of the right values?"""
    return np.array([comparable(kind, c.value) in right for c in candidates], dtype=bool)


def _texts(given: Any, part: str | None) -> list[str]:
    if part is not None:
        return [line[part] for line in given if line.get(part) is not None]
    return list(given) if isinstance(given, list) else [given]
