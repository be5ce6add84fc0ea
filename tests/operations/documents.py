"""Documents for tests: an ordinary invoice, and some that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Papierhandel Noord B.V.",
    "Factuur",
    "Factuurnummer: F25-0042",
    "Factuurdatum: 29-01-2025",
    "Vervaldatum: 28-02-2025",
    "Papier A4, doos        10    25,00    250,00",
    "Totaal excl. btw       EUR 250,00",
    "BTW 21%                EUR 52,50",
    "Totaal incl. btw       EUR 302,50",
    "IBAN NL02ABNA0123456789   BTW-nummer NL001234567B01",
)


def invoice(pages: int = 1, *, password: str | None = None) -> bytes:
    """A digital PDF, the same invoice on every page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=password, invariant=1)
    for page in range(pages):
        for number, line in enumerate((*LINES, f"Bladzijde {page + 1}")):
            canvas.drawString(60, 780 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan(pages: int) -> bytes:
    """A PDF of pictures of text, so that every page costs a second or more of OCR."""
    import pypdfium2

    picture = pypdfium2.PdfDocument(invoice())[0].render(scale=200 / 72).to_pil().convert("L")
    out = io.BytesIO()
    picture.save(out, "PDF", save_all=True, append_images=[picture] * (pages - 1), resolution=200)
    return out.getvalue()


def without_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height), 1).save(out, "PNG")
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A small file that unpacks to that many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
        + chunk(b"IEND", b"")
    )


def zip_bomb() -> bytes:
    """A Word document of 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(400):
                part.write(bytes(1024 * 1024))
    return out.getvalue()


def xml_bomb() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">{entities}]><Invoice>&l11;</Invoice>'.encode()
