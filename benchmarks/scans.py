"""Scans: what recognition adds to the time that the OCR engine itself takes for the page."""

from __future__ import annotations

from statistics import median

from air.pipeline import recognise
from air.readers import ReaderSettings
from benchmarks.documents import scan_pdf
from benchmarks.figure import Effort, Figure
from models_store import load_pretrained

RATIO = 1.15
NAMES = {"tesseract": "Tesseract", "rapidocr": "RapidOCR"}


def measure(effort: Effort) -> list[Figure]:
    """Per engine the whole recognition of a scanned page, as a ratio to the engine's time in the same run."""
    return [_ratio(engine, 1 + effort.repetitions) for engine in NAMES]


def _ratio(engine: str, repetitions: int) -> Figure:
    runs = [_run(engine) for _ in range(repetitions)][1:]  # the first loads the engine
    ratio = median(whole / own for whole, own in runs)
    note = f"{median(whole for whole, _ in runs):.0f} ms vs {median(own for _, own in runs):.0f} ms"
    return Figure(f"scanned page vs {NAMES[engine]} alone", ratio, "x", RATIO, note)


def _run(engine: str) -> tuple[float, float]:
    """Milliseconds of the whole recognition, and of the engine within it."""
    settings = ReaderSettings(engine=engine, threads=1)
    result = recognise(
        scan_pdf(), "scan.pdf", load_pretrained(), legislation="nl", with_line_items=True, settings=settings
    )
    timings = result.timings
    return timings["read"] + timings["recognise"], timings["read.ocr"]
