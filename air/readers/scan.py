"""Pages that are images: made upright and even, read by OCR, several side by side."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from air.document import Page
from air.errors import UnreadableDocument
from air.readers import tesseract
from air.readers.lines import group_lines, to_lines
from air.readers.ocr import read_page
from air.readers.pdf import raster_dpi
from air.readers.prepare import prepare
from air.readers.settings import ReaderSettings

Timings = dict[str, float]


def read_scanned_pages(
    data: bytes, filename: str, pages: Sequence[Page], settings: ReaderSettings, timings: Timings
) -> dict[int, Page]:
    """Pages of a PDF by OCR; a page on which OCR finds less than its text layer has stays as it is."""

    def read(page: Page) -> Page:
        started = perf_counter()
        image = rasterise(data, filename, page, settings)
        add_time(timings, "raster", started)
        seen = read_scan(image, page.index, settings, timings)
        seen = replace(seen, width=page.width, height=page.height, rotation=(page.rotation + seen.rotation) % 360)
        return seen if _length(seen) > _length(page) / 2 else page

    return {page.index: page for page in side_by_side(read, pages, settings)}


def read_scan(image: NDArray[np.uint8], index: int, settings: ReaderSettings, timings: Timings) -> Page:
    """Read a grey image."""
    started = perf_counter()
    ready = prepare(image)
    add_time(timings, "prepare", started)
    started = perf_counter()
    pieces, _, engine = read_page(ready.image, settings.engine, tesseract.languages_for(settings.culture))
    add_time(timings, "ocr", started)
    height, width = ready.image.shape
    lines = to_lines(group_lines(pieces), width, height)
    return Page(index, image.shape[1], image.shape[0], lines, ready.rotation, engine)


def rasterise(data: bytes, filename: str, page: Page, settings: ReaderSettings) -> NDArray[np.uint8]:
    """Grey image of a PDF page, as displayed."""
    from pdf2image import convert_from_bytes, exceptions

    number = page.index + 1
    try:
        images = convert_from_bytes(
            data, dpi=raster_dpi(page, settings), first_page=number, last_page=number, grayscale=True,
            use_cropbox=True, timeout=int(settings.timeout_seconds) + 1,
        )  # fmt: skip
    except (exceptions.PDFPageCountError, exceptions.PDFSyntaxError, exceptions.PDFPopplerTimeoutError) as error:
        raise UnreadableDocument(filename, f"page {number} cannot be rendered") from error
    return np.asarray(images[0].convert("L")) if images else np.full((100, 70), 255, np.uint8)


def side_by_side(function, items, settings: ReaderSettings):  # type: ignore[no-untyped-def]
    """Results in the order of the items, with at most one thread per CPU."""
    threads = settings.threads or os.cpu_count() or 1
    if threads == 1 or len(items) == 1:
        return [function(item) for item in items]
    with ThreadPoolExecutor(min(threads, len(items))) as pool:
        return list(pool.map(function, items))


def add_time(timings: Timings, stage: str, started: float) -> None:
    """Add the milliseconds since `started` to the stage."""
    timings[stage] = timings.get(stage, 0.0) + (perf_counter() - started) * 1000


def _length(page: Page) -> int:
    return sum(len(word.text) for word in page.words())
