"""The fast OCR engine: Tesseract, one thread and one process per page."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from air.readers.lines import Piece, seen_piece

os.environ["OMP_THREAD_LIMIT"] = "1"  # its own threads make a page several times slower

PAGE, ONE_BLOCK = 4, 6  # page segmentation modes: text of varying sizes; lines of one block, better on till receipts
LANGUAGES = {"nl": "nld", "en": "eng", "es": "spa", "fr": "fra", "de": "deu", "pl": "pol"}  # by culture
DEFAULT_LANGUAGES = ("eng", "deu", "fra")  # the letters of nearly all cultures, at half the time of all languages
RULES = "|_¦"  # lines of tables, read as letters
WORD_LEVEL = 5  # of the rows that Tesseract returns


def read(image: NDArray[np.uint8], languages: tuple[str, ...], *, segmentation: int = PAGE) -> list[Piece]:
    """Words of a grey upright image, boxes in its pixels.

    Raises:
        pytesseract.TesseractError: the engine failed.
    """
    import pytesseract  # slow to import, and only needed for images

    with TemporaryDirectory(prefix="page-") as folder:
        path = Path(folder, "page.pgm")  # quick to write, unlike a PNG
        Image.fromarray(image).save(path, format="PPM")
        rows = pytesseract.image_to_data(
            str(path),
            lang="+".join(languages),
            config=f"--oem 1 --psm {segmentation} --dpi 300",
            output_type=pytesseract.Output.DICT,
        )
    return [piece for piece in map(_piece, *(rows[name] for name in _COLUMNS)) if piece]


def languages_for(culture: str | None) -> tuple[str, ...]:
    """Language data to read a document of that culture with; those that are not installed are left out."""
    wanted = DEFAULT_LANGUAGES if culture is None else dict.fromkeys((LANGUAGES[culture], "eng"))
    return tuple(language for language in wanted if language in installed_languages()) or ("eng",)


@cache
def installed_languages() -> frozenset[str]:
    """Names of the language data on this machine."""
    import pytesseract

    return frozenset(pytesseract.get_languages())


_COLUMNS = ("level", "text", "left", "top", "width", "height", "conf")


def _piece(level: int, text: Any, left: int, top: int, width: int, height: int, confidence: float) -> Piece | None:
    text = str(text).strip().strip(RULES)
    if level != WORD_LEVEL or not text or height < 2:
        return None
    return seen_piece(text, left, top, left + width, top + height, min(max(float(confidence) / 100, 0.0), 1.0))
