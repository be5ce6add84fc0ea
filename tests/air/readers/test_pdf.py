"""PDF: the text layer, and when a page is read by OCR instead."""

import io

import pypdf
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from air.errors import UnreadableDocument
from air.readers import ReaderSettings, read_document
from tests.air.readers.files import A4, CII, INVOICE, pdf, plain_pdf, rotated, scan, scanned_pdf


def lines(data: bytes, page: int = 0) -> list[str]:
    return [line.text for line in read_document(data, "a.pdf").pages[page].lines]


def test_lines_span_columns_in_reading_order():
    assert lines(pdf(INVOICE))[3:] == [
        "Bakkerij De Gouden Korenaar, Molenstraat 12, 5611 AB Eindhoven",
        "Omschrijving Bedrag",
        "Volkorenbrood en krentenbollen 250,00",
        "Totaal inclusief btw 302,50",
        "Graag betalen binnen veertien dagen na ontvangst van deze rekening",
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rotated_page_is_read_upright(turn):
    """The sheet is stored upright and shown turned; reading turns it back."""
    straight = read_document(pdf(INVOICE), "a.pdf").pages[0]
    page = read_document(rotated(pdf(INVOICE), turn), "a.pdf").pages[0]
    assert page.rotation == 360 - turn
    assert (page.width, page.height) == pytest.approx(A4, abs=0.1)
    for word, expected in zip(page.words(), straight.words(), strict=True):
        assert word.text == expected.text
        assert (word.box.left, word.box.top) == pytest.approx((expected.box.left, expected.box.top), abs=1e-4)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_that_is_shown_upright_by_its_rotation(turn):
    """A sheet on which the text lies sideways, with /Rotate to show it right: nothing is left to turn."""

    def sideways(canvas):
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.drawString(-100, 0, "Bakkerij De Gouden Korenaar")

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    sideways(canvas)
    canvas.save()
    page = read_document(rotated(file.getvalue(), turn), "a.pdf").pages[0]
    assert page.rotation == 0
    assert (page.width, page.height) == pytest.approx(A4 if turn == 180 else A4[::-1], abs=0.1)
    assert [line.text for line in page.lines] == ["Bakkerij De Gouden Korenaar"]


def test_place_of_a_word():
    word = next(w for w in read_document(pdf(INVOICE), "a.pdf").pages[0].words() if w.text == "302,50")
    assert word.box.left == pytest.approx(480 / A4[0], abs=0.003)
    assert word.box.top < 320 / A4[1] < word.box.bottom
    assert word.box.height == pytest.approx(11 / A4[1], rel=0.3)
    assert word.confidence == 1


def drawn(*commands) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 500, "Bakkerij De Gouden Korenaar in Eindhoven")
    for command in commands:
        command(canvas)
    canvas.save()
    return file.getvalue()


def test_letters_spaced_out_are_one_word():
    def spaced(canvas):
        text = canvas.beginText(60, 700)
        text.setCharSpace(5)
        text.textOut("FACTUUR")
        canvas.drawText(text)

    assert lines(drawn(spaced))[0] == "FACTUUR"


def test_single_characters_in_columns_stay_apart():
    def cells(canvas):
        for left in (60, 160, 260):
            canvas.drawString(left, 700, "A")

    assert lines(drawn(cells))[0] == "A A A"


def test_text_drawn_twice_for_bold_is_read_once():
    def bold(canvas):
        canvas.drawString(60, 700, "Totaal 11,00")
        canvas.drawString(60.3, 700, "Totaal 11,00")

    assert lines(drawn(bold))[0] == "Totaal 11,00"


def test_text_outside_the_page_is_left_out():
    assert lines(drawn(lambda canvas: canvas.drawString(700, 500, "onzichtbaar"))) == [
        "Bakkerij De Gouden Korenaar in Eindhoven"
    ]


def test_space_that_does_not_break_is_a_space():
    assert lines(drawn(lambda canvas: canvas.drawString(60, 700, "1\u00a0234,56")))[0] == "1 234,56"


def test_origin_of_the_page_may_be_elsewhere():
    def shifted(canvas):
        canvas.setCropBox((50, 400, 350, 600))
        canvas.drawString(200, 510, "Totaal")

    page = read_document(drawn(shifted), "a.pdf").pages[0]
    word = next(w for w in page.words() if w.text == "Totaal")
    assert (page.width, page.height) == pytest.approx((300, 200))
    assert word.box.left == pytest.approx(0.5, abs=0.01)
    assert word.box.middle == pytest.approx(1 - 113 / 200, abs=0.03)


@pytest.mark.parametrize("angle", [90, 180, 270], ids=lambda angle: f"{angle} degrees")
def test_page_drawn_sideways_is_read_upright(angle):
    def sideways(canvas):
        for number in range(6):
            canvas.saveState()
            canvas.translate(300, 300)
            canvas.rotate(angle)
            canvas.drawString(-150, -20 * number, f"Regel {number} van de factuur 12{number},50")
            canvas.restoreState()

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    sideways(canvas)
    canvas.save()
    document = read_document(file.getvalue(), "a.pdf")
    assert [line.text for line in document.pages[0].lines] == [f"Regel {n} van de factuur 12{n},50" for n in range(6)]
    assert document.pages[0].rotation == angle
    assert (document.pages[0].width > document.pages[0].height) == (angle % 180 == 90)


def test_text_along_the_margin_does_not_break_lines():
    def margin(canvas):
        canvas.saveState()
        canvas.translate(20, 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "IBAN NL02ABNA0123456789 KvK 12345678")
        canvas.restoreState()

    found = lines(drawn(margin))
    assert "Bakkerij De Gouden Korenaar in Eindhoven" in found
    assert "IBAN NL02ABNA0123456789 KvK 12345678" in found


def test_mixed_document_is_read_page_by_page():
    document = read_document(scanned_pdf(scan(), pages_before=[INVOICE]), "a.pdf")
    assert [page.engine == "text" for page in document.pages] == [True, False]
    for page in document.pages:
        assert "Totaal inclusief btw 302,50" in [line.text for line in page.lines]
    assert document.was_scanned


def test_hidden_garbage_over_a_scan_is_not_believed():
    garbage = [("Xqzt vlkpw 9!!3 #kk lqq zzpw", 60, 100 + 20 * i, 11) for i in range(20)]
    document = read_document(scanned_pdf(scan(), hidden=garbage), "a.pdf")
    text = " ".join(word.text for word in document.pages[0].words())
    assert "302,50" in text
    assert "Xqzt" not in text


def test_text_of_shifted_codes_is_not_believed():
    """What a font without a code table gives: every letter is another one, though the page shows the right ones."""
    shifted = [("".join(chr(ord(c) + 3) if c.isalpha() else c for c in text), *place) for text, *place in INVOICE]
    page = read_document(pdf(shifted), "a.pdf").pages[0]
    assert page.engine != "text"


def test_pages_beyond_the_limit_are_counted():
    document = read_document(plain_pdf(3000), "a.pdf", ReaderSettings(max_pages=50))
    assert (len(document.pages), document.page_count) == (50, 3000)


def test_embedded_invoice_is_found():
    writer = pypdf.PdfWriter(io.BytesIO(pdf(INVOICE)))
    writer.add_attachment("notes.txt", b"no invoice")
    writer.add_attachment("factur-x.xml", CII)
    file = io.BytesIO()
    writer.write(file)
    document = read_document(file.getvalue(), "a.pdf")
    assert document.structured.fields["InvoiceNumber"] == ("G-7",)
    assert document.pages[0].lines


def test_user_password_may_be_empty():
    assert lines(pdf(INVOICE, encryption=StandardEncryption("", ownerPassword="x", canPrint=0)))[0] == "Factuur"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 100, "empty"),
        (b"%PDF-1.7\n", "damaged or incomplete"),
        (b"%PDF-1.7\nnonsense", "damaged or incomplete"),
        (plain_pdf(0), "no pages"),
        (pdf(INVOICE, encryption=StandardEncryption("secret")), "password"),
        (b"plain text", "not what the extension .pdf says"),
    ],
    ids=["empty", "zeros", "truncated", "damaged", "no pages", "encrypted", "no PDF"],
)
def test_refused(data, reason):
    with pytest.raises(UnreadableDocument, match=reason):
        read_document(data, "a.pdf")
