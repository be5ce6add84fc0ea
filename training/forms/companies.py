"""Invented senders from many countries: names over one or two lines, addresses over one to five."""

from __future__ import annotations

from functools import cache

from faker import Faker

from air.schema.companies import WORLD_FORMS
from training.forms import head_words as words
from training.synthesis import names
from training.synthesis.chance import Chance


def company_of(locale: str, chance: Chance) -> list[str]:
    """The lines of a name."""
    fake = _seeded(locale, chance)
    form = chance.weighted((*((form, 1) for form in WORLD_FORMS), ("", 12)))
    native = names.TRADE_WORDS[locale[:2] if locale[:2] in names.TRADE_WORDS else "en"]
    trade = chance.choice(words.TRADES if locale.startswith("en") or chance.happens(0.4) else native)
    first = chance.choice((
        brand_of(chance), fake.last_name(), f"{fake.first_name()} {fake.last_name()}", fake.city(),
        f"{brand_of(chance)} {brand_of(chance)}", f"{chance.randint(2, 99)} {brand_of(chance)}",
    ))  # fmt: skip
    parts = [first]
    if chance.happens(0.06):
        parts.append(f"& {chance.choice(words.TRADES)}")
    if chance.happens(0.75) or (not form and len(first) < 6):
        parts.append(trade)
    if chance.happens(0.05):
        parts.append(f"({fake.city()})")
    text = " ".join(part for part in (*parts, form) if part)
    return _wrapped(text, chance) if len(text) > 22 and chance.happens(0.3) else [text]


def address_of(locale: str, chance: Chance) -> list[str]:
    """One to five lines, as that country or its shops print them."""
    fake = _seeded(locale, chance)
    city, code = fake.city(), str(fake.postcode())
    parts = [_first_part(fake, chance)]
    if chance.happens(0.45):
        near = f"{chance.choice(('Near', 'Off', 'Opp.', 'Behind'))} {fake.street_name()}"
        parts.append(chance.choice((f"{brand_of(chance)} {chance.choice(words.AREAS)}", fake.city(), near)))
    placed = (f"{code} {city}", f"{city} {code}", f"{city}, {code}", f"{code}, {city}", f"{code} {city.upper()}")
    parts.append(chance.choice(placed))
    if chance.happens(0.35):
        state, country = getattr(fake, "state", fake.city)(), str(fake.current_country())
        parts.append(chance.choice((state, country, f"{state}, {country}")))
    lines = _joined(parts, min(len(parts), chance.weighted(((1, 1), (2, 4), (3, 5), (4, 3)))), chance)
    ending = chance.choice((",", ",", "", "", "."))
    return [*(line.rstrip(",") + ending for line in lines[:-1]), lines[-1]]


def place_of(locale: str, chance: Chance) -> str:
    """A town."""
    return str(_seeded(locale, chance).city())


def brand_of(chance: Chance) -> str:
    """An invented word."""
    word = "".join(chance.choice(names.SYLLABLES) for _ in range(chance.randint(1, 2))) + chance.choice(names.ENDINGS)
    return word.upper() if chance.happens(0.25) else word.capitalize()


def domain_of(name: str) -> str:
    """The name as it may stand in a web address."""
    return "".join(c for c in name.lower() if c.isascii() and c.isalnum())


def _first_part(fake: Faker, chance: Chance) -> str:
    street = " ".join(fake.street_address().split())
    building = f"{chance.choice(words.FLOORS)} {chance.fill('#')}, {brand_of(chance)} {chance.choice(words.BUILDINGS)}"
    plot = f"{chance.choice(words.PLOTS)} {chance.fill('##')}, {street}"
    return chance.weighted(((street, 8), (plot, 2), (building, 2)))


def _joined(parts: list[str], count: int, chance: Chance) -> list[str]:
    """Neighbouring parts in `count` lines, sometimes broken within a part."""
    lines = list(parts)
    while len(lines) > count:
        at = chance.randrange(len(lines) - 1)
        lines[at : at + 2] = [f"{lines[at]}{chance.choice((', ', ', ', ','))}{lines[at + 1]}"]
    longest = max(range(len(lines)), key=lambda at: len(lines[at]))
    if len(lines[longest].split()) > 3 and chance.happens(0.2):
        lines[longest : longest + 1] = _broken(lines[longest], chance)
    return lines


def _wrapped(text: str, chance: Chance) -> list[str]:
    """The text over two lines, as much of it on the first as fits."""
    parts = text.split()
    cut = max(1, len(parts) - chance.choice((1, 2, 2, 3)))
    return [" ".join(some) for some in (parts[:cut], parts[cut:]) if some]


def _broken(text: str, chance: Chance) -> list[str]:
    """The text over two lines."""
    parts = text.split()
    cut = chance.randint(1, max(1, len(parts) - 1))
    return [" ".join(some) for some in (parts[:cut], parts[cut:]) if some]


def _seeded(locale: str, chance: Chance) -> Faker:
    fake = _faker(locale)
    fake.seed_instance(chance.getrandbits(48))
    return fake


@cache
def _faker(locale: str) -> Faker:
    fake = Faker(locale)
    for provider in fake.get_providers():
        if isinstance(getattr(provider, "cities", None), list):  # from a set: in another order in every process
            provider.cities = sorted(provider.cities)
    return fake
