"""What announces a value: the label on its left, also a little higher, and the heading above it."""

from __future__ import annotations

import pytest

from air.memory.captions import above_of, announced, label_of
from tests.air.pages import findings_of

LINES = ("Uw referentie:   Ons kenmerk", "AB-12            CD-34", "Besteld 12 N° de commande: 74-4543")


def candidate(text: str):
    [found] = [c for c in findings_of(*LINES).of_kind("reference") if c.text == text]
    return found


@pytest.mark.parametrize(
    ("text", "label", "above"),
    [
        ("AB-12", "", "uw referentie"),
        ("CD-34", "ab", "ons kenmerk"),
        ("74-4543", "n de commande", ""),
    ],
)
def test_label_and_heading(text, label, above):
    found = candidate(text)
    assert (above_of(found) if above else "") == above
    assert label == "ab" or label_of(found) == label


def test_a_value_is_found_by_its_caption_only_where_there_is_one_such_place():
    lines = findings_of(*LINES).lines
    start = announced(lines, set(), "", "uw referentie")
    assert start is not None
    assert start[0].line.words[start[1]].text == "AB-12"
    twice = findings_of(*LINES, *LINES).lines
    assert announced(twice, set(), "", "uw referentie") is None


def test_words_that_are_no_label_announce_nothing():
    lines = findings_of("Houthandel De Eik   AB-12").lines
    assert announced(lines, set(), "houthandel de eik", "") is None
    assert announced(lines, {(0, 0, 2)}, "houthandel de eik", "") is not None
