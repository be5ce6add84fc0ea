from air.tables.columns import cells_of, find_spans
from air.tables.layout import Layout, layout_of
from tests.air.pages import text_page


def columns(*lines: str, headings: int) -> tuple[Layout, list[str | None]]:
    layout = layout_of(text_page(*lines))
    spans = find_spans(layout.rows[headings:], layout.rows[:headings], layout.character)
    return layout, [span.heading for span in spans]


def test_each_heading_finds_its_column():
    _, headings = columns(
        "Aantal  Omschrijving        Prijs    Bedrag",
        "     2  Stoel van eiken     12,00     24,00",
        "    10  Lamp                 1,50     15,00",
        headings=1,
    )
    assert headings == ["Aantal", "Omschrijving", "Prijs", "Bedrag"]


def test_headings_beside_their_columns_keep_their_order():
    _, headings = columns(
        "Item           Qty     Subtotal   VAT       Total",
        "Golf ball           8       680.00   21.00    822.80",
        "Tank top            1        15.00   21.00     18.15",
        headings=1,
    )
    assert headings == ["Item", "Qty", "Subtotal", "VAT", "Total"]


def test_headings_over_two_lines_are_one():
    _, headings = columns(
        "Omschrijving       Prijs per   Bedrag",
        "                       stuk    excl.",
        "Stoel                 12,00    24,00",
        "Tafel                 80,00    80,00",
        headings=2,
    )
    assert headings == ["Omschrijving", "Prijs per stuk", "Bedrag excl."]


def test_a_heading_over_nothing_is_an_empty_column():
    layout, headings = columns(
        "Omschrijving       Korting                    Bedrag",
        "Stoel                                          24,00",
        "Tafel                                          80,00",
        headings=1,
    )
    assert headings == ["Omschrijving", "Korting", "Bedrag"]
    spans = find_spans(layout.rows[1:], layout.rows[:1], layout.character)
    assert [[token.text for token in cell] for cell in cells_of(layout.rows[1], spans)] == [["Stoel"], [], ["24,00"]]


def test_two_headings_over_one_block_cut_it():
    _, headings = columns(
        "#   Description         Amount",
        "1 Design of a chair     100.00",
        "2 Paper                  12.00",
        "  Freight                 2.00",
        headings=1,
    )
    assert headings == ["#", "Description", "Amount"]
