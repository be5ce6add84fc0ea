"""The OCR engine for photographs: PP-OCR models on ONNX Runtime. It reads whole lines, and often leaves out spaces."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from air.readers.lines import Piece, seen_piece

THREADS = 2  # of ONNX Runtime


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as the engine gives it: text with at most some of its spaces, box in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


def read(image: NDArray[np.uint8]) -> list[SeenLine]:
    """Lines of a grey upright image."""
    found, _ = _engine()(image, use_cls=False)
    return [_line(np.asarray(corners, dtype=np.float64), text, confidence) for corners, text, confidence in found or []]


def split_words(line: SeenLine) -> list[Piece]:
    """The words of a line; their places are proportional to their letters, and all have the line's confidence."""
    step = (line.right - line.left) / max(len(line.text), 1)
    pieces, start = [], 0
    for word in line.text.split(" "):
        if word.strip():
            left, right = line.left + start * step, line.left + (start + len(word)) * step
            pieces.append(seen_piece(word.strip(), left, line.top, right, line.bottom, line.confidence))
        start += len(word) + 1
    return pieces


def _line(corners: NDArray[np.float64], text: str, confidence: float) -> SeenLine:
    """`corners`: shape (4, 2)."""
    left, top = corners.min(axis=0).tolist()
    right, bottom = corners.max(axis=0).tolist()
    text = unicodedata.normalize("NFKC", text)  # the model writes some signs in the width of Chinese ones
    return SeenLine(text, left, top, right, bottom, min(max(float(confidence), 0.0), 1.0))


@cache
def _engine() -> Any:
    """Made once per process, and after the process was forked."""
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR(intra_op_num_threads=THREADS, inter_op_num_threads=1)
