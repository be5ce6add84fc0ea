"""The documents that are measured: drawn, the same in every run."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from training.synthesis import make_document

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FIRST_LAYOUT = 700_000  # layouts that no training document has
ROWS_PER_PAGE = 40
COLUMNS = ((60, "Art.nr"), (120, "Omschrijving"), (350, "Aantal"), (420, "Prijs"), (500, "Bedrag"))


@cache
def one_page_pdfs(count: int) -> tuple[bytes, ...]:
    """Digital invoices and receipts of one page, each of another layout."""
    found: list[bytes] = []
    layout = FIRST_LAYOUT
    while len(found) < count:
        pdf = make_document(layout).pdf
        layout += 1
        if len(pypdfium2.PdfDocument(pdf)) == 1:
            found.append(pdf)
    return tuple(found)


def joined(pdfs: Sequence[bytes], pages: int) -> bytes:
    """One PDF of so many pages: the given ones, over and over."""
    whole, parts = pypdfium2.PdfDocument.new(), [pypdfium2.PdfDocument(pdf) for pdf in pdfs]
    for number in range(pages):
        whole.import_pages(parts[number % len(parts)])
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def long_invoice(pages: int) -> bytes:
    """One invoice whose table goes on over all pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in range(pages):
        _draw_page(canvas, page, is_last=page == pages - 1, pages=pages)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan_pdf() -> bytes:
    """A page without a text layer, well legible."""
    return (SAMPLES / "scan.pdf").read_bytes()


def blurred_photo() -> bytes:
    """A photograph on which Tesseract is unsure, so that the second engine reads it too."""
    picture = np.asarray(Image.open(SAMPLES / "receipt.jpg").convert("L"))
    blurred = cv2.GaussianBlur(cv2.resize(picture, None, fx=0.6, fy=0.6), (0, 0), 1.3)
    out = io.BytesIO()
    Image.fromarray(blurred).save(out, "JPEG", quality=30)
    return out.getvalue()


def _draw_page(canvas: Canvas, page: int, *, is_last: bool, pages: int) -> None:
    canvas.setFont("Helvetica", 9)
    if page == 0:
        for number, line in enumerate(("Groothandel Zuid B.V.", "Factuurnummer: 2025-118", "Factuurdatum: 03-02-2025")):
            canvas.drawString(60, 800 - 12 * number, line)
    for left, heading in COLUMNS:
        canvas.drawString(left, 750, heading)
    for row in range(ROWS_PER_PAGE):
        number = page * ROWS_PER_PAGE + row
        cells = (f"A{1000 + number}", f"Schroef verzinkt {number % 50} mm", "2", "3,50", "7,00")
        for (left, _), cell in zip(COLUMNS, cells, strict=True):
            canvas.drawString(left, 734 - 15 * row, cell)
    if is_last:
        net = 700 * ROWS_PER_PAGE * pages
        sums = (("Totaal excl. btw", net), ("Btw 21%", net * 21 // 100), ("Totaal te betalen", net * 121 // 100))
        for number, (label, cents) in enumerate(sums):
            canvas.drawString(350, 110 - 14 * number, label)
            canvas.drawString(500, 110 - 14 * number, f"{cents // 100},{cents % 100:02}")
    canvas.drawString(60, 40, f"Pagina {page + 1} van {pages}")
