"""Chance with a name: the same seed and name give the same draws, whatever else was drawn before."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Self, TypeVar

T = TypeVar("T")

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class Chance(random.Random):
    """Random draws in the words of this package; seeded by text."""

    def __new__(cls, seed: str) -> Self:
        return super().__new__(cls)

    def __init__(self, seed: str) -> None:
        super().__init__(seed)
        self.name = seed

    def fork(self, name: str) -> Chance:
        """A stream of its own, so that drawing more in one place changes nothing elsewhere."""
        return Chance(f"{self.name}/{name}")

    def happens(self, probability: float) -> bool:
        """True with that probability."""
        return self.random() < probability

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        """One of (option, weight)."""
        return self.choices([option for option, _ in options], [weight for _, weight in options])[0]

    def some(self, options: Iterable[T], probability: float) -> list[T]:
        """Each option with that probability, in their order."""
        return [option for option in options if self.happens(probability)]

    def digits(self, count: int) -> str:
        """`count` digits, the first not zero."""
        return str(self.randint(1, 9)) + "".join(str(self.randint(0, 9)) for _ in range(count - 1))

    def fill(self, pattern: str) -> str:
        """The pattern with a digit for each `#` and a capital for each `A`; "\\A" stays an A."""
        parts = pattern.split("\\A")
        return "A".join("".join(self._filled(character) for character in part) for part in parts)

    def _filled(self, character: str) -> str:
        if character == "#":
            return str(self.randint(0, 9))
        return self.choice(LETTERS) if character == "A" else character
