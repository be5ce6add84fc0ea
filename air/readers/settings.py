"""What reading may use and how: limits and the choice of OCR engine."""

from __future__ import annotations

from dataclasses import dataclass

ENGINES = ("auto", "tesseract", "rapidocr", "both")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """Limits of one document and how its pixels are read."""

    max_pages: int = 50  # further pages are counted, not read
    dpi: int = 300  # of pages that are rasterised for OCR
    max_pixels: int = 10_000  # per side of an image
    culture: str | None = None  # main language of the document, one of `air.vocabulary.CULTURES`; None if unknown
    engine: str = "auto"  # "auto": Tesseract, and both where that is unsure
    sure: float = 0.93  # mean confidence per letter, 0 to 1, with which Tesseract's reading of a page is enough
    timeout_seconds: float = 180.0  # for the whole document
    memory_bytes: int = 3072 * MEGABYTE  # address space of the reading process
    threads: int = 0  # pages read side by side; 0 is one per CPU

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise ValueError(f"engine is one of {', '.join(ENGINES)}, not {self.engine!r}")
        if min(self.max_pages, self.dpi, self.max_pixels, self.timeout_seconds, self.memory_bytes) <= 0:
            raise ValueError("limits are above 0")
