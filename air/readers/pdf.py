"""PDF to pages of words: from the text layer where it can be trusted, else by OCR, page by page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

import pypdfium2.raw as pdfium

from air.document import Document, Page, StructuredInvoice
from air.errors import UnreadableDocument
from air.readers.lines import to_lines
from air.readers.sanity import IMAGE_PAGE, MIN_LETTERS, MIN_LETTERS_ON_IMAGE, is_sane, letters
from air.readers.settings import ReaderSettings
from air.readers.textlayer import NO_CHARS, PageFrame, read_chars
from air.readers.upright import upright_rows

POINTS_PER_INCH = 72
LONGEST_SIDE = 4200  # pixels of a rasterised page: A4 at 300 dpi is 3508
MAX_OBJECTS = 5_000  # of a page that are looked at for images
TEXT, IMAGE, FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM
REASONS = {
    pdfium.FPDF_ERR_FORMAT: "the PDF is damaged or incomplete; save or send it again",
    pdfium.FPDF_ERR_PASSWORD: "it is protected with a password; remove the password first",
    pdfium.FPDF_ERR_SECURITY: "its encryption is not supported; remove the protection first",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is made of."""

    image_share: float  # of the page under its largest image
    has_hidden_text: bool  # text that is there to be searched, not seen
    objects: int


def read_pdf(data: bytes, filename: str, settings: ReaderSettings, *, media: str = "pdf") -> Document:
    """Read a PDF.

    Raises:
        UnreadableDocument: damaged, encrypted, or without pages.
    """
    started = perf_counter()
    with opened(data, filename) as pdf:
        count = pdfium.FPDF_GetPageCount(pdf)
        if count < 1:
            raise UnreadableDocument(filename, "the PDF has no pages")
        invoice = _attached_invoice(pdf)
        pages = [_read_text_page(pdf, index) for index in range(min(count, settings.max_pages))]
    timings = {"text": (perf_counter() - started) * 1000}
    scanned = [page.index for page, is_trusted in pages if not is_trusted]
    read = {page.index: page for page, _ in pages}
    if scanned:
        from air.readers.scan import read_scanned_pages  # OCR is loaded when there is something to see

        read |= read_scanned_pages(data, filename, [read[index] for index in scanned], settings, timings)
    return Document(tuple(read[index] for index in sorted(read)), count, media, invoice, timings)


@contextmanager
def opened(data: bytes, filename: str) -> Iterator[pdfium.FPDF_DOCUMENT]:
    """The PDF, opened by PDFium until the end of the block.

    Raises:
        UnreadableDocument: it cannot be opened; says why.
    """
    _initialise()
    pdf = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not pdf:
        code = pdfium.FPDF_GetLastError()
        raise UnreadableDocument(filename, REASONS.get(code, f"the PDF cannot be opened (error {code})"))
    try:
        yield pdf
    finally:
        pdfium.FPDF_CloseDocument(pdf)


def raster_dpi(page: Page, settings: ReaderSettings) -> int:
    """Dots per inch so that large pages stay within bounds."""
    inches = max(page.width, page.height) / POINTS_PER_INCH
    return max(20, min(settings.dpi, int(min(LONGEST_SIDE, settings.max_pixels) / inches)))


def _attached_invoice(pdf: pdfium.FPDF_DOCUMENT) -> StructuredInvoice | None:
    if pdfium.FPDFDoc_GetAttachmentCount(pdf) < 1:
        return None
    from air.readers.einvoice import embedded_invoice  # the XML parser is loaded when there is something to parse

    return embedded_invoice(pdf)


def _initialise() -> None:
    import pypdfium2  # noqa: F401  (initialises PDFium once per process)


def _read_text_page(pdf: pdfium.FPDF_DOCUMENT, index: int) -> tuple[Page, bool]:
    """The page by its text layer, and whether that is to be trusted; a damaged page is read as far as it goes."""
    page = pdfium.FPDF_LoadPage(pdf, index)
    if not page:
        return Page(index, 595.0, 842.0, ()), True
    try:
        return _read_loaded_page(page, index)
    finally:
        pdfium.FPDF_ClosePage(page)


def _read_loaded_page(page: pdfium.FPDF_PAGE, index: int) -> tuple[Page, bool]:
    frame = _frame(page)
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        chars = read_chars(textpage, frame) if textpage else NO_CHARS
    finally:
        if textpage:
            pdfium.FPDFText_ClosePage(textpage)
    rows, turns = upright_rows(chars, frame.width, frame.height)
    is_trusted = _is_trusted([piece.text for row in rows for piece in row], _look(page, frame))
    width, height = (frame.height, frame.width) if turns % 2 else (frame.width, frame.height)
    return Page(index, width, height, to_lines(rows, width, height), turns * 90), is_trusted


def _is_trusted(texts: list[str], look: Look) -> bool:
    """False if reading the page as an image promises more than its text layer."""
    if look.objects == 0:
        return True  # an empty page
    found = letters(texts)
    if look.image_share >= IMAGE_PAGE and (look.has_hidden_text or found < MIN_LETTERS_ON_IMAGE):
        return False
    return found >= MIN_LETTERS and is_sane(texts)


def _frame(page: pdfium.FPDF_PAGE) -> PageFrame:
    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    return PageFrame(left, bottom, max(right, left + 1), max(top, bottom + 1), pdfium.FPDFPage_GetRotation(page) % 4)


def _look(page: pdfium.FPDF_PAGE, frame: PageFrame) -> Look:
    count = pdfium.FPDFPage_CountObjects(page)
    area = (frame.right - frame.left) * (frame.top - frame.bottom)
    share, is_hidden = 0.0, False
    for index in range(min(count, MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (IMAGE, FORM):
            share = max(share, _image_area(item, kind, frame) / area)
        elif kind == TEXT and not is_hidden:
            is_hidden = pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return Look(share, is_hidden, count)


def _image_area(item: pdfium.FPDF_PAGEOBJECT, kind: int, frame: PageFrame) -> float:
    """Square points of the page under the image; of a form if it holds an image."""
    if kind == FORM and not _holds_image(item):
        return 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0
    width = min(right.value, frame.right) - max(left.value, frame.left)
    height = min(top.value, frame.top) - max(bottom.value, frame.bottom)
    return max(width, 0.0) * max(height, 0.0)


def _holds_image(form: pdfium.FPDF_PAGEOBJECT) -> bool:
    count = min(pdfium.FPDFFormObj_CountObjects(form), 50)
    return any(pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, i)) == IMAGE for i in range(count))
