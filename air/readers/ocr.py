"""One function before both OCR engines, and the rule by which the thorough one is asked as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from air.readers import rapidocr, tesseract
from air.readers.combine import combine
from air.readers.lines import Piece


@dataclass(frozen=True, slots=True)
class Reading:
    """What an engine read of a page."""

    pieces: tuple[Piece, ...]
    engine: str  # "tesseract", "rapidocr" or "both"

    @property
    def confidence(self) -> float:
        """Mean per letter, so that specks read as single letters count little; 0 without words."""
        return mean_confidence(self.pieces)


def read_page(image: NDArray[np.uint8], engine: str, languages: tuple[str, ...], *, is_narrow: bool = False) -> Reading:
    """Words of a grey upright image, by "tesseract" or "rapidocr"; `is_narrow` for till receipts."""
    if engine == "rapidocr":
        return Reading(tuple(word for line in rapidocr.read(image) for word in rapidocr.split_words(line)), engine)
    segmentation = tesseract.ONE_BLOCK if is_narrow else tesseract.PAGE
    return Reading(tuple(tesseract.read(image, languages, segmentation=segmentation)), "tesseract")


def read_both(image: NDArray[np.uint8], fast: Reading) -> Reading:
    """RapidOCR's letters with the gaps between words of a reading by Tesseract."""
    return Reading(tuple(combine(rapidocr.read(image), fast.pieces)), "both")


def mean_confidence(pieces: Sequence[Piece]) -> float:
    """Mean per letter; 0 without words."""
    weights = [len(piece.text) for piece in pieces]
    return sum(p.confidence * w for p, w in zip(pieces, weights, strict=True)) / sum(weights) if weights else 0.0
