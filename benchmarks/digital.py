"""A digital PDF of one page in the library: the whole recognition with line items, and the reading in it."""

from __future__ import annotations

from statistics import median

from air.pipeline import recognise
from air.readers import ReaderSettings
from benchmarks.documents import one_page_pdfs
from benchmarks.figure import Effort, Figure, timed
from models_store import load_pretrained

RECOGNITION_MS, READING_MS = 50.0, 5.0
SETTINGS = ReaderSettings(threads=1)


def measure(effort: Effort) -> list[Figure]:
    """Medians over documents of different layouts, each read several times after one that does not count."""
    models, pdfs = load_pretrained(), one_page_pdfs(effort.documents)
    whole, reading = [], []
    for repetition in range(effort.repetitions + 1):
        for pdf in pdfs:
            taken, result = timed(
                recognise, pdf, "invoice.pdf", models, legislation="nl", with_line_items=True, settings=SETTINGS
            )
            if repetition:
                whole.append(taken)
                reading.append(result.timings["read"])
    note = f"median; {len(pdfs)} layouts, {effort.repetitions} x each"
    return [
        Figure("1-page PDF, library", median(whole), "ms", RECOGNITION_MS, note),
        Figure("1-page PDF, reading in that", median(reading), "ms", READING_MS, note),
    ]
