"""PDF pages to grey images: pages that are nothing but images by PDFium, which is quick at that, others by poppler."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import numpy as np
import pypdfium2.raw as pdfium

from air.document import Page
from air.errors import UnreadableDocument
from air.readers.pdf import IMAGE, POINTS_PER_INCH, TEXT, opened, raster_dpi
from air.readers.prepare import Grey
from air.readers.settings import ReaderSettings

MOST_IMAGES = 40  # objects of a page that may be nothing but images
WHITE = 0xFFFFFFFF
_ONE_AT_A_TIME = Lock()  # PDFium knows no threads


def rasterise(data: bytes, path: Path, filename: str, page: Page, settings: ReaderSettings) -> Grey:
    """Grey image of a page, as displayed; `path` holds the same `data`.

    Raises:
        UnreadableDocument: the page cannot be rendered.
    """
    dpi = raster_dpi(page, settings)
    with _ONE_AT_A_TIME, opened(data, filename) as pdf:
        image = _image_page(pdf, page.index, dpi)
    return _by_poppler(path, filename, page.index + 1, dpi, settings) if image is None else image


def _image_page(pdf: pdfium.FPDF_DOCUMENT, index: int, dpi: int) -> Grey | None:
    """The page, if it holds images and hidden text only; text and drawings are drawn better by poppler."""
    page = pdfium.FPDF_LoadPage(pdf, index)
    if not page:
        return None
    try:
        return _rendered(page, dpi / POINTS_PER_INCH) if _is_all_images(page) else None
    finally:
        pdfium.FPDF_ClosePage(page)


def _is_all_images(page: pdfium.FPDF_PAGE) -> bool:
    count = pdfium.FPDFPage_CountObjects(page)
    items = [pdfium.FPDFPage_GetObject(page, number) for number in range(min(count, MOST_IMAGES + 1))]
    seen = [item for item in items if not _is_hidden(item)]
    return bool(seen) and count <= MOST_IMAGES and all(pdfium.FPDFPageObj_GetType(item) == IMAGE for item in seen)


def _is_hidden(item: pdfium.FPDF_PAGEOBJECT) -> bool:
    is_text = pdfium.FPDFPageObj_GetType(item) == TEXT
    return is_text and bool(pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _rendered(page: pdfium.FPDF_PAGE, scale: float) -> Grey:
    width, height = (
        max(1, round(side * scale)) for side in (pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
    )
    pixels = np.empty((height, width), np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, pixels.ctypes.data, width)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels


def _by_poppler(path: Path, filename: str, number: int, dpi: int, settings: ReaderSettings) -> Grey:
    from pdf2image import convert_from_path, exceptions

    try:
        images = convert_from_path(
            path, dpi=dpi, first_page=number, last_page=number, grayscale=True, use_cropbox=True,
            timeout=int(settings.timeout_seconds) + 1,
        )  # fmt: skip
    except (exceptions.PDFPageCountError, exceptions.PDFSyntaxError, exceptions.PDFPopplerTimeoutError) as error:
        raise UnreadableDocument(filename, f"page {number} cannot be rendered") from error
    return np.asarray(images[0].convert("L")) if images else np.full((100, 70), 255, np.uint8)
