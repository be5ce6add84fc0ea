"""The OCR engines' words: accents, confidence, and words within a line."""

import pytest

from air.readers.accents import with_accents
from air.readers.combine import combine
from air.readers.lines import Piece, group_lines, seen_piece
from air.readers.ocr import Reading
from air.readers.rapidocr import SeenLine, split_words
from air.readers.tesseract import languages_for


def seen(text: str, left: float = 0, top: float = 0, width: float = 100, confidence: float = 0.9) -> Piece:
    return seen_piece(text, left, top, left + width, top + 20, confidence)


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("GroBe", seen("Größe"), "Größe"),
        ("Lodz", seen("Łódź"), "Łódź"),
        ("Total", seen("Totäll"), "Total"),
        ("Fallig", seen("Fällig", confidence=0.2), "Fallig"),
        ("Fallig", seen("Fällig", left=500), "Fallig"),
    ],
    ids=["ß and ö", "Polish", "another word", "unsure", "elsewhere"],
)
def test_accents(text, other, expected):
    assert [piece.text for piece in with_accents([seen(text)], [other])] == [expected]


def test_words_of_a_line_by_their_letters():
    pieces = split_words(SeenLine("ab  cdef:", 0, 10, 100, 30, 0.8))
    assert [(piece.text, piece.left, piece.right) for piece in pieces] == [
        ("ab", 0, pytest.approx(200 / 9)),
        ("cdef:", pytest.approx(400 / 9), 100),
    ]


def test_specks_count_little():
    reading = Reading((seen("Factuurnummer", confidence=0.99), seen(".", confidence=0.1)), "tesseract")
    assert reading.confidence == pytest.approx((13 * 0.99 + 0.1) / 14)
    assert Reading((), "tesseract").confidence == 0


def test_languages():
    assert languages_for("nl") == ("nld", "eng")
    assert languages_for("en") == ("eng",)
    assert "deu" in languages_for(None)


def test_words_of_different_size_on_one_baseline():
    words = [
        Piece("Totaal", 0, 80, 100, 104, 100, 24),
        Piece("302,50", 300, 92, 340, 102, 100.4, 10),
        Piece("btw", 0, 110, 30, 120, 118, 10),
    ]
    assert [[piece.text for piece in row] for row in group_lines(reversed(words))] == [["Totaal", "302,50"], ["btw"]]


def test_raised_cents_belong_to_their_amount():
    words = [Piece("12,", 0, 80, 40, 104, 100, 24), Piece("50", 41, 80, 60, 92, 90, 12)]
    assert [[piece.text for piece in row] for row in group_lines(words)] == [["12,", "50"]]


def test_skew_that_is_left():
    words = [seen("links", 0, 100), seen("rechts", 1000, 130), seen("onder", 0, 130)]
    rows = group_lines(words, slope=0.03)
    assert [[piece.text for piece in row] for row in rows] == [["links", "rechts"], ["onder"]]


@pytest.mark.parametrize(
    ("thorough", "fast", "expected"),
    [
        ("Netapayer", ["Net", "à", "payer"], ["Net", "à", "payer"]),
        ("EUR19,77", ["EUK", "19,77"], ["EUR", "19,77"]),
        ("1 234,56", ["1", "234,56"], ["1", "234,56"]),
        ("2022-01-192022-02-03", ["2022-01-19", "2022-02-03"], ["2022-01-19", "2022-02-03"]),
        ("Montant", ["%&", "§", "~"], ["Montant"]),
        ("30,00", ["30,00€"], ["30,00", "€"]),
        ("10.20", ["£10.20"], ["£", "10.20"]),
        ("£10.20", ["£10.20"], ["£10.20"]),
        ("30-06-2025", ["£", "30-06-2025"], ["30-06-2025"]),
    ],
    ids=[
        "no spaces",
        "letters misread",
        "own space",
        "digits far apart",
        "other text",
        "euro sign",
        "pound sign",
        "sign seen by both",
        "stain",
    ],
)
def test_letters_of_one_engine_spaces_of_the_other(thorough, fast, expected):
    words, left = [], 0.0
    for text in fast:
        words.append(seen(text, left, width=10.0 * len(text)))
        left += 10.0 * len(text) + 15
    pieces = combine([SeenLine(thorough, 0, 0, left, 20, 0.9)], words)
    assert [piece.text for piece in sorted(pieces, key=lambda piece: piece.left)] == expected


def test_what_only_the_fast_engine_saw_is_kept_if_it_is_sure():
    line = SeenLine("Total", 0, 0, 100, 20, 0.9)
    seen_alone = [seen("12,50", 300, confidence=0.95), seen("x1", 500, confidence=0.4), seen("|", 600, confidence=0.95)]
    assert [piece.text for piece in combine([line], seen_alone)] == ["Total", "12,50"]
