"""Remembering answers that somebody checked: where the values stood, which words announced them, who the sender was.

`remember` makes one entry per document; `Taught.of` makes of them what `extract` is given. Only values are needed, no
places: they are found on the pages.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from air.document import Box, Document
from air.memory.layout import layout_of
from air.schema.definition import Schema, SchemaField
from air.schema.entry import Entry, Place
from air.schema.files import join
from air.schema.grid import Grid, Segment, Spot
from air.schema.habit import habits_of
from air.schema.known import COMPANY
from air.schema.known_senders import letters
from air.schema.matching import Pages, prepare
from air.schema.models import SchemaModels
from air.schema.parse import parse
from air.schema.phrases import words_of
from air.schema.sender import COMPANY as COMPANY_LINE
from air.schema.sender import company_text
from air.schema.taught import Taught
from air.schema.wanted import Wanted, wanted_fields

SAME = 90.0  # likeness, 0 to 100, of a text that may be misread
LONGEST_LABEL = 5  # words
MOST_LINES = 5  # of a value


def remember(
    documents: Sequence[Document], schema: Schema, truth: Mapping[str, Any], models: SchemaModels | None = None
) -> Entry:
    """The entry of documents that were read as one, with the right result for the schema.

    A path that `truth` lacks is not known; None says that the document has no such value. With `models` it is also
    noted which kind of line is the sender's name.
    """
    document = join(documents).document
    pages = prepare(document, month_first=False, decimal_comma=False)
    places: dict[str, Place] = {}
    texts: dict[str, str] = {}
    absent = []
    for one in wanted_fields(schema.fields):
        is_known, value = _at(truth, one.path)
        if not is_known:
            continue
        if value is None:
            absent.append(one.path)
            continue
        place = _place_of(value, one.field, pages)
        if place is not None:
            places[one.path] = place
        if isinstance(value, str) and one.field.type == "string":
            texts[one.path] = value
    layout = base64.b64encode(layout_of(document).to_bytes()).decode()
    return Entry(layout, places, tuple(absent), texts, _head_lines(document, schema, texts, models))


def taught(entries: Sequence[Entry | Mapping[str, Any]]) -> Taught:
    """What entries teach, as they are or as their JSON; the oldest first."""
    return Taught.of(entries)


def _at(truth: Mapping[str, Any], path: str) -> tuple[bool, Any]:
    """Whether the truth speaks of the path, and what it says."""
    found: Any = truth
    for part in path.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return False, None
        found = found[part]
    return True, found


def _place_of(value: object, asked: SchemaField, pages: Pages) -> Place | None:
    """Where the value stands; where it stands several times, the first place with words that announce it."""
    found = None
    for grid in pages.grids:
        for segment in grid.segments:
            spots = _spots_that_say(value, asked, segment, grid, pages)
            if spots is None:
                continue
            place = _place(spots, segment, grid)
            if place.label:
                return place
            found = found or place
    return found


def _spots_that_say(
    value: object, asked: SchemaField, segment: Segment, grid: Grid, pages: Pages
) -> tuple[Spot, ...] | None:
    """The words of the segment, and of those under it, that are the value."""
    if asked.type != "string":
        for first in range(len(segment.spots)):
            parsed = parse(segment.spots[first:], asked, pages.dates, decimal_comma=pages.decimal_comma)
            if parsed is not None and parsed.value == value:
                return parsed.spots
        return None
    wanted = letters(str(value))
    if not wanted:
        return None
    for stack in _stacks(segment, grid):
        for first in range(len(stack[0].spots)):
            spots = [*stack[0].spots[first:], *(spot for one in stack[1:] for spot in one.spots)]
            said = letters("".join(spot.word.text for spot in spots))
            if len(said) < len(wanted) * 0.8:
                break
            if len(said) <= len(wanted) * 1.2 and fuzz.ratio(said, wanted) >= SAME:
                return tuple(spots)
            end = _end(spots, wanted)
            if end is not None:
                return tuple(spots[:end])
    return None


def _end(spots: Sequence[Spot], wanted: str) -> int | None:
    """How many of the words say it, if they begin with it."""
    said = ""
    for count, spot in enumerate(spots, 1):
        said += letters(spot.word.text)
        if said == wanted:
            return count
        if not wanted.startswith(said):
            return None
    return None


def _stacks(segment: Segment, grid: Grid) -> list[list[Segment]]:
    """The segment alone, and with one to four under it."""
    stack = [segment]
    while len(stack) < MOST_LINES and (below := grid.below(stack[-1])) is not None and below not in stack:
        stack.append(below)
    return [stack[:count] for count in range(1, len(stack) + 1)]


def _place(spots: tuple[Spot, ...], segment: Segment, grid: Grid) -> Place:
    box = Box.around(spot.word.box for spot in spots)
    lines = len({spot.line_index for spot in spots})
    at = segment.spots.index(spots[0])
    label = _label(segment.spots[:at]) if at else _beside_or_above(segment, grid)
    return Place(
        round(box.left, 4), round(box.right, 4), round(spots[0].page_index + spots[0].word.box.middle, 4), lines, label
    )


def _beside_or_above(segment: Segment, grid: Grid) -> str:
    for other in (grid.left_of(segment), grid.above(segment)):
        if other is not None and (label := _label(other.spots)):
            return label
    return ""


def _label(spots: Sequence[Spot]) -> str:
    """The words as a label; empty if they are none."""
    text = " ".join(spot.word.text for spot in spots[-LONGEST_LABEL:]).strip(" :")
    return text if words_of(text) and not any(c.isdigit() for c in text) else ""


def _head_lines(
    document: Document, schema: Schema, texts: Mapping[str, str], models: SchemaModels | None
) -> tuple[tuple[float, ...], ...]:
    """The lines at the head with their habits, and which are the sender's name; empty if that is not known."""
    name = next((texts[one.path] for one in _companies(schema) if one.path in texts), None)
    lines = models.sender.lines(document) if models is not None and name else None
    if lines is None or name is None:
        return ()
    is_name = [_says_name(company_text([segment]), name) for segment in lines.head.segments]
    if not any(is_name):
        return ()
    habits = habits_of(lines.head, lines.probabilities[:, COMPANY_LINE].tolist())
    return tuple((*row, float(right)) for row, right in zip(habits, is_name, strict=True))


def _companies(schema: Schema) -> list[Wanted]:
    return [one for one in wanted_fields(schema.fields) if one.meaning == COMPANY]


def _says_name(text: str, name: str) -> bool:
    said, wanted = letters(text), letters(name)
    return len(said) >= 3 and (fuzz.ratio(said, wanted) >= SAME or (len(said) > 5 and said in wanted))
