"""Images: every format, whichever way up, and those that are refused."""

import io

import numpy as np
import pytest
from PIL import Image

from air.errors import DocumentTooDemanding, UnreadableDocument
from air.readers import ReaderSettings, read_document
from air.readers.image import load_images, to_grey
from air.readers.prepare import look_at, skew
from tests.air.readers.files import INVOICE, encoded, huge_png, scan

TESSERACT = ReaderSettings(engine="tesseract")


def words(data: bytes, name: str = "a.png", settings: ReaderSettings = TESSERACT) -> list[str]:
    return [word.text for word in read_document(data, name, settings).pages[0].words()]


def test_scan_is_read_in_lines():
    page = read_document(encoded(scan()), "a.png", TESSERACT).pages[0]
    assert "Totaal inclusief btw 302,50" in [line.text for line in page.lines]
    assert (page.width, page.height, page.rotation, page.engine) == (1240, 1754, 0, "tesseract")
    amount = next(word for word in page.words() if word.text == "302,50")
    assert amount.box.left == pytest.approx(480 / 595, abs=0.01)
    assert amount.box.bottom == pytest.approx(320 / 842, abs=0.01)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_that_lies_another_way_is_turned(turn):
    lying = scan().rotate(turn, expand=True)  # counter-clockwise, so the same turn clockwise puts it right
    page = read_document(encoded(lying), "a.png", TESSERACT).pages[0]
    assert "302,50" in [word.text for word in page.words()]
    assert page.rotation == turn
    assert (page.width, page.height) == (1240, 1754)


def test_exif_turn():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn 90 degrees clockwise to show
    data = encoded(scan().rotate(90, expand=True), "JPEG", exif=exif)
    page = read_document(data, "a.jpg", TESSERACT).pages[0]
    assert "302,50" in [word.text for word in page.words()]
    assert (page.width, page.height, page.rotation) == (1240, 1754, 0)


@pytest.mark.parametrize("angle", [-3.0, 2.0])
def test_skewed_page_is_levelled(angle):
    leaning = scan(angle=angle)
    assert skew(np.asarray(leaning)) == pytest.approx(-angle, abs=0.4)
    lines = [line.text for line in read_document(encoded(leaning), "a.png", TESSERACT).pages[0].lines]
    assert "Totaal inclusief btw 302,50" in lines


def test_small_text_is_enlarged():
    assert "302,50" in words(encoded(scan(dpi=80)))


def test_grey_paper_with_a_shadow():
    image = np.asarray(scan(), dtype=np.float64)
    shade = np.linspace(0.35, 0.8, image.shape[1])
    assert "302,50" in words(encoded(Image.fromarray((image * shade).astype(np.uint8)), "JPEG"), "a.jpg")


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpeg"), ("BMP", "a.bmp"), ("WEBP", "a.webp"), ("TIFF", "a.tif")]
)
def test_formats(kind, name):
    images, count = load_images(encoded(scan(dpi=30), kind), name, TESSERACT)
    assert count == 1
    assert images[0].shape == (351, 248)
    assert images[0].min() < 100 < 200 < images[0].max()


def test_pages_of_a_tiff():
    file = io.BytesIO()
    second = [("Bladzijde twee van deze factuur", 60, 100, 14)]
    scan(dpi=100).save(file, "TIFF", save_all=True, append_images=[scan(second, dpi=100), scan(second, dpi=100)])
    document = read_document(file.getvalue(), "a.tiff", ReaderSettings(engine="tesseract", max_pages=2))
    assert (document.page_count, len(document.pages)) == (3, 2)
    assert "Factuurnummer:" in [word.text for word in document.pages[0].words()]
    assert "Bladzijde" in [word.text for word in document.pages[1].words()]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "CMYK"])
def test_any_mode_becomes_grey_on_white(mode):
    plain = scan(dpi=30)
    if mode in ("RGBA", "LA"):
        image = Image.new(mode, plain.size)  # black ink on nothing
        image.putalpha(plain.point(lambda value: 255 - value))
    elif mode == "I;16":
        image = Image.fromarray(np.asarray(plain).astype(np.uint16) * 257)
    else:
        image = plain.convert(mode)
    grey = np.asarray(to_grey(image))
    assert np.abs(grey.astype(int) - np.asarray(plain)).mean() < 12


def test_receipts_are_told_from_pages():
    receipt = [(f"Artikel {n}      {n},50", 10, 20 + 16 * n, 11) for n in range(1, 25)]
    page = [(" ".join(["regel met veel woorden"] * 4), 40, 60 + 16 * n, 11) for n in range(40)]
    assert look_at(np.asarray(scan(receipt, size=(200, 440)))).is_narrow
    assert not look_at(np.asarray(scan(page))).is_narrow


def test_empty_page_has_no_words():
    assert words(encoded(Image.new("L", (800, 1000), 255))) == []


def test_unsure_page_is_read_by_both_engines():
    """Strong noise makes Tesseract guess."""
    rng = np.random.default_rng(3)
    lines = [("Factuurdatum 29-01-2025", 10, 30, 11), ("Totaal inclusief btw 302,50", 10, 60, 11)]
    image = np.asarray(scan(lines, dpi=110, size=(220, 90)), dtype=np.float64)
    noisy = np.clip(image * 0.5 + 60 + rng.normal(0, 22, image.shape), 0, 255).astype(np.uint8)
    page = read_document(encoded(Image.fromarray(noisy)), "a.png", ReaderSettings(engine="auto")).pages[0]
    assert page.engine == "both"
    assert "29-01-2025" in " ".join(word.text for word in page.words())


def test_rapidocr_splits_lines_into_words():
    page = read_document(encoded(scan()), "a.png", ReaderSettings(engine="rapidocr")).pages[0]
    amount = next(word for word in page.words() if word.text == "302,50")
    assert page.engine == "rapidocr"
    assert amount.box.left == pytest.approx(480 / 595, abs=0.02)


@pytest.mark.parametrize("side", [10_001, 50_000])
def test_too_many_pixels_are_refused_before_decoding(side):
    with pytest.raises(DocumentTooDemanding, match=f"{side} x {side} pixels"):
        read_document(huge_png(side), "a.png")


@pytest.mark.parametrize("keep", [20, 60, 0.5], ids=["signature", "header", "half"])
def test_truncated_image(keep):
    data = encoded(scan(dpi=60))
    with pytest.raises(UnreadableDocument, match="damaged or incomplete"):
        read_document(data[: keep if isinstance(keep, int) else int(len(data) * keep)], "a.png")


def test_words_of_the_invoice_are_found():
    expected = {word for text, *_ in INVOICE for word in text.split()}
    assert len(expected & set(words(encoded(scan())))) >= 0.9 * len(expected)
