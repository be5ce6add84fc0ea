"""Two runs over the same documents: which got better, which worse, and whether the difference is more than chance.

Documents of one template stand or fall together, so chance is tried by drawing templates, not documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from air.errors import AirError
from training.figures import figures
from training.judging import Judged

DRAWS, SEED = 2_000, 0
INTERVAL = (2.5, 97.5)  # percentiles: 95 %
FIGURES = ("fields F1", "line items F1", "documents all right")


class BadRun(AirError):
    """A file that should hold an earlier run does not."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path} holds no run of this version: {self.reason}"


@dataclass(frozen=True, slots=True)
class Change:
    """One document in both runs."""

    name: str
    template: str
    mended: tuple[str, ...]  # fields, with "line items" among them
    broken: tuple[str, ...]
    gain: int  # errors fewer than before; below 0 more


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure before and after, in the documents that both runs have; the interval is that of after - before."""

    name: str
    before: float | None
    after: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    same: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    differences: tuple[Difference, ...]


def save_run(documents: Sequence[Judged], path: Path) -> None:
    """Keep a run, to compare later ones with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(list(documents), enc_hook=float), indent=1) + b"\n")


def load_run(path: Path) -> list[Judged]:
    """Read what `save_run` wrote.

    Raises:
        BadRun: it is something else.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Judged])
    except (OSError, msgspec.DecodeError) as error:
        raise BadRun(str(path), str(error)) from error


def compare(before: Sequence[Judged], after: Sequence[Judged]) -> Comparison:
    """Both runs document by document; names say which belong together."""
    old, new = {d.name: d for d in before}, {d.name: d for d in after}
    both = [name for name in new if name in old]
    changes = [_change(old[name], new[name]) for name in both]
    better = sorted((c for c in changes if c.gain > 0), key=lambda c: -c.gain)
    worse = sorted((c for c in changes if c.gain < 0), key=lambda c: c.gain)
    return Comparison(
        tuple(better),
        tuple(worse),
        len(changes) - len(better) - len(worse),
        tuple(name for name in old if name not in new),
        tuple(name for name in new if name not in old),
        differences([old[name] for name in both], [new[name] for name in both]),
    )


def differences(before: Sequence[Judged], after: Sequence[Judged]) -> tuple[Difference, ...]:
    """The figures of the same documents in both runs, with an interval by drawing templates; none without documents."""
    if not after:
        return ()
    templates = {name: at for at, name in enumerate(dict.fromkeys(d.template for d in after))}
    group = [templates[d.template] for d in after]
    counts = [_counts(documents, group, len(templates)) for documents in (before, after)]
    drawn = np.random.default_rng(SEED).integers(0, len(templates), (DRAWS, len(templates)))
    gains = _ratios(counts[1][drawn].sum(axis=1)) - _ratios(counts[0][drawn].sum(axis=1))
    old, new = (_ratios(c.sum(axis=0)) for c in counts)
    return tuple(
        Difference(name, _known(old[at]), _known(new[at]), *_interval(gains[:, at])) for at, name in enumerate(FIGURES)
    )


def _counts(documents: Sequence[Judged], group: list[int], templates: int) -> NDArray[np.float64]:
    """Return shape (templates, 3 figures, 2): what is counted and what it is a share of."""
    sums = np.zeros((templates, len(FIGURES), 2))
    for document, at in zip(documents, group, strict=True):
        found = figures([document])
        for row, tally in enumerate((found.total, found.lines)):
            sums[at, row] += (2 * tally.right, tally.right + tally.wrong + tally.asked)
        sums[at, 2] += (sum(found.touchless), len(found.touchless))
    return sums


def _ratios(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares; NaN where nothing was asked."""
    with np.errstate(invalid="ignore"):
        return sums[..., 0] / sums[..., 1]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _interval(gains: NDArray[np.float64]) -> tuple[float, float]:
    known = gains[~np.isnan(gains)]
    low, high = np.percentile(known, INTERVAL) if len(known) else (0.0, 0.0)
    return float(low), float(high)


def _change(before: Judged, after: Judged) -> Change:
    old, new = _errors_by_field(before), _errors_by_field(after)
    names = sorted({*old, *new})
    return Change(
        after.name,
        after.template,
        tuple(name for name in names if new.get(name, 0) < old.get(name, 0)),
        tuple(name for name in names if new.get(name, 0) > old.get(name, 0)),
        sum(old.values()) - sum(new.values()),
    )


def _errors_by_field(document: Judged) -> dict[str, int]:
    counts: dict[str, int] = {}
    for verdict in document.errors:
        counts[verdict.field] = counts.get(verdict.field, 0) + 1
    if document.line_errors:
        counts["line items"] = document.line_errors
    return counts
