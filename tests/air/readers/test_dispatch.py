"""Which reader reads a file, by content and by extension."""

import pytest

from air.errors import UnreadableDocument, UnsupportedDocument
from air.readers import read_document
from air.readers.dispatch import kind_of
from tests.air.readers.files import INVOICE, UBL, email, encoded, pdf, scan, zip_bomb


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (pdf(INVOICE), "a.pdf", "pdf"),
        (pdf(INVOICE), "a.jpg", "pdf"),
        (b"\r\n\r\n" + pdf(INVOICE), "A.PDF", "pdf"),
        (encoded(scan(dpi=20)), "a.pdf", "image"),
        (encoded(scan(dpi=20), "JPEG"), "a.png", "image"),
        (encoded(scan(dpi=20), "BMP"), "a.bmp", "image"),
        (encoded(scan(dpi=20), "WEBP"), "a.webp", "image"),
        (encoded(scan(dpi=20), "TIFF"), "a.tif", "image"),
        (zip_bomb(1), "a.docx", "office"),
        (email("x").as_bytes(), "a.eml", "email"),
        (UBL, "a.xml", "xml"),
        (b"hello", "a.txt", "text"),
        (b"mentions %PDF- somewhere", "a.txt", "text"),
    ],
)  # fmt: skip
def test_kind(data, name, kind):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize("name", ["a.exe", "a", "a.pdf.zip", ""])
def test_unknown_extension(name):
    with pytest.raises(UnsupportedDocument, match="is none of"):
        read_document(pdf(INVOICE), name)


def test_content_of_no_type():
    with pytest.raises(UnreadableDocument, match="not what the extension"):
        read_document(b"MZ" + bytes(range(200)), "a.docx")


def test_png_named_pdf_is_read():
    document = read_document(encoded(scan()), "a.pdf")
    assert document.media == "image"
    assert "302,50" in [word.text for word in document.pages[0].words()]
