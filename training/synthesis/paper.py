"""What happens to the picture of a page: light, ink, folds, waves, grain."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from training.synthesis.marks import Picture


def crumpled(page: Picture, draw: np.random.Generator) -> Picture:
    """Paper that does not lie flat: the picture is pushed about by soft waves."""
    height, width = page.shape[:2]
    shape = (max(3, height // 300), max(3, width // 300))
    strength = draw.uniform(0.5, 2.5) * width / 1000
    waves = [
        cv2.resize(draw.normal(0, strength, shape).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        for _ in "xy"
    ]
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return cv2.remap(page, columns + waves[0], rows + waves[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def faded(picture: Picture, draw: np.random.Generator, *, strongest: float) -> Picture:
    """Weaker ink, as of thermal paper or an empty cartridge."""
    weak = float(draw.uniform(0, strongest)) if draw.random() < 0.6 else 0.0
    return (255 - (255 - picture.astype(np.float32)) * (1 - weak)).astype(np.uint8)


def lit(picture: Picture, draw: np.random.Generator) -> Picture:
    """Light from one side, a soft shadow, a colour cast."""
    height, width = picture.shape[:2]
    coarse = np.clip(draw.normal(0.88, 0.09, (3, 3)), 0.5, 1.08).astype(np.float32)
    light = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)[:, :, None]
    cast = draw.uniform(0.88, 1.0, 3).astype(np.float32)
    return np.clip(picture * light * cast, 0, 255).astype(np.uint8)


def folded(picture: Picture, draw: np.random.Generator) -> Picture:
    """One to three folds across: a thin shade or a pale line."""
    height = picture.shape[0]
    shaded = picture.astype(np.float32)
    for at in draw.uniform(0.15, 0.85, int(draw.integers(1, 4))):
        row, depth = int(at * height), float(draw.uniform(-45, 45))
        shaded[max(0, row - 2) : row + 2] += depth
        shaded[row : row + height // 12] += np.linspace(-abs(depth) / 3, 0, len(shaded[row : row + height // 12]))[
            :, None, None
        ]
    return np.clip(shaded, 0, 255).astype(np.uint8)


def seen_through(picture: Picture, draw: np.random.Generator) -> Picture:
    """Print on the back of thin paper, pale and soft: something like the front, mirrored and elsewhere."""
    height, width = picture.shape[:2]
    back = np.roll(cv2.flip(picture, 1), int(draw.integers(height // 10, height)), axis=0)
    back = cv2.GaussianBlur(back, (0, 0), max(1.0, width / 500))
    tint = draw.uniform(0.03, 0.16, 3).astype(np.float32)  # of the ink, per colour
    return (picture * (1 - (255 - back.astype(np.float32)) / 255 * tint)).astype(np.uint8)


def edged(picture: Picture, draw: np.random.Generator) -> Picture:
    """Black edges where the lid of the scanner stood open."""
    edged = picture.copy()
    height, width = picture.shape[:2]
    edged[: int(height * draw.uniform(0, 0.012))] = 15
    edged[:, width - int(width * draw.uniform(0, 0.02)) :] = 15
    return edged


def dusty(picture: Picture, draw: np.random.Generator) -> Picture:
    """Specks."""
    speckled = picture.copy()
    count = int(draw.integers(20, 400))
    rows, columns = draw.integers(0, picture.shape[0] - 2, count), draw.integers(0, picture.shape[1] - 2, count)
    for row, column in zip(rows, columns, strict=True):
        speckled[row : row + 2, column : column + 2] = 90
    return speckled


def blurred(picture: Picture, sigma: float) -> Picture:
    """Out of focus."""
    return picture if sigma < 0.3 else np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def noisy(picture: Picture, draw: np.random.Generator, sigma: float) -> Picture:
    """Grain of the sensor."""
    if sigma < 0.5:
        return picture
    noise = draw.standard_normal(picture.shape[:2], dtype=np.float32)[:, :, None] * np.float32(sigma)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def grey(picture: Picture) -> Picture:
    """Without colour."""
    return coloured(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def coloured(grey: NDArray[np.uint8]) -> Picture:
    """One channel as three."""
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)


def table_top(size: tuple[int, int], draw: np.random.Generator) -> Picture:
    """A dark or coloured surface with soft blotches."""
    coarse = draw.normal(0, 12, (max(2, size[1] // 60), max(2, size[0] // 60), 1)) + draw.uniform(20, 170, 3)
    return cv2.resize(np.clip(coarse, 0, 255).astype(np.uint8), size, interpolation=cv2.INTER_CUBIC)
