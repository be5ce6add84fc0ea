"""What people leave on paper: circles and ticks with a pen, a number at the top, a stamp with a date of its own."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # height x width x 3
STAMPS = ("RECEIVED", "PAID", "INGEKOMEN", "Eingegangen", "GEBUCHT", "RECU LE", "PAGADO", "COPY", "BETAALD")
INKS = ((150, 40, 30), (40, 40, 170), (60, 60, 60), (20, 20, 20))  # BGR


def stamped(picture: Picture, draw: np.random.Generator) -> Picture:
    """A rubber stamp, somewhere and askew."""
    height, width = picture.shape[:2]
    text = f"{draw.choice(STAMPS)} {draw.integers(1, 29):02d}.{draw.integers(1, 13):02d}.{draw.integers(2012, 2026)}"
    mark = np.full((60, 26 * len(text), 3), 255, np.uint8)
    colour = INKS[int(draw.integers(3))]
    cv2.putText(mark, text, (10, 42), cv2.FONT_HERSHEY_DUPLEX, 1.1, colour, 2, cv2.LINE_AA)
    cv2.rectangle(mark, (2, 2), (mark.shape[1] - 3, 57), colour, 2)
    scale = float(draw.uniform(0.25, 0.45)) * width / mark.shape[1]
    place = cv2.getRotationMatrix2D((0, 0), float(draw.uniform(-18, 18)), scale)
    place[:, 2] += draw.uniform([0.05, 0.2], [0.5, 0.9]) * np.array([width, height])
    inked = cv2.warpAffine(mark, place, (width, height), borderValue=(255, 255, 255))
    return np.minimum(picture, inked)


def penned(picture: Picture, draw: np.random.Generator) -> Picture:
    """A circle round something, a wavy line, or a number written at the top."""
    inked, (height, width) = picture.copy(), picture.shape[:2]
    ink, thick = INKS[int(draw.integers(len(INKS)))], max(1, width // 500)
    kind = draw.choice(["circle", "number", "wave", "both"])
    if kind in ("circle", "both"):
        middle = (int(draw.uniform(0.3, 0.9) * width), int(draw.uniform(0.3, 0.9) * height))
        axes = (int(draw.uniform(0.06, 0.14) * width), int(draw.uniform(0.03, 0.06) * width))
        cv2.ellipse(inked, middle, axes, float(draw.uniform(-15, 15)), 0, 350, ink, thick, cv2.LINE_AA)
    if kind in ("number", "both"):
        text = str(draw.integers(1000, 9999999))
        place = (int(draw.uniform(0.1, 0.6) * width), int(draw.uniform(0.02, 0.05) * min(height, 2 * width)) + 14)
        font = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX
        cv2.putText(inked, text, place, font, width / 900, ink, thick, cv2.LINE_AA)
    if kind == "wave":
        across = np.linspace(0, float(draw.uniform(0.1, 0.3)) * width, 40)
        heights = np.sin(across / width * float(draw.uniform(60, 160))) * width * 0.012
        start = draw.uniform([0.1, 0.3], [0.6, 0.9]) * np.array([width, height])
        cv2.polylines(
            inked, [(np.stack([across, heights], 1) + start).astype(np.int32)], False, ink, thick, cv2.LINE_AA
        )
    return inked
