"""Makes the sample documents beside it: `python -m samples.make`.

All companies, people and numbers are made up. `invoice.pdf`, `scan.pdf`, `receipt.jpg` and what `mail.eml` carries are
drawn and degraded by `training.synthesis`, from layouts that no training document has (the next version of it draws
others); `invoice.docx` and `invoice.xlsx` are written here with python-docx and openpyxl, which `make setup-dev`
installs. `einvoice.xml` was written by hand.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
from PIL import Image

from training.synthesis import make_document
from training.synthesis.degrade import make_scan

HERE = Path(__file__).parent
INVOICE, SCANNED, RECEIPT, MAILED = 900_015, 900_118, 900_282, 900_041  # layouts
SCAN_SEED, PHOTO_SEED = 39, 5
SCAN_DPI = 150
FIXED_DATE = (2025, 1, 1, 0, 0, 0)  # of the parts of Office files, so that they don't change without reason

Row = tuple[str, float, float]  # what, how many, price of one


def invoice_pdf() -> bytes:
    """A digital PDF of a Dutch garage supplier."""
    return make_document(INVOICE).pdf


def scan_pdf() -> bytes:
    """An office copier's PDF: a grey picture of the page, no text layer."""
    scan = make_scan(make_document(SCANNED), SCAN_SEED)
    page = pypdfium2.PdfDocument(scan.data)[0].render(scale=SCAN_DPI / 72).to_pil()
    out = io.BytesIO()
    page.convert("L").save(out, "PDF", resolution=SCAN_DPI, quality=45, creationDate=None, modDate=None)
    return out.getvalue()


def receipt_jpg() -> bytes:
    """A receipt for office supplies on a wooden table, photographed by hand."""
    return make_scan(make_document(RECEIPT), PHOTO_SEED).data


def mail_eml() -> bytes:
    """A mail with the invoice attached and the sender's logo in the text."""
    drawn = make_document(MAILED)
    number = drawn.truth.fields["InvoiceNumber"]
    mail = EmailMessage()
    mail["From"] = "Administratie <administratie@leverancier.example>"
    mail["To"] = "facturen@afnemer.example"
    mail["Subject"] = f"Factuur {number}"
    mail["Date"] = "Mon, 06 Jan 2025 09:12:44 +0100"
    mail["Message-ID"] = "<20250106091244@leverancier.example>"
    mail.set_content("Geachte klant,\n\nBijgaand ontvangt u onze factuur.\n\nMet vriendelijke groet,\nMike\n")
    mail.add_alternative(
        '<p>Geachte klant,</p><p>Bijgaand ontvangt u onze factuur.</p><p><img src="cid:logo"></p>', subtype="html"
    )
    mail.get_payload()[1].add_related(_logo(), "image", "png", cid="<logo>", filename="logo.png", disposition="inline")
    mail.add_attachment(drawn.pdf, maintype="application", subtype="pdf", filename="factuur.pdf")
    mail.set_boundary("=-=-=attached")
    for number, part in enumerate(part for part in mail.iter_parts() if part.is_multipart()):
        part.set_boundary(f"=-=-=body{number}")
        for inner in part.iter_parts():
            if inner.is_multipart():
                inner.set_boundary(f"=-=-=inner{number}")
    return mail.as_bytes()


def invoice_docx() -> bytes:
    """An invoice that a freelancer types in Word."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    rows: list[Row] = [
        ("Ontwerp huisstijl, fase 2", 16, 72.5),
        ("Opmaak jaarverslag", 9, 72.5),
        ("Drukproef en koerier", 1, 48.75),
    ]
    word = Document()
    word.add_heading("Studio Wilgenhof", 0)
    word.add_paragraph("Kerkstraat 18\n3581 RE Utrecht\nKvK 64218830\nBTW-id NL002455799B11\npost@wilgenhof.example")
    word.add_paragraph("Aan\nBakkerij Zonnedauw B.V.\nHavenkade 7\n1811 KC Alkmaar")
    word.add_heading("Factuur", 1)
    facts = (
        "Factuurnummer: 2025-031",
        "Factuurdatum: 17 maart 2025",
        "Vervaldatum: 31 maart 2025",
        "Uw referentie: ZD-778",
    )
    word.add_paragraph("\n".join(facts))
    net, tax = _sums(rows, 0.21)
    table = word.add_table(rows=1, cols=4, style="Light Grid Accent 1")
    table.autofit = False
    for column, width in zip(table.columns, (8.0, 2.2, 2.6, 2.8), strict=True):
        column.width = Cm(width)
    for cell, heading in zip(table.rows[0].cells, ("Omschrijving", "Aantal", "Tarief", "Bedrag"), strict=True):
        cell.text = heading
    for what, count, price in rows:
        cells = table.add_row().cells
        texts = (what, f"{count:g}".replace(".", ","), _dutch(price), _dutch(count * price))
        for index, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            cell.text = text
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT if index else WD_ALIGN_PARAGRAPH.LEFT
    sums = (("Totaal exclusief btw", net), ("Btw 21%", tax), ("Totaal inclusief btw", net + tax))
    for label, amount in sums:
        line = word.add_paragraph(f"{label}   € {_dutch(amount)}")
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word.add_paragraph("Graag binnen 14 dagen betalen op NL39 RABO 0300 0652 64 t.n.v. Studio Wilgenhof.")
    out = io.BytesIO()
    word.save(out)
    return _settled(out.getvalue())


def invoice_xlsx() -> bytes:
    """An invoice that a small firm keeps as a spreadsheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    rows: list[Row] = [
        ("Schilderwerk kozijnen voorgevel", 22, 46),
        ("Grondverf en aflak, per liter", 15, 21.8),
        ("Huur rolsteiger, per dag", 3, 55),
    ]
    book = Workbook()
    sheet = book.active
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.title = "Factuur"
    for line in (
        ["Schildersbedrijf De Kwast V.O.F.", None, None, "FACTUUR"],
        ["Molenweg 55", None, None, None],
        ["7411 AV Deventer", None, "Factuurnummer", "25/0114"],
        ["KvK 08165432", None, "Factuurdatum", "02-06-2025"],
        ["BTW NL812345678B01", None, "Betalen voor", "02-07-2025"],
        ["IBAN NL20 INGB 0001 2345 67", None, "Debiteurnummer", "1047"],
        [],
        ["Vereniging van Eigenaars Parkzicht"],
        ["Parklaan 2 t/m 24", None, None, None],
        ["7416 BD Deventer"],
        [],
        ["Omschrijving", "Aantal", "Prijs", "Bedrag"],
        *([what, count, price, round(count * price, 2)] for what, count, price in rows),
    ):
        sheet.append(line)
    net, tax = _sums(rows, 0.09)
    sheet.append([])
    for label, amount in (("Subtotaal", net), ("Btw 9%", tax), ("Totaal te betalen", net + tax)):
        sheet.append([None, None, label, round(amount, 2)])
    for row in sheet.iter_rows(min_row=13, min_col=3, max_col=4):
        for cell in row:
            cell.number_format = "€ #,##0.00"
    for place in ("A1", "D1", "A12", "B12", "C12", "D12", f"C{sheet.max_row}", f"D{sheet.max_row}"):
        sheet[place].font = Font(bold=True)
    for column, width in zip("ABCD", (34, 8, 18, 12), strict=True):
        sheet.column_dimensions[column].width = width
    out = io.BytesIO()
    book.save(out)
    return _settled(out.getvalue())


MAKERS: dict[str, Callable[[], bytes]] = {
    "invoice.pdf": invoice_pdf,
    "scan.pdf": scan_pdf,
    "receipt.jpg": receipt_jpg,
    "invoice.docx": invoice_docx,
    "invoice.xlsx": invoice_xlsx,
    "mail.eml": mail_eml,
}


def main() -> None:
    """Write all samples."""
    for name, make in MAKERS.items():
        (HERE / name).write_bytes(make())
        print(name, (HERE / name).stat().st_size)


def _sums(rows: list[Row], rate: float) -> tuple[float, float]:
    """The amount without VAT, and the VAT."""
    net = round(sum(count * price for _, count, price in rows), 2)
    return net, round(net * rate, 2)


def _dutch(amount: float) -> str:
    """
    >>> _dutch(1234.5)
    '1.234,50'
    """
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 32), (150, 30, 40)).save(out, "PNG")
    return out.getvalue()


def _settled(office: bytes) -> bytes:
    """The same Office file with fixed dates on its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIXED_DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    main()
