"""An image made ready for OCR: upright, level, with letters of a good size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GOOD_WIDTH = 1600  # pixels; narrower images are enlarged
MAX_PIXELS = 4200  # of the longer side; larger images are reduced


@dataclass(frozen=True, slots=True)
class Prepared:
    image: NDArray[np.uint8]
    rotation: int  # clockwise turn applied: 0, 90, 180, 270


def prepare(image: NDArray[np.uint8]) -> Prepared:
    """The image as OCR reads it best."""
    return Prepared(_scaled(image), 0)


def _scaled(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    import cv2

    height, width = image.shape
    factor = min(max(1.0, min(GOOD_WIDTH / width, 3.0)), MAX_PIXELS / max(width, height))
    if 0.95 < factor < 1.05:
        return image
    method = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=method), dtype=np.uint8)
