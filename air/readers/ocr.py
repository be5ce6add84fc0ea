"""One function before both OCR engines, and the rule that switches from the fast to the thorough one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from air.readers import rapidocr, tesseract
from air.readers.lines import Piece

UNSURE = 0.72  # mean confidence of Tesseract below which RapidOCR reads the page


def read_page(image: NDArray[np.uint8], engine: str, languages: tuple[str, ...]) -> tuple[list[Piece], float, str]:
    """Words of a grey upright image, their mean confidence, and the engine that read them."""
    if engine == "rapidocr":
        pieces = rapidocr.read(image)
        return pieces, mean_confidence(pieces), "rapidocr"
    pieces = tesseract.read(image, languages)
    confidence = mean_confidence(pieces)
    if engine == "auto" and confidence < UNSURE:
        others = rapidocr.read(image)
        if mean_confidence(others) > confidence:
            return others, mean_confidence(others), "rapidocr"
    return pieces, confidence, "tesseract"


def mean_confidence(pieces: Sequence[Piece]) -> float:
    """Per letter, so that specks read as single letters count little; 0 without words."""
    weights = [len(piece.text) for piece in pieces]
    return sum(p.confidence * w for p, w in zip(pieces, weights, strict=True)) / sum(weights) if weights else 0.0
