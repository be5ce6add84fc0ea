"""E-invoices: UBL and CII files, and the XML inside Factur-X and ZUGFeRD PDFs. Their values are exact."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from time import perf_counter

import pypdfium2.raw as pdfium

from air.document import Document, StructuredInvoice
from air.errors import UnreadableDocument
from air.readers import cii, ubl
from air.readers.settings import ReaderSettings
from air.readers.text import text_pages
from air.readers.xmltree import BadXml, Node, parse

MAX_XML_BYTES = 10_000_000
MAX_ATTACHMENTS = 20  # of a PDF that are looked at


def read_einvoice(data: bytes, filename: str, settings: ReaderSettings) -> Document:
    """Read a UBL or CII file; its page is the PDF that it carries, else its values in lines.

    Raises:
        UnreadableDocument: no XML, or XML of another kind.
    """
    started = perf_counter()
    try:
        root = _invoice_root(parse(data))
    except BadXml as error:
        raise UnreadableDocument(filename, str(error)) from error
    invoice = read_invoice(root)
    if invoice is None or root is None:
        raise UnreadableDocument(filename, "the XML is no UBL or CII invoice")
    timings = {"text": (perf_counter() - started) * 1000}
    if (pdf := ubl.embedded_pdf(root)) is not None:
        from air.readers.pdf import read_pdf

        return replace(read_pdf(pdf, filename, settings, media="xml"), structured=invoice)
    pages, count = text_pages(_printed(invoice), settings.max_pages)
    return Document(pages, count, "xml", invoice, timings)


def read_invoice(root: Node | None) -> StructuredInvoice | None:
    """What the XML states; None if it is no invoice."""
    if root is None:
        return None
    invoice = cii.read_cii(root) if root.tag in cii.ROOTS else ubl.read_ubl(root)
    return invoice if invoice.fields.get("InvoiceNumber") or invoice.fields.get("TotalAmountInclTax") else None


def embedded_invoice(pdf: pdfium.FPDF_DOCUMENT) -> StructuredInvoice | None:
    """The e-invoice attached to a PDF; None if there is none that can be read."""
    for index in range(min(pdfium.FPDFDoc_GetAttachmentCount(pdf), MAX_ATTACHMENTS)):
        attachment = pdfium.FPDFDoc_GetAttachment(pdf, index)
        if not attachment or not _name(attachment).lower().endswith(".xml"):
            continue
        try:
            invoice = read_invoice(_invoice_root(parse(_content(attachment))))
        except BadXml:
            continue
        if invoice is not None:
            return invoice
    return None


def is_invoice_xml(data: bytes) -> bool:
    """True if the bytes are an e-invoice."""
    try:
        return _invoice_root(parse(data)) is not None
    except BadXml:
        return False


def _invoice_root(root: Node) -> Node | None:
    """The invoice element, also inside an envelope."""
    if root.tag in cii.ROOTS + ubl.ROOTS:
        return root
    return next((child for child in root if child.tag in cii.ROOTS + ubl.ROOTS), None)


def _name(attachment: pdfium.FPDF_ATTACHMENT) -> str:
    size = pdfium.FPDFAttachment_GetName(attachment, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _content(attachment: pdfium.FPDF_ATTACHMENT) -> bytes:
    size = ctypes.c_ulong()
    pdfium.FPDFAttachment_GetFile(attachment, None, 0, ctypes.byref(size))
    if not 0 < size.value <= MAX_XML_BYTES:
        raise BadXml("no content, or too much")
    buffer = ctypes.create_string_buffer(size.value)
    pdfium.FPDFAttachment_GetFile(attachment, buffer, size.value, ctypes.byref(size))
    return buffer.raw


def _printed(invoice: StructuredInvoice) -> str:
    """The values in lines, so that there is a page to look at."""
    header = [f"{name}: {'; '.join(values)}" for name, values in invoice.fields.items()]
    columns = list(dict.fromkeys(name for line in invoice.line_items for name in line))
    table = [columns] + [[line.get(name, "") for name in columns] for line in invoice.line_items]
    widths = [min(max(len(row[i]) for row in table), 40) for i in range(len(columns))]
    rows = ["  ".join(cell[:40].ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table]
    return "\n".join([*header, "", *rows])
