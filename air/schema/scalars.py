"""Lists of single values: what stands with one label, cut at commas and lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from air.schema.definition import SchemaField
from air.schema.grid import Spot
from air.schema.matching import Matcher, Pages, box_of, choose, find_pairs
from air.schema.parse import parse
from air.schema.result import Answer, Answers
from air.schema.wanted import wanted

_ENDS = re.compile(r"[,;/]$|^[,;/]$|^(?:and|en|und|et|y|i)$")


def scalar_list_answers(path: str, field: SchemaField, pages: Pages, matcher: Matcher) -> Answers:
    """Path -> answer of each element."""
    whole = wanted(replace(field, type="string", items="string"), path)
    found = find_pairs(pages, [whole])
    scores = matcher.scores(found)
    chosen = choose(found, scores, matcher.least).get(0)
    if chosen is None:
        return {}
    spots, element = found.pairs[chosen].option.parsed.spots, SchemaField("", field.items)
    answers: Answers = {}
    for part in _parts(spots):
        parsed = parse(part, element, pages.dates, decimal_comma=pages.decimal_comma)
        if parsed is not None:
            box = box_of(parsed.spots)
            answers[f"{path}[{len(answers)}]"] = Answer(
                parsed.value, matcher.confidence(float(scores[chosen])), parsed.text, spots[0].page_index, box
            )
    return answers


def _parts(spots: Sequence[Spot]) -> list[list[Spot]]:
    """The words between commas, slashes, "and", and ends of lines."""
    parts: list[list[Spot]] = [[]]
    line = spots[0].line_index if spots else 0
    for spot in spots:
        if spot.line_index != line:
            parts.append([])
            line = spot.line_index
        if not _ENDS.fullmatch(spot.word.text):
            parts[-1].append(spot)
        if _ENDS.search(spot.word.text):
            parts.append([])
    return [part for part in parts if part]
