"""The OCR engine for photographs: PP-OCR models on ONNX Runtime."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from air.readers.lines import Piece, seen_piece

THREADS = 2  # of ONNX Runtime


def read(image: NDArray[np.uint8]) -> list[Piece]:
    """Words of a grey upright image, boxes in its pixels; the words of a line share its confidence."""
    found, _ = _engine()(image, use_cls=False)
    pieces: list[Piece] = []
    for corners, text, confidence in found or []:
        pieces += split_words(text, np.asarray(corners, dtype=np.float64), float(confidence))
    return pieces


def split_words(text: str, corners: NDArray[np.float64], confidence: float) -> list[Piece]:
    """The words of a line; their places are proportional to their letters. `corners`: shape (4, 2)."""
    left, top = corners.min(axis=0).tolist()
    right, bottom = corners.max(axis=0).tolist()
    text = unicodedata.normalize("NFKC", text)  # the model writes some signs in the width of Chinese ones
    step = (right - left) / max(len(text), 1)
    pieces, start = [], 0
    for word in text.split(" "):
        if word.strip():
            end = start + len(word)
            pieces.append(
                seen_piece(
                    word.strip(), left + start * step, top, left + end * step, bottom, min(max(confidence, 0.0), 1.0)
                )
            )
        start += len(word) + 1
    return pieces


@cache
def _engine() -> Any:
    """Made once per process, and after the process was forked."""
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR(intra_op_num_threads=THREADS, inter_op_num_threads=1)
