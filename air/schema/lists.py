"""Lists of objects: a row of headings that name the parts of the object, and the rows under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from air.calibration import Points, calibrated
from air.document import Box
from air.schema.definition import SchemaField
from air.schema.grid import Grid, Segment, Spot
from air.schema.matching import Pages
from air.schema.parse import Parsed, parse, plain
from air.schema.result import Answer, Answers
from air.schema.wanted import Wanted, wanted
from air.schema.windows import PageWindows, page_windows

Scores = NDArray[np.float32]
LEAST = 0.55  # likeness of a heading
ENOUGH = 0.4  # share of the parts that must have a heading
WIDEST_GAP = 4.5  # heights between two rows of one table
FEW_ROWS = 2
MOST_ROWS = 2_000
_SUM_WORDS = frozenset(
    "total totaal totals subtotal subtotaal summe gesamt gesamtbetrag zwischensumme total suma razem totaux".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Heading:
    """A column of a table: its heading and the part of the object that it names, if any."""

    segment: Segment
    part: int | None
    likeness: float


def list_answers(
    path: str, field: SchemaField, pages: Pages, points: Points | None = None, unknown: frozenset[str] = frozenset()
) -> Answers:
    """Path -> answer for the elements of a list of objects, over all pages with its headings.

    `points` calibrate the confidence of cells, which is the likeness of their heading without them; `unknown` names
    concepts not to know of.
    """
    parts = [wanted(one, one.name, unknown=unknown) for one in field.fields if one.type not in ("object", "list")]
    if not parts:
        return {}
    answers: Answers = {}
    count = 0
    for grid in pages.grids:
        page = page_windows(grid, parts, unknown)
        headings = _heading_row(page, parts)
        for row in _rows(grid, headings, parts, pages) if headings else ():
            if count >= MOST_ROWS:
                break
            answers |= {f"{path}[{count}].{name}": _sure(answer, points) for name, answer in row.items()}
            count += 1
    return answers


def _heading_row(page: PageWindows, parts: Sequence[Wanted]) -> list[Heading]:
    """The row of the page that names most parts best; empty if none names enough."""
    likeness = _segment_likeness(page, len(parts))
    best: tuple[float, list[Heading]] = (0.0, [])
    for row in _bands(page.grid):
        headings = _assigned(row, likeness)
        named = [heading for heading in headings if heading.part is not None]
        score = sum(heading.likeness for heading in named)
        if len(named) >= max(min(2, len(parts)), ENOUGH * len(parts)) and score > best[0]:
            best = (score, headings)
    return best[1]


def _segment_likeness(page: PageWindows, parts: int) -> dict[int, Scores]:
    """Segment -> likeness of its words as a whole with each part."""
    found: dict[int, Scores] = {}
    for at, window in enumerate(page.windows):
        share = (window.last - window.first + 1) / len(window.segment.spots)
        scores = np.where(page.means[:, at] > 0, np.maximum(page.likeness[:, at], 0.95), page.likeness[:, at])
        known = found.setdefault(window.segment.number, np.zeros(parts, np.float32))
        np.maximum(known, scores * (0.4 + 0.6 * share), out=known)
    return found


def _assigned(row: Sequence[Segment], likeness: dict[int, Scores]) -> list[Heading]:
    """The segments of a row as headings, each part given to the segment most like it."""
    pairs = sorted(
        ((float(score), at, part) for at, one in enumerate(row) if one.number in likeness
         for part, score in enumerate(likeness[one.number]) if score >= LEAST),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )  # fmt: skip
    given: dict[int, tuple[int, float]] = {}
    for score, at, part in pairs:
        if at not in given and all(part != other for other, _ in given.values()):
            given[at] = (part, score)
    return [Heading(one, *(given.get(at) or (None, 0.0))) for at, one in enumerate(row)]


def _bands(grid: Grid) -> list[list[Segment]]:
    """The segments in rows, top to bottom, each left to right."""
    rows: list[list[Segment]] = []
    for one in sorted(grid.segments, key=lambda segment: segment.box.middle):
        if rows and one.box.middle - rows[-1][0].box.middle < 0.6 * max(one.box.height, grid.height):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda segment: segment.box.left) for row in rows]


def _rows(grid: Grid, headings: Sequence[Heading], parts: Sequence[Wanted], pages: Pages) -> list[Answers]:
    """The objects under the headings."""
    bottom = max(heading.segment.box.bottom for heading in headings)
    found: list[Answers] = []
    last, widest = bottom, WIDEST_GAP * grid.height
    for row in _bands(grid):
        top = min(one.box.top for one in row)
        if top < bottom - 0.3 * grid.height:
            continue
        if top - last > widest or _is_sum(row):
            break
        if len(found) == FEW_ROWS:  # from now on it is known how far apart they stand
            widest = max(2 * (top - last), 0.6 * grid.height)
        cells = _cells(row, headings)
        answers = _object(cells, headings, parts, pages, is_full=len(row) * 2 > len(headings))
        if answers is None and found and top - last < 1.2 * grid.height:
            _continue(found[-1], cells, headings, parts)
        elif answers is not None:
            found.append(answers)
        elif found:
            break
        last = max(one.box.bottom for one in row)
    return found


def _is_sum(row: Sequence[Segment]) -> bool:
    first = row[0].text.lower().split()
    return bool(first) and first[0].strip(":.") in _SUM_WORDS


def _cells(row: Sequence[Segment], headings: Sequence[Heading]) -> list[list[Spot]]:
    """The words of the row by column; a segment under several headings is cut between its words."""
    cells: list[list[Spot]] = [[] for _ in headings]
    for one in row:
        under = [at for at, heading in enumerate(headings) if _overlap(one.box, heading.segment.box) > 0]
        if len(under) <= 1:
            cells[_nearest(one.box, headings)] += one.spots
        else:
            for spot in one.spots:
                cells[_nearest(spot.word.box, headings)].append(spot)
    return cells


def _nearest(box: Box, headings: Sequence[Heading]) -> int:
    """The column whose heading overlaps most, else whose edges or middle are nearest."""

    def distance(heading: Heading) -> float:
        other = heading.segment.box
        middle = abs((box.left + box.right) / 2 - (other.left + other.right) / 2)
        return min(abs(box.left - other.left), abs(box.right - other.right), middle) - 2 * _overlap(box, other)

    return min(range(len(headings)), key=lambda at: distance(headings[at]))


def _overlap(one: Box, other: Box) -> float:
    return max(0.0, min(one.right, other.right) - max(one.left, other.left))


def _object(
    cells: Sequence[Sequence[Spot]],
    headings: Sequence[Heading],
    parts: Sequence[Wanted],
    pages: Pages,
    *,
    is_full: bool,
) -> Answers | None:
    """The answers of a row; None if it is none of the table's: it has too few, or is not full and has but texts."""
    answers: Answers = {}
    named = typed = 0
    for cell, heading in zip(cells, headings, strict=True):
        if heading.part is None:
            continue
        named += 1
        field = parts[heading.part].field
        parsed = parse(cell, field, pages.dates, decimal_comma=pages.decimal_comma)
        if parsed is not None:
            answers[field.name] = _answer(parsed, heading)
            typed += field.type != "string"
    has_typed = any(parts[h.part].field.type != "string" for h in headings if h.part is not None)
    if has_typed:  # a row may lack its number or its date; a second line of texts fills few columns
        return answers if typed or (is_full and len(answers) * 2 > named) else None
    return answers if len(answers) * 2 >= named else None


def _continue(
    answers: Answers, cells: Sequence[Sequence[Spot]], headings: Sequence[Heading], parts: Sequence[Wanted]
) -> None:
    """Further lines of texts join the row above."""
    for cell, heading in zip(cells, headings, strict=True):
        if heading.part is None or not cell or parts[heading.part].field.type != "string":
            continue
        name, more = parts[heading.part].field.name, plain(cell)
        known = answers.get(name)
        if more is not None and known is not None and known.box is not None:
            text = f"{known.value} {more.text}"
            box = Box.around([known.box, *(spot.word.box for spot in more.spots)])
            answers[name] = Answer(text, known.confidence, text, known.page_index, box)


def _answer(parsed: Parsed, heading: Heading) -> Answer:
    box = Box.around(spot.word.box for spot in parsed.spots)
    return Answer(parsed.value, heading.likeness, parsed.text, parsed.spots[0].page_index, box)


def _sure(answer: Answer, points: Points | None) -> Answer:
    return answer if points is None else replace(answer, confidence=calibrated(points, answer.confidence))
