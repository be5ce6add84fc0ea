"""Documents for tests as files: pages of text drawn as PDF, and photographed."""

from __future__ import annotations

import io

from pdf2image import convert_from_bytes
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEFT, TOP, LEADING, SIZE = 50, 790, 18, 10  # points
PAPER = "white"


def pdf(*pages: tuple[str, ...], size: float = SIZE, leading: float = LEADING) -> bytes:
    """Pages of typed lines, wide gaps as they are."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.setFont("Courier", size)
            canvas.drawString(LEFT, TOP - leading * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan(document: bytes, *, degrees: float = 0.0, dpi: int = 200) -> bytes:
    """Its first page as a PNG, turned anti-clockwise."""
    picture = convert_from_bytes(document, dpi=dpi, first_page=1, last_page=1)[0]
    picture = picture.rotate(degrees, expand=True, fillcolor=PAPER, resample=Image.Resampling.BICUBIC)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
