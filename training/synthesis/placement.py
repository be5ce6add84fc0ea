"""Where things go: the supplier's numbers on the page, and the parts of the header in rows."""

from __future__ import annotations

from dataclasses import dataclass

from training.synthesis.chance import Chance
from training.synthesis.design import Design
from training.synthesis.facts import SELLER_NUMBERS


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a layout prints each of the supplier's numbers."""

    letterhead: tuple[str, ...]
    meta: tuple[str, ...]
    bank: tuple[str, ...]
    footer: tuple[str, ...]
    has_sender: bool  # address in the header (otherwise only in the footer)
    has_footer_address: bool
    side: str  # "left" or "right": the sender stands in a column beside everything; "" in the header


def draw_placement(design: Design) -> Placement:
    """Every number has one place or two, or none."""
    chance = design.chance.fork("placement")
    places: dict[str, list[str]] = {"letterhead": [], "meta": [], "bank": [], "footer": []}
    shares = {
        "coc": 0.75,
        "vat": 0.92,
        "iban": 0.92,
        "bic": 0.6,
        "email": 0.7,
        "phone": 0.75,
        "fax": 0.25,
        "website": 0.5,
        "tax_number": 0.3,
        "bank": 0.5,
        "routing": 0.4,
        "other": 0.15,
    }
    for name in SELLER_NUMBERS:
        if not chance.happens(shares[name]):
            continue
        is_bank = name in ("iban", "bic", "bank", "routing")
        weights = (
            (("letterhead", 2), ("meta", 0.6), ("bank", 6), ("footer", 5))
            if is_bank
            else (("letterhead", 6), ("meta", 1), ("bank", 0.3), ("footer", 5))
        )
        place = chance.weighted(weights)
        places[place].append(name)
        if chance.happens(0.12):
            other = chance.choice(("letterhead", "bank", "footer"))
            if other != place:
                places[other].append(name)
    for names in places.values():
        if chance.happens(0.3):
            chance.shuffle(names)
    has_sender = chance.happens(0.85)
    side = chance.weighted((("", 14), ("left", 1), ("right", 1))) if has_sender else ""
    return Placement(
        *(tuple(places[key]) for key in ("letterhead", "meta", "bank", "footer")),
        has_sender,
        not has_sender or chance.happens(0.25),
        side,
    )


def arrange(parts: tuple[str, ...], chance: Chance) -> list[tuple[tuple[str, ...], tuple[float, ...]]]:
    """Rows of parts with the shares of the width they take."""
    shape = chance.weighted(
        (("letter", 5), ("two columns", 4), ("three columns", 2), ("shuffled", 5), ("typed", 1.5), ("form", 2))
    )
    names = [name for name in ("logo", "sender", "buyer", "ship_to", "title", "meta") if name in parts]
    if shape == "letter":
        grouped = [
            ["logo", "sender"],
            ["buyer", "meta"] if chance.happens(0.5) else ["buyer"],
            ["ship_to"],
            ["title"],
            ["meta"],
        ]
    elif shape == "two columns":
        grouped = [
            ["logo", "title"],
            ["sender", "meta"] if chance.happens(0.5) else ["meta", "sender"],
            ["buyer", "ship_to"],
        ]
    elif shape == "three columns":
        grouped = [["logo", "title"], ["sender", "buyer", "meta"], ["ship_to"]]
    elif shape == "typed":  # one below the other, as in a word processor
        return [((name,), (1.0,)) for name in ("logo", "sender", "buyer", "ship_to", "title", "meta") if name in parts]
    elif shape == "form":  # who at the left, what at the right, as bookkeeping programs have it
        grouped = [["logo", "title"], ["sender", "meta"], ["buyer", "ship_to"]]
    else:
        grouped = _shuffled(names, chance)
    rows, used = [], set()
    for group in grouped:
        present = [name for name in group if name in parts and name not in used]
        used.update(present)
        if len(present) > 1 and chance.happens(0.3):
            present.reverse()
        if present:
            rows.append((tuple(present), _shares(present, chance)))
    return rows


def _shuffled(names: list[str], chance: Chance) -> list[list[str]]:
    """Any order (the logo mostly first) in rows of one to three."""
    rest = list(names)
    chance.shuffle(rest)
    if chance.happens(0.7):
        rest.remove("logo")
        rest.insert(0, "logo")
    rows = []
    while rest:
        size = chance.weighted(((1, 3), (2, 6), (3, 1)))
        rows.append(rest[:size])
        rest = rest[size:]
    return rows


def _shares(names: list[str], chance: Chance) -> tuple[float, ...]:
    if len(names) > 1:
        return tuple(chance.uniform(0.8, 1.3) if name != "logo" else chance.uniform(0.7, 1.6) for name in names)
    if names[0] in ("title", "logo") or chance.happens(0.4):
        return (1.0,)
    part = chance.uniform(0.42, 0.6)
    return (part, 1 - part) if chance.happens(0.6) else (-(1 - part), part)
