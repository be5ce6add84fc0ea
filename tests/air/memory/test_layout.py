"""Layouts: what two documents of one supplier share, and where things of the one stand in the other."""

from __future__ import annotations

import numpy as np
import pytest

from air.document import Box, Document, Line, Page, Word
from air.memory.layout import Layout, layout_of
from air.memory.match import match

HEAD = [("Houthandel", 0.1, 0.05), ("Eikenlaan", 0.1, 0.08), ("Factuurnummer", 0.6, 0.1), ("Factuurdatum", 0.6, 0.13)]
FOOT = [("Totaal", 0.6, 0.7), ("Betalen", 0.1, 0.8), ("binnen", 0.2, 0.8), ("dagen", 0.3, 0.8)]
OTHER = [
    ("Garage", 0.4, 0.1),
    ("Rekening", 0.1, 0.3),
    ("Volgnummer", 0.2, 0.4),
    ("Voldaan", 0.5, 0.6),
    ("Kenteken", 0.7, 0.2),
]


def page_of(*words, index=0):
    """A page with these words: text, left and top; each is a line of its own."""
    lines = (Line((Word(text, Box.clipped(x, y, x + 0.08, y + 0.012), 1.0),)) for text, x, y in words)
    return Page(index, 595, 842, tuple(lines))


def document_of(*words, shift=(0.0, 0.0)):
    moved = [(text, x + shift[0], y + shift[1]) for text, x, y in words]
    return Document((page_of(*moved),), 1)


def test_documents_of_one_supplier_have_one_layout():
    one = layout_of(document_of(*HEAD, ("25-001", 0.8, 0.1), *FOOT))
    other = layout_of(document_of(*HEAD, ("25-002", 0.8, 0.1), ("Planken", 0.1, 0.4), *FOOT))
    found = match(one, other)
    assert found is not None
    assert found.sure > 0.95


def test_documents_of_two_suppliers_have_not():
    found = match(layout_of(document_of(*HEAD, *FOOT)), layout_of(document_of(*OTHER)))
    assert found is None or found.sure < 0.1


def test_a_shifted_scan_is_the_same_layout_and_places_move_along():
    found = match(layout_of(document_of(*HEAD, *FOOT)), layout_of(document_of(*HEAD, *FOOT, shift=(0.03, 0.02))))
    assert found is not None
    assert found.sure > 0.95
    x, y, spread = found.moved(0.8, 0.1)
    assert (x, y, spread) == pytest.approx((0.83, 0.12, 0.0), abs=1e-3)


def test_a_photograph_from_farther_away_is_the_same_layout():
    farther = [(text, 0.3 + 0.6 * x, 0.1 + 0.6 * y) for text, x, y in (*HEAD, *FOOT)]
    found = match(layout_of(document_of(*HEAD, *FOOT)), layout_of(document_of(*farther)))
    assert found is not None
    assert found.sure > 0.95
    assert found.moved(0.8, 0.1)[:2] == pytest.approx((0.78, 0.16), abs=1e-3)


def test_what_stands_below_a_table_that_has_grown_moves_with_its_neighbours():
    lower = [(text, x, y + 0.1) for text, x, y in FOOT]
    found = match(layout_of(document_of(*HEAD, *FOOT)), layout_of(document_of(*HEAD, *lower)))
    assert found is not None
    assert found.moved(0.8, 0.1)[1] == pytest.approx(0.1, abs=1e-3), "the head stays"
    assert found.moved(0.8, 0.7)[1] == pytest.approx(0.8, abs=1e-3), "the total has moved"


def test_where_a_line_came_between_the_words_above_and_those_below_tell_different_places():
    """The number at 0.4 has no shared word beside it: it may have stayed or moved."""
    lower = [(text, x, y + 0.03) for text, x, y in FOOT]
    found = match(layout_of(document_of(*HEAD, *FOOT)), layout_of(document_of(*HEAD, *lower)))
    assert found is not None
    middle, low = found.moved_all(np.array([0.8, 0.8]), np.array([0.4, 0.95]))
    assert middle[1:, 1] == pytest.approx([0.4, 0.43], abs=1e-3)
    assert np.isinf(low[2, 1]), "nothing stands below it"


def test_the_foot_of_a_page_is_found_on_a_last_page():
    short = layout_of(document_of(*HEAD, *FOOT))
    pages = (page_of(*HEAD), page_of(*FOOT, index=1))
    found = match(short, layout_of(Document(pages, 2)))
    assert found is not None
    assert found.moved(0.8, 0.7)[1] == pytest.approx(1.7, abs=1e-3)


def test_a_layout_survives_storage():
    layout = layout_of(document_of(*HEAD, *FOOT))
    again = Layout.from_bytes(layout.to_bytes())
    assert np.array_equal(again.words, layout.words)
    assert np.array_equal(again.anchors, layout.anchors)


def test_an_empty_page_is_like_nothing():
    empty = layout_of(Document((page_of(),), 1))
    assert match(empty, empty) is None
    assert layout_of(Document((), 0)).words.size == 0
