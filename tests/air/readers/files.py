"""Files made for the tests of the readers: documents of every type, and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from email.message import EmailMessage

import pypdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

A4 = (595.28, 841.89)
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
INVOICE = (
    ("Factuur", 60, 80, 22),  # text, left, baseline from the top, size
    ("Factuurnummer: F25-0042", 60, 140, 11),
    ("Factuurdatum: 29-01-2025", 60, 156, 11),
    ("Bakkerij De Gouden Korenaar, Molenstraat 12, 5611 AB Eindhoven", 60, 190, 11),
    ("Omschrijving", 60, 260, 11),
    ("Bedrag", 480, 260, 11),
    ("Volkorenbrood en krentenbollen", 60, 280, 11),
    ("250,00", 480, 280, 11),
    ("Totaal inclusief btw", 60, 320, 11),
    ("302,50", 480, 320, 11),
    ("Graag betalen binnen veertien dagen na ontvangst van deze rekening", 60, 360, 11),
)
Items = Sequence[tuple[str, float, float, float]]


def pdf(*pages: Items, encryption: StandardEncryption | None = None, size=A4) -> bytes:
    """A digital PDF."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, encrypt=encryption)
    for items in pages:
        for text, left, top, points in items:
            canvas.setFont("Helvetica", points)
            canvas.drawString(left, size[1] - top, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def rotated(data: bytes, turn: int) -> bytes:
    """The PDF with /Rotate on its pages."""
    writer = pypdf.PdfWriter(io.BytesIO(data))
    for page in writer.pages:
        page.rotate(turn)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def scan(items: Items = INVOICE, *, dpi: int = 150, size=A4, angle: float = 0.0) -> Image.Image:
    """A clean grey scan of the page, leaning by `angle` degrees (counter-clockwise)."""
    scale = dpi / 72
    image = Image.new("L", (round(size[0] * scale), round(size[1] * scale)), 255)
    draw = ImageDraw.Draw(image)
    for text, left, top, points in items:
        font = ImageFont.truetype(FONT, round(points * scale))
        draw.text((left * scale, top * scale), text, font=font, fill=0, anchor="ls")
    return image.rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC) if angle else image


def encoded(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    """The image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def scanned_pdf(image: Image.Image, *, hidden: Items = (), pages_before: Sequence[Items] = ()) -> bytes:
    """A PDF whose last page is an image, with a hidden text layer over it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for items in pages_before:
        for text, left, top, points in items:
            canvas.setFont("Helvetica", points)
            canvas.drawString(left, A4[1] - top, text)
        canvas.showPage()
    canvas.drawImage(ImageReader(image), 0, 0, *A4)
    for text, left, top, points in hidden:
        hidden_text = canvas.beginText(left, A4[1] - top)
        hidden_text.setFont("Helvetica", points)
        hidden_text.setTextRenderMode(3)
        hidden_text.textOut(text)
        canvas.drawText(hidden_text)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def plain_pdf(kids: int) -> bytes:
    """A PDF of many empty pages, or of none, written by hand."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    refs = b" ".join(b"%d 0 R" % (3 + i) for i in range(kids))
    objects.append(b"<</Type/Pages/Kids[%s]/Count %d>>" % (refs, kids))
    objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"] * kids
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def huge_png(side: int) -> bytes:
    """A small file that says it is a square of `side` pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * 64), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zip_bomb(megabytes: int) -> bytes:
    """A docx whose text unpacks to that many megabytes of zeros."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(megabytes):
                part.write(bytes(1024 * 1024))
    return file.getvalue()


def email(text: str = "", html: str = "", *attached: tuple[str, bytes]) -> EmailMessage:
    """An e-mail with attachments (name, content)."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Factuur", "info@bakkerij.example", "inkoop@klant.example"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


UBL = b"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:ID>F25-0042</cbc:ID><cbc:IssueDate>2025-01-29</cbc:IssueDate><cbc:DueDate>2025-02-12</cbc:DueDate>
 <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
 <cbc:BuyerReference>M. Bakker</cbc:BuyerReference>
 <cac:OrderReference><cbc:ID>PO-118</cbc:ID></cac:OrderReference>
 <cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cbc:PostalZone>5611 AB</cbc:PostalZone></cac:PostalAddress>
  <cac:PartyTaxScheme><cbc:CompanyID>NL001234567B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:CompanyID>12345678</cbc:CompanyID></cac:PartyLegalEntity>
  <cac:Contact><cbc:ElectronicMail>info@bakkerij.example</cbc:ElectronicMail></cac:Contact></cac:Party></cac:AccountingSupplierParty>
 <cac:PaymentMeans><cbc:PaymentID>RF18539007547034</cbc:PaymentID>
  <cac:PayeeFinancialAccount><cbc:ID>NL02 ABNA 0123456789</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
 <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">52.50</cbc:TaxAmount>
  <cac:TaxSubtotal><cbc:TaxableAmount>250.00</cbc:TaxableAmount><cbc:TaxAmount>52.50</cbc:TaxAmount>
   <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21.00</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
 <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>250.00</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount>302.50</cbc:TaxInclusiveAmount><cbc:PayableAmount>302.50</cbc:PayableAmount></cac:LegalMonetaryTotal>
 <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">10.0</cbc:InvoicedQuantity>
  <cbc:LineExtensionAmount>250.00</cbc:LineExtensionAmount>
  <cac:Item><cbc:Name>Papier A4, doos</cbc:Name>
   <cac:SellersItemIdentification><cbc:ID>P-400</cbc:ID></cac:SellersItemIdentification>
   <cac:ClassifiedTaxCategory><cbc:Percent>21</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
  <cac:Price><cbc:PriceAmount>2500.00</cbc:PriceAmount><cbc:BaseQuantity>100</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>
</Invoice>"""
CII = b"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
 <rsm:ExchangedDocument><ram:ID>G-7</ram:ID><ram:TypeCode>381</ram:TypeCode>
  <ram:IssueDateTime><udt:DateTimeString format="102">20250129</udt:DateTimeString></ram:IssueDateTime>
 </rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>
  <ram:IncludedSupplyChainTradeLineItem>
   <ram:SpecifiedTradeProduct><ram:SellerAssignedID>B-1</ram:SellerAssignedID>
    <ram:Name>Beratung</ram:Name></ram:SpecifiedTradeProduct>
   <ram:SpecifiedLineTradeAgreement>
    <ram:NetPriceProductTradePrice><ram:ChargeAmount>50.0000</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
   <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity>1.5</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
   <ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax>
    <ram:RateApplicablePercent>0</ram:RateApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementLineMonetarySummation>
    <ram:LineTotalAmount>75.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
  </ram:IncludedSupplyChainTradeLineItem>
  <ram:ApplicableHeaderTradeAgreement>
   <ram:SellerTradeParty><ram:SpecifiedLegalOrganization><ram:ID>HRB 1</ram:ID></ram:SpecifiedLegalOrganization>
    <ram:PostalTradeAddress><ram:PostcodeCode>10115</ram:PostcodeCode></ram:PostalTradeAddress>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">12/345</ram:ID></ram:SpecifiedTaxRegistration>
    <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE136695976</ram:ID></ram:SpecifiedTaxRegistration>
   </ram:SellerTradeParty>
   <ram:BuyerTradeParty><ram:ID>K-9</ram:ID></ram:BuyerTradeParty>
   <ram:ContractReferencedDocument><ram:IssuerAssignedID>V-3</ram:IssuerAssignedID></ram:ContractReferencedDocument>
  </ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeSettlement><ram:PaymentReference>G-7</ram:PaymentReference><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:ApplicableTradeTax><ram:CalculatedAmount>0.00</ram:CalculatedAmount><ram:BasisAmount>75.00</ram:BasisAmount>
    <ram:CategoryCode>AE</ram:CategoryCode><ram:RateApplicablePercent>0</ram:RateApplicablePercent></ram:ApplicableTradeTax>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>75.00</ram:TaxBasisTotalAmount>
    <ram:GrandTotalAmount>75.00</ram:GrandTotalAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
 </rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""
XML_BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">]>
<Invoice><ID>&g;</ID></Invoice>"""
