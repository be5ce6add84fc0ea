"""Invoices for the flow: digital PDFs as suppliers send them, an e-invoice, and archives of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Line = tuple[str, str, str, str, str]  # article, description, quantity, price, amount
PAPER: Line = ("P-400", "Papier A4, doos", "10", "25,00", "250,00")
ORDER: dict[str, Any] = {  # of that paper
    "purchaseOrderNumber": "PO-118", "accountCode": "10017", "purchaseDate": "2025-01-15T00:00:00",
    "lines": [{"lineNumber": 1, "productCode": "P-400", "description": "Papier A4, doos", "quantity": 10,
               "price": 25.0, "ledgerAccountCode": "7000", "costCentreCode": "K1", "taxCode": "1",
               "externalId": "commitment-1"}],
}  # fmt: skip


def invoice(
    *lines: Line,
    number: str = "F25-0042",
    date: str = "29-01-2025",
    supplier: Sequence[str] = ("Papierhandel Noord B.V.", "IBAN NL91ABNA0417164300", "BTW NL009876543B01"),
    order: str | None = None,
    title: str = "FACTUUR",
    excl: str = "250,00",
    tax: str = "52,50",
    incl: str = "302,50",
) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 790, supplier[0])
    canvas.setFont("Helvetica", 10)
    y = 770
    for line in (*supplier[1:], "", title, f"Factuurnummer: {number}", f"Factuurdatum: {date}"):
        canvas.drawString(60, y, line)
        y -= 16
    if order:
        canvas.drawString(60, y, f"Uw ordernummer: {order}")
        y -= 16
    y = 560
    columns = (60, 130, 330, 400, 480)
    for heading, x in zip(("Artikel", "Omschrijving", "Aantal", "Prijs", "Bedrag"), columns, strict=True):
        canvas.drawString(x, y, heading)
    for line in lines or (PAPER,):
        y -= 18
        for text, x in zip(line, columns, strict=True):
            canvas.drawString(x, y, text)
    for label, amount in (("Totaal excl. btw", excl), ("BTW 21%", tax), ("Totaal incl. btw EUR", incl)):
        y -= 24
        canvas.drawString(330, y, label)
        canvas.drawString(480, y, amount)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


CAR = {
    "supplier": ("Autobedrijf Jansen & Zn.", "Dorpsstraat 1, 1234 AB Utrecht", "BTW-nummer NL111111111B01"),
    "number": "2025-118",
    "excl": "100,00",
    "tax": "21,00",
    "incl": "121,00",
}
CAR_LINE: Line = ("", "Grote beurt", "1", "100,00", "100,00")
UNKNOWN = {
    "supplier": ("Schildersbedrijf Nieuw", "Kade 4, 3000 AA Rotterdam", "BTW NL222222222B02"),
    "number": "2025-0900",
    "excl": "400,00",
    "tax": "84,00",
    "incl": "484,00",
}
UNKNOWN_LINE: Line = ("", "Schilderwerk", "1", "400,00", "400,00")


def zipped(**files: bytes) -> bytes:
    """A zip; `a_pdf` is named `a.pdf`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            stem, _, suffix = name.rpartition("_")
            archive.writestr(f"map/{stem}.{suffix}", content)
    return out.getvalue()


def mail(**files: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.nl", "b@example.nl", "Facturen"
    message.set_content("Zie bijlagen.")
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        message.add_attachment(content, maintype="application", subtype="pdf", filename=f"{stem}.{suffix}")
    return message.as_bytes()
