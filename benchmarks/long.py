"""Long documents: a page of a long one costs what a page of a short one costs.

Processor time is compared: reading text layers waits for nothing, and what else the machine does matters less.
"""

from __future__ import annotations

from collections.abc import Callable

from air.pipeline import recognise
from air.readers import ReaderSettings
from benchmarks.documents import joined, long_invoice, one_page_pdfs
from benchmarks.figure import Effort, Figure, median_processor_ms
from models_store import load_pretrained

SHORT_PAGES = 5
RATIO = 1.2  # what is measured twice differs by as much as a tenth
SETTINGS = ReaderSettings(threads=1)


def measure(effort: Effort) -> list[Figure]:
    """Time per page of the long document, as a ratio to the time per page of five pages."""
    kinds: dict[str, Callable[[int], bytes]] = {
        "one table": long_invoice,
        "an invoice each": lambda pages: joined(one_page_pdfs(SHORT_PAGES), pages),
    }
    return [_ratio(what, draw, effort) for what, draw in kinds.items()]


def _ratio(what: str, draw: Callable[[int], bytes], effort: Effort) -> Figure:
    short = _ms_per_page(draw(SHORT_PAGES), SHORT_PAGES, effort.repetitions * 2)
    long = _ms_per_page(draw(effort.long_pages), effort.long_pages, effort.repetitions)
    name = f"{effort.long_pages} pages, {what}, vs {SHORT_PAGES}"
    return Figure(name, long / short, "x", RATIO, f"per page {long:.1f} ms vs {short:.1f} ms")


def _ms_per_page(pdf: bytes, pages: int, repetitions: int) -> float:
    models = load_pretrained()

    def read() -> None:
        recognise(pdf, "invoice.pdf", models, legislation="nl", with_line_items=True, settings=SETTINGS)

    read()
    return median_processor_ms(read, repetitions) / pages
