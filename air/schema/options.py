"""Where the value of a label may stand: behind it, to the right, below it, and for counts and boxes before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from air.schema.definition import SchemaField
from air.schema.grid import Grid, Segment, Spot
from air.schema.parse import Dates, Parsed, parse
from air.schema.windows import Window

AFTER, RIGHT, BELOW, BEFORE = range(4)  # relations of a value to its label
MOST_LINES = 4  # of a text
_IS = frozenset("is was are ist war lautet est était es era jest to wynosi bedraagt betragt sind zijn".split())  # noqa: SIM905
_ENDS = re.compile(r"[.,;]$")
COUNTABLE = ("number", "integer", "currency", "boolean")


@dataclass(frozen=True, slots=True)
class Option:
    """A value for a label."""

    relation: int
    parsed: Parsed
    lines: int  # that the value takes
    skipped: int  # words between the label and the value
    rest: int  # words of the place that are not in the value


def options_for(
    window: Window, field: SchemaField, grid: Grid, dates: Dates, *, decimal_comma: bool | None
) -> list[Option]:
    """The values of the field's type that the label may announce."""
    found: list[Option] = []
    for relation, lines, spots, skipped in _places(window, grid, is_text=field.type == "string"):
        parsed = parse(spots, field, dates, decimal_comma=decimal_comma)
        if parsed is not None and all(parsed.spots != one.parsed.spots for one in found):
            leading = next((at for at, spot in enumerate(spots) if spot is parsed.spots[0]), 0)
            found.append(Option(relation, parsed, lines, skipped + leading, len(spots) - len(parsed.spots)))
    if field.type in COUNTABLE and window.first > 0:
        spots = list(window.segment.spots[max(0, window.first - 3) : window.first])
        parsed = parse(spots, field, dates, decimal_comma=decimal_comma)
        if parsed is not None:
            found.append(Option(BEFORE, parsed, 1, 0, len(spots) - len(parsed.spots)))
    return found


def _places(window: Window, grid: Grid, *, is_text: bool) -> list[tuple[int, int, list[Spot], int]]:
    """Relation, lines, words and skipped words of each place."""
    rest = list(window.segment.spots[window.last + 1 :])
    skipped = 0
    while rest and _joins(rest[0].word.text):
        rest, skipped = rest[1:], skipped + 1
    found: list[tuple[int, int, list[Spot], int]] = []
    if rest:
        found += [(AFTER, 1, spots, skipped) for spots in (_cuts(rest) if is_text else [rest])]
        if is_text and len(rest) > 2:
            wrapped = [line for line in _continued(window, grid) if line]
            if wrapped:
                found.append((AFTER, 1 + len(wrapped), [*rest, *(s for line in wrapped for s in line)], skipped))
        return found
    right = grid.right_of(window.segment)
    if right is not None:
        found += _stacked(RIGHT, right, grid, is_text=is_text)
    below = grid.below(window.segment)
    if below is not None:
        found += _stacked(BELOW, below, grid, is_text=is_text)
    return found


def _stacked(relation: int, first: Segment, grid: Grid, *, is_text: bool) -> list[tuple[int, int, list[Spot], int]]:
    """The segment, and for texts also with one to three lines under it."""
    stack = grid.stack(first, MOST_LINES if is_text else 1)
    return [
        (relation, count, [spot for one in stack[:count] for spot in one.spots], 0)
        for count in range(1, len(stack) + 1)
    ] + ([(relation, 1, spots, 0) for spots in _cuts(list(first.spots))[1:]] if is_text else [])


def _continued(window: Window, grid: Grid) -> list[tuple[Spot, ...]]:
    """The line under a label with its value, if it begins where the value began."""
    below = grid.below(window.segment)
    start = window.segment.spots[window.last + 1].word.box.left
    if below is None or abs(below.box.left - start) > 0.012:
        return []
    return [below.spots]


def _cuts(rest: list[Spot]) -> list[list[Spot]]:
    """All of the words; up to the first punctuation; up to the next label with a colon; the first word."""
    cuts = [rest]
    end = next((at for at, spot in enumerate(rest) if _ENDS.search(spot.word.text)), len(rest) - 1)
    cuts.append(rest[: end + 1])
    colon = next((at for at, spot in enumerate(rest) if spot.word.text.endswith(":") and at > 0), None)
    if colon is not None:
        cuts += [rest[:at] for at in range(max(1, colon - 2), colon + 1)]
    cuts.append(rest[:1])
    seen: list[list[Spot]] = []
    for cut in cuts:
        if cut and cut not in seen:
            seen.append(cut)
    return seen


def _joins(text: str) -> bool:
    return (not any(c.isalnum() for c in text) and text not in "[(☐☒☑□✓✔") or text.lower() in _IS
