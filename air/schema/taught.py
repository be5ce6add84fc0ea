"""What checked answers taught, and how it moves the answers for a new document.

- Words that stood with right values become further names of the field.
- On a document of a layout that is known, the value is where it stood there, and what was absent there is absent.
- A sender that is known is recognised by its name, however it was misread; its address likewise.
- With enough answers, what kind of line the sender's name is follows from them (logistic regression).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from air.document import Box, Document
from air.memory.layout import Layout, layout_of
from air.memory.match import Match, match
from air.schema.entry import Entry, Place
from air.schema.grid import Grid, Segment, Spot
from air.schema.habit import Habit, habits_of
from air.schema.known import ADDRESS, COMPANY
from air.schema.known_senders import SUREST, known_address, known_name
from air.schema.learnt_labels import is_known, learnt_labels
from air.schema.matching import Pages
from air.schema.parse import Parsed, parse
from air.schema.result import Answer, Answers
from air.schema.sender import COMPANY as COMPANY_LINE
from air.schema.sender import SenderLines, company_lines, company_text
from air.schema.wanted import Wanted, wanted

FEWEST_LINES = 10  # documents from which on the kind of line is learnt
SURE = 0.6  # that a layout is one, to look where the value stood
ABSENT = 0.85  # to believe that the value is absent again
NEAR = 0.012  # page heights that a value may be off
UNSURE = 0.5  # answers of header fields that a place may replace


@dataclass(frozen=True)
class Taught:
    """All that was learnt for one schema."""

    entries: tuple[Entry, ...]  # oldest first

    @classmethod
    def of(cls, entries: Sequence[Entry | Mapping[str, Any]]) -> Taught:
        """What entries teach, as they are or as their JSON."""
        return cls(tuple(one if isinstance(one, Entry) else Entry.from_json(one) for one in entries))

    def with_labels(self, fields: Sequence[Wanted]) -> list[Wanted]:
        """The fields with the words that announced them as further aliases, where it was not known that they do."""
        found = []
        for one in fields:
            new = [label for label in self._labels.get(one.path, ()) if not is_known(label, one)]
            if new:
                field = replace(one.field, aliases=(*one.field.aliases, *new))
                one = replace(wanted(field, one.path), parent=one.parent, meaning=one.meaning)
            found.append(one)
        return found

    def corrected(
        self, answers: Answers, fields: Sequence[Wanted], document: Document, pages: Pages, sender: SenderLines | None
    ) -> Answers:
        """The answers after what was learnt."""
        corrected = dict(answers)
        known = self._same_layout(document)
        for one in fields:
            answer = self._from_layout(one, known, pages)
            if answer is not None and _is_surer(answer, corrected.get(one.path), one):
                corrected[one.path] = answer
            elif self._is_absent(one.path, known):
                corrected.pop(one.path, None)
        if sender is not None:
            corrected |= self._sender(fields, corrected, sender)
        return corrected

    def _same_layout(self, document: Document) -> list[tuple[Match, Entry]]:
        """The documents of the same layout, the surest and newest first."""
        layout = layout_of(document)
        newest = reversed(self._layouts)
        found = [(how, one) for old, one in newest if (how := match(old, layout)) and how.sure >= SURE]
        return sorted(found, key=lambda pair: -round(pair[0].sure, 1))[:5]

    def _from_layout(self, one: Wanted, known: Sequence[tuple[Match, Entry]], pages: Pages) -> Answer | None:
        """The value where it stood on a document of the layout; None where nothing of the kind stands there."""
        for how, entry in known:
            place = entry.places.get(one.path)
            if place is None:
                continue
            x, y, _ = how.moved(place.left, place.y)
            parsed = _at_place(x, y, place, one, pages)
            if parsed is None:
                continue
            box = Box.around(spot.word.box for spot in parsed.spots)
            return Answer(parsed.value, how.sure * SUREST, parsed.text, parsed.spots[0].page_index, box)
        return None

    def _is_absent(self, path: str, known: Sequence[tuple[Match, Entry]]) -> bool:
        told = [path in entry.absent for how, entry in known if how.sure >= ABSENT]
        return bool(told) and all(told)

    def _sender(self, fields: Sequence[Wanted], answers: Answers, sender: SenderLines) -> Answers:
        """Name and address of a sender that is known; the name by the learnt kind of line if it is not."""
        found: Answers = {}
        for one in fields:
            texts = self._texts.get(one.path, ())
            if one.meaning == COMPANY:
                answer = known_name(texts, sender) or self._by_habit(answers.get(one.path), sender)
            elif one.meaning == ADDRESS:
                answer = known_address(texts, answers.get(one.path))
            else:
                continue
            if answer is not None:
                found[one.path] = answer
        return found

    def _by_habit(self, answer: Answer | None, sender: SenderLines) -> Answer | None:
        """The name in the line that checked answers make likeliest, with those beside it that both take for it.

        None if the answer has that line already, or was found by a label that is surer than the line.
        """
        if self._habit is None:
            return None
        model = sender.probabilities[:, COMPANY_LINE]
        habit = self._habit.probability(np.array(habits_of(sender.head, model.tolist())))
        best = int(habit.argmax())
        by_line, lines = _name_in(sender, model)
        if answer is not None and answer.value == by_line and sender.head.segments[best] in lines:
            return None
        if answer is not None and answer.value != by_line and answer.confidence > habit[best]:
            return None
        scores = np.minimum(model / max(float(model.max()), 1e-6), habit / max(float(habit[best]), 1e-6))
        scores[best] = 1.0
        text, segments = _name_in(sender, scores)
        if not text:
            return None
        box = Box.around(segment.box for segment in segments)
        return Answer(text, float(habit[best]), " ".join(s.text for s in segments), segments[0].page_index, box)

    @cached_property
    def _layouts(self) -> list[tuple[Layout, Entry]]:
        return [(one.read_layout(), one) for one in self.entries]

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        return learnt_labels(self.entries)

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        """Path -> the right texts, the most frequent first."""
        counts: dict[str, Counter[str]] = {}
        for one in self.entries:
            for path, text in one.texts.items():
                counts.setdefault(path, Counter())[text] += 1
        return {path: [text for text, _ in some.most_common()] for path, some in counts.items()}

    @cached_property
    def _habit(self) -> Habit | None:
        lines = [one.lines for one in self.entries if one.lines]
        return Habit.of(np.array([row for some in lines for row in some])) if len(lines) >= FEWEST_LINES else None


def _name_in(sender: SenderLines, scores: NDArray[np.float64]) -> tuple[str, list[Segment]]:
    """The name by the scores of the lines, and the lines that it stands in."""
    segments = [sender.head.segments[at] for at in company_lines(sender.head, scores)]
    return (company_text(segments) if segments else ""), segments


def _is_surer(found: Answer, answer: Answer | None, one: Wanted) -> bool:
    """True if what stands at the place is more likely right than the answer; header fields have models of their own."""
    if answer is None:
        return True
    return found.confidence > answer.confidence and (one.meaning is None or answer.confidence < UNSURE)


def _at_place(x: float, y: float, place: Place, one: Wanted, pages: Pages) -> Parsed | None:
    """What stands at the place, in the type of the field."""
    page_index = int(y)
    grid = next((grid for grid in pages.grids if grid.page.index == page_index), None)
    if grid is None:
        return None
    near = [segment for segment in grid.segments if abs(page_index + segment.box.middle - y) < NEAR
            and segment.box.left - 0.02 <= x <= segment.box.right + 0.005]  # fmt: skip
    if not near:
        return None
    first = min(near, key=lambda segment: abs(page_index + segment.box.middle - y))
    spots = [spot for spot in first.spots if spot.word.box.right > x - 0.01]
    return parse(
        _with_lines_below(spots, first, place.lines, grid), one.field, pages.dates, decimal_comma=pages.decimal_comma
    )


def _with_lines_below(spots: list[Spot], first: Segment, lines: int, grid: Grid) -> list[Spot]:
    following: Segment | None = first
    for _ in range(lines - 1):
        following = grid.below(following) if following is not None else None
        if following is not None:
            spots = [*spots, *following.spots]
    return spots
