from air.document import Box, Document, Line, Page, Word
from air.tables.layout import layout_of, layouts_of
from tests.air.pages import text_page


def word(text: str, left: float, top: float) -> Word:
    return Word(text, Box(left, top, left + 0.01 * len(text), top + 0.012), 1.0)


def test_lines_beside_each_other_are_one_row():
    page = Page(
        0,
        595,
        842,
        (Line((word("Stoel", 0.1, 0.3),)), Line((word("12,00", 0.8, 0.3),)), Line((word("Tafel", 0.1, 0.32),))),
    )
    assert [row.text for row in layout_of(page).rows] == ["Stoel 12,00", "Tafel"]


def test_a_slightly_turned_page_keeps_its_rows():
    rows = []
    for number in range(4):
        words = tuple(
            word(f"w{column}{number}", 0.05 + 0.1 * column, 0.3 + 0.02 * number + 0.0015 * column)
            for column in range(9)
        )
        rows += [Line(words[:4]), Line(words[4:])]
    assert [len(row.tokens) for row in layout_of(Page(0, 595, 842, tuple(rows))).rows] == [9, 9, 9, 9]


def test_rows_are_cut_at_wide_gaps_and_between_amounts():
    page = text_page("Groene stoel   2 st   12,00 24,00")
    assert [segment.text for segment in layout_of(page).rows[0].segments] == ["Groene stoel", "2 st", "12,00", "24,00"]


def test_an_empty_page_has_no_rows():
    assert layouts_of(Document((Page(0, 595, 842, ()),), 1))[0].rows == ()
