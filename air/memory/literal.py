"""Candidates that only memory knows of: words where a value should stand, although they don't look like one.

A number that belongs to the supplier is also recognised where OCR misread a few of its characters, or where it runs on
to the next line. What is printed clearly and reads otherwise is left alone: accounts do change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from air.candidate import Candidate
from air.candidates import SearchLine, compact
from air.fields import ROLES
from air.findings import Findings
from air.memory.captions import Start, WordPlace, above_of, announced, label_of
from air.memory.dates import in_order
from air.memory.entry import OF_SUPPLIER, Place
from air.memory.evidence import Known
from air.memory.fits import ABOVE, BESIDE
from air.memory.misread import said
from air.memory.search import BEGINNING, FREE_KINDS, LONGEST
from air.memory.words import CODES, COUNTRY, literal

SURE = 0.8  # of the layout
MOST_REMEMBERED = 3  # documents that are asked
LONGEST_TEXT = 60  # characters
MISREAD = 70  # likeness of what OCR made of a number, 0 to 100


def with_literals(findings: Findings, known: Sequence[Known]) -> Findings:
    """The findings with words at remembered places as candidates, where none is, and dates as they are meant."""
    sure = [one for one in known if one.match.sure >= SURE][:MOST_REMEMBERED]
    findings = replace(findings, candidates=in_order(findings.candidates, [one.entry for one in sure]))
    taken = {(c.kind, c.page.index, c.line_index, c.first_word) for c in findings.candidates}
    added: list[Candidate] = []
    for candidate in _literals(findings, sure):
        key = (candidate.kind, candidate.page.index, candidate.line_index, candidate.first_word)
        if key not in taken:
            taken.add(key)
            added.append(candidate)
    return _with_corrections(replace(findings, candidates=(*findings.candidates, *added)) if added else findings, sure)


def _with_corrections(findings: Findings, known: Sequence[Known]) -> Findings:
    """The findings with numbers of the supplier as they were validated, in the place of what was misread for them."""
    corrected: dict[tuple[int, int, int], Candidate] = {}
    for one in known:
        for role in OF_SUPPLIER & one.entry.right.keys():
            for place in one.entry.right[role]:
                found = _again(findings, ROLES[role], one, place)
                if found is not None:
                    corrected.setdefault((found.page.index, found.line_index, found.first_word), found)
    if not corrected:
        return findings
    kept = (c for c in findings.candidates if c.is_proven or not _is_replaced(c, corrected))
    return replace(findings, candidates=(*kept, *corrected.values()))


def _again(findings: Findings, kind: str, one: Known, place: Place) -> Candidate | None:
    """The remembered number where no candidate is it: run together with other words, misread, or cut off."""
    if any(c.kind == kind and compact(str(c.value)) == place.value for c in findings.candidates):
        return None
    return said(findings, kind, place.value) or _misread(findings, kind, one, place)


def _is_replaced(candidate: Candidate, corrected: dict[tuple[int, int, int], Candidate]) -> bool:
    other = corrected.get((candidate.page.index, candidate.line_index, candidate.first_word))
    return other is not None and other.kind == candidate.kind


def _misread(findings: Findings, kind: str, one: Known, place: Place) -> Candidate | None:
    """The words at the place, if they are the remembered number but for some characters."""
    at = _start(findings, one, place)
    if at is None:
        return None
    line, first = at
    words = line.line.words[first : first + LONGEST]
    for count in range(len(words), 0, -1):
        text = compact("".join(word.text for word in words[:count]))
        is_scan = any(word.confidence < 1 for word in words[:count])
        is_misread = is_scan and fuzz.ratio(text, place.value) >= MISREAD
        is_local = kind == "vat_number" and text == place.value[COUNTRY:]
        if is_misread or is_local or _begins(text, place.value, first + count, line):
            found = literal(line, kind, first, first + count - 1)
            return replace(found, value=place.value.upper())
    return None


def _begins(text: str, value: str, behind: int, line: SearchLine) -> bool:
    """True if the value begins with the text, and the line or its cell ends there."""
    return BEGINNING <= len(text) < len(value) and value.startswith(text) and line.ends_cell(behind - 1)


def _literals(findings: Findings, known: Sequence[Known]) -> Iterator[Candidate]:
    labels = {
        (label.page_index, label.line_index, word)
        for label in findings.labels
        for word in range(label.first_word, label.last_word + 1)
    }
    for one in known:
        for role, places in one.entry.right.items():
            if ROLES[role] not in FREE_KINDS or role in OF_SUPPLIER:
                continue
            for place in places:
                found = _at(findings, ROLES[role], one, place, labels)
                yield from (c for c in found if not _words_of(c) <= labels and _is_alike(c, place))


def _at(findings: Findings, kind: str, one: Known, place: Place, labels: set[WordPlace]) -> Iterator[Candidate]:
    """The words that begin at the place; where these have another caption, those that the remembered one announces."""
    here = _words_from(_start(findings, one, place), kind, place)
    if here is not None:
        yield here
    if here is None or not _is_announced(here, place):
        there = _words_from(announced(findings.lines, labels, place.label, place.above), kind, place)
        if there is not None:
            yield there


def _words_from(start: Start | None, kind: str, place: Place) -> Candidate | None:
    """As many words as there were, or up to a gap."""
    if start is None:
        return None
    line, first = start
    words = line.line.words
    while first + 1 < len(words) and (
        _is_mark(words[first].text) or (_is_label(words[first].text) and not line.ends_cell(first))
    ):
        first += 1  # the end of a longer label than it was, or dots and dashes behind it
    return literal(line, kind, first, _last(line, first, place))


def _is_label(word: str) -> bool:
    return word.endswith(":")


def _is_mark(word: str) -> bool:
    return not any(c.isalnum() for c in word)


def _start(findings: Findings, one: Known, place: Place) -> tuple[SearchLine, int] | None:
    """The line and the word that stand nearest to the place."""
    left, y, spread = one.moved[place][0]
    best: tuple[float, SearchLine, int] | None = None
    for line in findings.lines:
        off = abs(line.y - y) / (ABOVE + min(spread, ABOVE))
        if off > 2:
            continue
        for at, word in enumerate(line.line.words):
            distance = off + abs(word.box.left - left) / BESIDE
            if distance < 2 and (best is None or distance < best[0]):
                best = distance, line, at
    return None if best is None else best[1:]


def _last(line: SearchLine, first: int, place: Place) -> int:
    last = first
    while not line.ends_cell(last):
        if not place.ends and last - first + 1 >= place.words:
            break
        last += 1
    return last


def _is_alike(found: Candidate, place: Place) -> bool:
    """A code has its length; words without digits must stand behind the same label, or under the same heading."""
    if found.kind in CODES:
        return len(compact(found.text)) == len(compact(place.shape))
    had, has = (any(c.isdigit() for c in text) for text in (place.shape, found.text))
    return (
        len(found.text) <= LONGEST_TEXT and not _is_mark(found.text) and (_is_announced(found, place) or (had and has))
    )


def _is_announced(found: Candidate, place: Place) -> bool:
    return bool({place.label, place.above} & {label_of(found), above_of(found)} - {""})


def _words_of(candidate: Candidate) -> set[WordPlace]:
    words = range(candidate.first_word, candidate.last_word + 1)
    return {(candidate.page.index, candidate.line_index, word) for word in words}
