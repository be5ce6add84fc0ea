"""How much a key and a business may ask for."""

from __future__ import annotations

from dataclasses import dataclass

GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    key_requests: int = 100  # a minute
    business_requests: int = 300
    storage_bytes: int = 10 * GIGABYTE  # of all files of a business
