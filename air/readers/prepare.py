"""An image made ready for OCR: level, evenly lit, with letters of a good size; and what kind of page it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

LOOK_SIDE = 1400  # pixels of the longer side of the image that is looked at
SKEW_SIDE = 700  # and of the one whose skew is measured
GOOD_WIDTH = 1600  # pixels; narrower images are enlarged
MAX_SCALE = 3.0
LONGEST_SIDE = 4200  # pixels; larger images are reduced
MAX_SKEW = 8.0  # degrees
LEVEL = 0.15  # degrees that need no turning
NARROW_COLUMNS = 50  # letter heights across; a till receipt has 20 to 45, a page of A4 60 to 100
NARROW_SHAPE = 1.8  # height to width of what is printed on a receipt
PAPER = 225  # brightness of paper that needs no evening out
BACKGROUND_SIDE = 400  # pixels of the image from which the brightness of the paper is estimated


@dataclass(frozen=True, slots=True)
class Print:
    """What is printed on the page, roughly."""

    letters: int
    letter_height: float  # pixels of the image; 0 without letters
    columns: float  # letter heights across what is printed
    shape: float  # height to width of what is printed
    is_sideways: bool  # lines of text run from top to bottom

    @property
    def is_narrow(self) -> bool:
        """True for till receipts: one column of short lines."""
        return 0 < self.columns < NARROW_COLUMNS or self.shape >= NARROW_SHAPE


def look_at(image: Grey) -> Print:
    """Find letters by their shapes; about 20 ms."""
    ink, factor = _ink(image, LOOK_SIDE)
    ink = _grey(cv2.medianBlur(ink, 3))  # specks
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height, area = stats[1:].T
    is_letter = (height >= 5) & (height < ink.shape[0] / 10) & (width < 3 * height) & (width > 0.15 * height)
    is_letter &= area > 0.15 * width * height
    if is_letter.sum() < 20:
        return Print(int(is_letter.sum()), 0.0, 0.0, 0.0, False)
    size = float(np.percentile(height[is_letter], 60))
    x0, x1 = np.percentile(left[is_letter], 2), np.percentile((left + width)[is_letter], 98)
    y0, y1 = np.percentile(top[is_letter], 2), np.percentile((top + height)[is_letter], 98)
    across, down = max(x1 - x0, 1.0), y1 - y0
    letters = np.isin(np.arange(len(stats)), np.flatnonzero(is_letter) + 1)
    sideways = _is_sideways(stats[letters])
    return Print(int(is_letter.sum()), size / factor, across / size, down / across, sideways)


def levelled(image: Grey) -> Grey:
    """The image turned by its skew, if it has any."""
    angle = skew(image)
    if abs(angle) < LEVEL:
        return image
    height, width = image.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return _grey(cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def skew(image: Grey) -> float:
    """Degrees to turn counter-clockwise so that lines of text are level: the angle with the sharpest rows."""
    ink, _ = _ink(image, SKEW_SIDE)
    coarse = max(np.arange(-MAX_SKEW, MAX_SKEW + 0.1, 1.0), key=lambda angle: _sharpness(ink, float(angle)))
    fine = coarse + np.arange(-0.8, 0.81, 0.2)
    best = float(max(fine, key=lambda angle: _sharpness(ink, float(angle))))
    return best if _sharpness(ink, best) > 1.05 * _sharpness(ink, 0.0) else 0.0


def evened(image: Grey) -> Grey:
    """Shadows and grey paper made white; clean scans stay as they are."""
    factor = min(1.0, BACKGROUND_SIDE / max(image.shape))
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 11)
    if np.percentile(paper, 10) >= PAPER:
        return image
    paper = cv2.resize(paper, image.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return _grey(cv2.divide(image, paper, scale=255))


def scaled(image: Grey) -> Grey:
    """Small images enlarged, very large ones reduced."""
    height, width = image.shape
    factor = min(max(1.0, min(GOOD_WIDTH / width, MAX_SCALE)), LONGEST_SIDE / max(width, height))
    if 0.95 < factor < 1.05:
        return image
    method = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return _grey(cv2.resize(image, None, fx=factor, fy=factor, interpolation=method))


def _is_sideways(letters: NDArray[Any]) -> bool:
    """True if the next letter is mostly above or below instead of beside."""
    x, y = letters[:, 0] + letters[:, 2] / 2, letters[:, 1] + letters[:, 3] / 2
    sample = slice(0, len(x), max(1, len(x) // 400))
    dx, dy = np.abs(x[sample, None] - x[None]), np.abs(y[sample, None] - y[None])
    distance = dx + dy
    distance[distance == 0] = np.inf
    nearest = distance.argmin(axis=1)
    rows = np.arange(len(nearest))
    return bool((dy[rows, nearest] > dx[rows, nearest]).mean() > 0.65)


def _ink(image: Grey, side: int) -> tuple[Grey, float]:
    """White ink on black of the reduced image, and the factor by which it was reduced."""
    factor = min(1.0, side / max(image.shape))
    small = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA) if factor < 1 else image
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    return _grey(ink), factor


def _sharpness(ink: Grey, angle: float) -> float:
    """How much neighbouring rows differ when the image is turned by the angle."""
    height, width = ink.shape
    if angle:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        ink = _grey(cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST))
    rows = cv2.reduce(ink, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F).ravel()
    return float(np.square(np.diff(rows)).sum())


def _grey(image: object) -> Grey:
    return np.asarray(image, dtype=np.uint8)
