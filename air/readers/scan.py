"""Pages that are images: made upright and even, read by OCR, several side by side."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from air.document import Page
from air.readers import tesseract
from air.readers.lines import group_lines, to_lines
from air.readers.ocr import Reading, read_both, read_page
from air.readers.prepare import Grey, Print, evened, levelled, look_at, scaled
from air.readers.raster import rasterise
from air.readers.settings import ReaderSettings

Timings = dict[str, float]
POOR = {"tesseract": 0.58, "rapidocr": 0.8}  # mean confidence below which the page may lie upside down
ENOUGH_LETTERS = 30  # on a page, for that to be worth a look
SURE_WORD = 0.6  # confidence of words that speak for a turn
FEW_LETTERS = 15.0  # read surely in a strip; with fewer the other turns are tried too, and none is believed
STRIPS = 6  # of a page, to try a turn on
CLEARLY = 1.5  # times more of them than as the page lies


def read_scanned_pages(
    data: bytes, filename: str, pages: Sequence[Page], settings: ReaderSettings, timings: Timings
) -> dict[int, Page]:
    """Pages of a PDF by OCR; a page on which OCR finds much less than its text layer has stays as it is."""
    with TemporaryDirectory(prefix="scan-") as folder:
        path = Path(folder, "document.pdf")
        path.write_bytes(data)

        def read(page: Page) -> Page:
            started = perf_counter()
            image = rasterise(data, path, filename, page, settings)
            add_time(timings, "raster", started)
            seen = _in_points(read_scan(image, page.index, settings, timings), page)
            return seen if _length(seen) > _length(page) / 2 else page

        return {page.index: page for page in side_by_side(read, pages, settings)}


def _in_points(seen: Page, page: Page) -> Page:
    """The page that was seen, with the size of the PDF page that it is, as it was turned."""
    is_turned = (seen.rotation - page.rotation) % 180 == 90
    width, height = (page.height, page.width) if is_turned else (page.width, page.height)
    return replace(seen, width=width, height=height)


def read_scan(image: Grey, index: int, settings: ReaderSettings, timings: Timings) -> Page:
    """Read a grey image, whichever way up it lies."""
    started = perf_counter()
    print_ = look_at(image)
    turn = 1 if print_.is_sideways else 0
    ready = ready_for_ocr(image, turn)
    add_time(timings, "prepare", started)
    started = perf_counter()
    reading, ready, turn = _read_upright(image, ready, turn, print_, settings)
    if settings.engine == "both" or (settings.engine == "auto" and reading.confidence < settings.sure):
        reading = read_both(ready, reading)
    add_time(timings, "ocr", started)
    height, width = ready.shape
    lines = to_lines(group_lines(reading.pieces), width, height)
    size = image.shape[::-1] if turn % 2 == 0 else image.shape
    return Page(index, size[0], size[1], lines, turn * 90, reading.engine)


def ready_for_ocr(image: Grey, turn: int) -> Grey:
    """The image turned clockwise by quarters, level, evenly lit and of a good size."""
    return scaled(evened(levelled(quarter_turned(image, turn))))


def quarter_turned(image: Grey, turn: int) -> Grey:
    """The image turned clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(image, -turn)) if turn % 4 else image


def _read_upright(
    image: Grey, ready: Grey, turn: int, print_: Print, settings: ReaderSettings
) -> tuple[Reading, Grey, int]:
    """Read the page; if that goes badly, look whether it lies another way, and read it again."""
    engine = "rapidocr" if settings.engine == "rapidocr" else "tesseract"
    languages = tesseract.languages_for(settings.culture)
    reading = read_page(ready, engine, languages, is_narrow=print_.is_narrow)
    if reading.confidence >= POOR[engine] or print_.letters < ENOUGH_LETTERS:
        return reading, ready, turn
    better = _best_turn(ready, turn)
    if better == turn:
        return reading, ready, turn
    again = ready_for_ocr(image, better)
    second = read_page(again, engine, languages, is_narrow=print_.is_narrow)
    return (second, again, better) if second.confidence > reading.confidence else (reading, ready, turn)


def _best_turn(ready: Grey, turn: int) -> int:
    """The turn with which a strip across the page reads best; `ready` has the given one."""
    scores = {further: _score(quarter_turned(ready, further)) for further in (0, 2)}
    if max(scores.values()) < FEW_LETTERS:  # neither way up: the lines may run the other way after all
        scores |= {further: _score(quarter_turned(ready, further)) for further in (1, 3)}
    best = max(scores, key=lambda further: scores[further])
    return (turn + best) % 4 if scores[best] > max(CLEARLY * scores[0], FEW_LETTERS) else turn


def _score(image: Grey) -> float:
    """Letters of words that were read surely in a strip across the image."""
    found = read_page(_strip(image), "tesseract", ("eng",), is_narrow=True).pieces
    return sum(piece.confidence * len(piece.text) for piece in found if piece.confidence > SURE_WORD)


def _strip(image: Grey) -> Grey:
    """The part with the most ink, full width."""
    height = max(image.shape[0] // STRIPS, 1)
    starts = range(0, image.shape[0] - height + 1, height)
    dark = [float(255 - image[start : start + height].mean()) for start in starts]
    start = starts[int(np.argmax(dark))]
    return image[start : start + height]


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
