"""The learning curve as a table, as a picture, and as the figures of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

MARKED = re.compile(r"(<!-- learning curve:.*?-->).*?(<!-- end of learning curve -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a curve, with the interval in which 95 of 100 draws of suppliers fall."""

    kind: str
    what: str  # "fields", "lines", "other suppliers"
    validated: int
    f1: float
    low: float
    high: float
    suppliers: int


def as_table(points: Sequence[Point]) -> str:
    """The points as Markdown, a row per curve and a column per number of validated documents."""
    steps = sorted({point.validated for point in points})
    lines = [f"| F1 after validated documents | {' | '.join(map(str, steps))} |", f"| --- |{' --: |' * len(steps)}"]
    for kind, what in dict.fromkeys((point.kind, point.what) for point in points):
        cells = {
            p.validated: f"{p.f1:.3f} ({p.low:.3f}–{p.high:.3f})" for p in points if (p.kind, p.what) == (kind, what)
        }
        lines.append(f"| {kind}, {what} | {' | '.join(cells.get(step, '') for step in steps)} |")
    return "\n".join(lines) + "\n"


def draw_plot(points: Sequence[Point], path: Path) -> None:
    """The curves with their intervals as a picture."""
    width, height, left, top, bottom = 900, 560, 70, 30, 60
    steps = sorted({point.validated for point in points})
    shown = [point for point in points if point.f1 == point.f1]
    floor = min((point.low for point in shown), default=0.0)
    picture = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(picture)

    def place(step: int, f1: float) -> tuple[float, float]:
        across = left + steps.index(step) * (width - left - 230) / max(len(steps) - 1, 1)
        return across, top + (1 - f1) / max(1 - floor, 1e-6) * (height - top - bottom)

    for tick in np.linspace(floor, 1, 6):
        y = place(steps[0], float(tick))[1]
        pen.line([(left, y), (width - 220, y)], fill="#dddddd")
        pen.text((10, y - 6), f"{tick:.3f}", fill="black")
    for step in steps:
        pen.text((place(step, floor)[0] - 4, height - bottom + 12), str(step), fill="black")
    pen.text((left, height - 22), "validated documents of the supplier", fill="black")
    colours = ("#1b6ca8", "#c23b22", "#2e8b57", "#8a4fbf", "#d98c00", "#444444", "#00868b", "#a0522d")
    for number, curve_of in enumerate(dict.fromkeys((point.kind, point.what) for point in shown)):
        colour = colours[number % len(colours)]
        own = [point for point in shown if (point.kind, point.what) == curve_of]
        pen.line([place(p.validated, p.f1) for p in own], fill=colour, width=3)
        for p in own:
            pen.line([place(p.validated, p.low), place(p.validated, p.high)], fill=colour)
        pen.text((width - 210, top + 20 * number), ", ".join(curve_of), fill=colour)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)


def with_figures(document: str, figures: str) -> str:
    """The document with the figures between its marks for them.

    Raises:
        ValueError: it has no such marks.
    """
    if not MARKED.search(document):
        raise ValueError("no <!-- learning curve: … --> and <!-- end of learning curve --> in the document")
    return MARKED.sub(lambda found: f"{found[1]}\n{figures.strip()}\n{found[2]}", document)
