"""Reliability diagrams as SVG: what confidence was given against the share that was right, in ten bins.

On the diagonal a confidence means what it says; under it answers are surer than they should be. The area of a dot is
its number of answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from xml.sax.saxutils import escape

from training.figures import Figures, Tally, reliability

SIDE, MARGIN, TITLE, AXIS = 150, 16, 44, 18  # pixels
LARGEST, SMALLEST = 10.0, 3.0  # radius of a dot
FEWEST = 10  # answers that make a diagram of a field
PER_ROW = 5
INK, QUIET, RULE, DOT = "#1f2933", "#5f6b7a", "#d5dbe3", "#1565c0"
STYLE = (
    f"text{{font:11px system-ui,sans-serif;fill:{INK}}}.t{{font-weight:600}}.q{{fill:{QUIET}}}"
    f".d{{fill:{DOT};fill-opacity:.75;stroke:#fff}}.r{{stroke:{RULE};fill:none}}"
)


def reliability_diagrams(found: Figures) -> str:
    """One SVG: all fields together, then each field with enough answers."""
    panels = [("all fields", found.total)]
    panels += [(name, tally) for name, tally in sorted(found.fields.items()) if len(tally.scored) >= FEWEST]
    width, height = SIDE + 2 * MARGIN, TITLE + SIDE + AXIS + MARGIN
    rows = -(-len(panels) // PER_ROW)
    size = width * min(PER_ROW, len(panels)), height * rows
    drawn = [
        f'<g transform="translate({(at % PER_ROW) * width + MARGIN},{(at // PER_ROW) * height})">{_panel(*panel)}</g>'
        for at, panel in enumerate(panels)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" width="{size[0]}" '
        f'height="{size[1]}" role="img" aria-label="Reliability diagrams"><style>{STYLE}</style>{"".join(drawn)}</svg>'
    )


def _panel(name: str, tally: Tally) -> str:
    error = tally.calibration_error
    facts = f"{len(tally.scored)} answers" + (f", {100 * error:.1f} % off" if error is not None else "")
    return (
        f'<text class="t" y="14">{escape(name)}</text><text class="q" y="28">{facts}</text>'
        f'<g transform="translate(0,{TITLE})"><rect class="r" width="{SIDE}" height="{SIDE}"/>'
        f'<path class="r" d="M0 {SIDE}L{SIDE} 0"/>{"".join(_dots(tally))}</g>'
        f'<text class="q" y="{TITLE + SIDE + 13}">0</text>'
        f'<text class="q" x="{SIDE}" y="{TITLE + SIDE + 13}" text-anchor="end">sure 1</text>'
    )


def _dots(tally: Tally) -> Sequence[str]:
    most = max((len(answers) for *_, answers in reliability(tally.scored)), default=1)
    return [
        f'<circle class="d" cx="{sure * SIDE:.1f}" cy="{(1 - right) * SIDE:.1f}" '
        f'r="{max(SMALLEST, LARGEST * sqrt(len(answers) / most)):.1f}">'
        f"<title>sure {sure:.0%}, right {right:.0%}: {len(answers)} answers</title></circle>"
        for sure, right, answers in reliability(tally.scored)
    ]
