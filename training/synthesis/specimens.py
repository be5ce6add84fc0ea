"""Made-up numbers: the shape of a real one, digits that nobody checked, as on samples and forms filled by hand."""

from __future__ import annotations

from training.synthesis.chance import Chance
from training.synthesis.identifiers import Number

SERIES = ("123456789012345678901234567890", "987654321098765432109876543210", "1234" * 8, "112233445566778899" * 2)
BARE = {"nl": 0.12, "be": 0.15, "de": 0.06}  # numbers without the country before them


def specimen(number: Number, chance: Chance) -> Number:
    """The same shape with other digits, which rarely pass a check."""
    count = sum(c.isdigit() for c in number.value)
    digits = chance.weighted(
        (
            (chance.choice(SERIES)[:count], 4),
            (chance.fill("#") * (count - 1) + chance.fill("#"), 0.5),  # 999999999 and the like
            (chance.choice("13579") + "0" * (count - 4) + chance.fill("###"), 1),
            (chance.fill("#" * count), 4),
        )
    )
    return Number(_with_digits(number.text, digits), _with_digits(number.value, digits))


def without_country(number: Number, legislation: str, chance: Chance) -> Number:
    """Here and there a VAT number is printed without the letters of its country."""
    country = legislation.upper()
    if not number.value.startswith(country) or not chance.happens(BARE.get(legislation, 0.0)):
        return number
    return Number(number.text[2:].lstrip(" .-"), number.value[2:])


def _with_digits(text: str, digits: str) -> str:
    """The text with its digits replaced in order.

    >>> _with_digits("DE 111 222 333", "123456789")
    'DE 123 456 789'
    """
    rest = iter(digits)
    return "".join(next(rest, "") if c.isdigit() else c for c in text)
