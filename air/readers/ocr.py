"""One function before both OCR engines, and the rule that switches from the fast to the thorough one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from air.readers import rapidocr, tesseract
from air.readers.lines import Piece

UNSURE = 0.6  # mean confidence of Tesseract below which RapidOCR reads the page


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine read of a page."""

    pieces: tuple[Piece, ...]
    engine: str  # "tesseract" or "rapidocr"

    @property
    def confidence(self) -> float:
        """Mean per letter, so that specks read as single letters count little; 0 without words."""
        return mean_confidence(self.pieces)

    @property
    def is_unsure(self) -> bool:
        """True where the other engine should have a look."""
        return self.engine == "tesseract" and self.confidence < UNSURE


def read_page(image: NDArray[np.uint8], engine: str, languages: tuple[str, ...], *, is_narrow: bool = False) -> Reading:
    """Words of a grey upright image, by "tesseract" or "rapidocr"; `is_narrow` for till receipts."""
    if engine == "rapidocr":
        return Reading(tuple(rapidocr.read(image)), engine)
    segmentation = tesseract.ONE_BLOCK if is_narrow else tesseract.PAGE
    return Reading(tuple(tesseract.read(image, languages, segmentation=segmentation)), "tesseract")


def mean_confidence(pieces: Sequence[Piece]) -> float:
    """Mean per letter; 0 without words."""
    weights = [len(piece.text) for piece in pieces]
    return sum(p.confidence * w for p, w in zip(pieces, weights, strict=True)) / sum(weights) if weights else 0.0
