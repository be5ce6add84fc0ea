"""`python -m benchmarks.learning_curve`: how much better the next document is after 1, 3, 10 validated ones.

Suppliers are drawn from layouts that no shipped model was trained on, some as scans; a folder of real documents may be
given too. The first documents of each are validated, all in one model, the last ones measured; other suppliers, of
which nothing is validated, are measured with the same model and without.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.progress import track

from air.errors import AirError
from air.memory.taught import TaughtModels
from air.models import Models
from air.readers import ReaderSettings, read_document
from benchmarks.after_training import MEASURED, RESAMPLED, SHARE_STRANGERS, AfterTraining, after_training
from benchmarks.curve_report import Point, as_table, draw_plot, with_figures
from benchmarks.playing import Counted, answer, count, entry, index
from models_store import load_pretrained
from training.sample import Sample
from training.synthesis import make_document
from training.synthesis.corpus import load_folder, load_sample, save_sample, version
from training.synthesis.degrade import make_scan

FIRST_LAYOUT = -1_700_000_011  # and below: kept out of training
STEPS = (0, 1, 2, 3, 5, 10, 25)
MOST_SCANS = 3  # validated of a supplier that sends scans: reading them takes seconds each
SETTINGS = ReaderSettings(threads=1)


def drawn_suppliers(count: int, documents: int, cache: Path, *, scans: bool) -> Iterator[list[Sample]]:
    """Suppliers with so many documents each, read by the reader that serves requests; readings are kept in `cache`."""
    for number in range(count):
        layout = FIRST_LAYOUT - number - (1_000_000 if scans else 0)
        found = [sample for at in range(documents) if (sample := _sample(layout, at, cache, is_scan=scans)) is not None]
        if len(found) == documents:
            yield found


def _sample(layout: int, content: int, cache: Path, *, is_scan: bool) -> Sample | None:
    """A drawn document as it was read before, or drawn and read now; None if it cannot be read."""
    path = cache / "suppliers" / version() / f"{abs(layout)}-{content}{'-scan' if is_scan else ''}.msgpack.gz"
    if path.exists():
        return load_sample(path)
    sample = _read(layout, content, is_scan=is_scan)
    if sample is not None:
        save_sample(sample, path)
    return sample


def real_suppliers(folder: Path, cache: Path) -> list[list[Sample]]:
    """Templates with several documents in a folder of real ones."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for sample in load_folder(folder, cache):
        groups[sample.template].append(sample)
    return [some for some in groups.values() if len(some) > 1]


def curve(
    kind: str, suppliers: Sequence[Sequence[Sample]], models: Models, steps: Sequence[int], *, leave_out: bool = False
) -> list[Point]:
    """The points of all three curves; `leave_out` measures every document with up to k of its supplier's others."""
    strangers = suppliers[: 0 if leave_out else round(len(suppliers) * SHARE_STRANGERS)]
    known = suppliers[len(strangers) :]
    taught = slice(None) if leave_out else slice(max(steps))
    entries = {s.name: entry(s, models) for some in track(known, f"{kind}: validating") for s in some[taught]}
    points: list[Point] = []
    for step in steps:
        results = [_measured(some, known, entries, models, step, leave_out=leave_out) for some in known]
        points += [_point(kind, "fields", step, [r.fields for r in results])]
        points += [_point(kind, "lines", step, [r.lines for r in results])]
        if strangers:
            memory = index([s for some in known for s in some[:step]], entries)
            used = TaughtModels(models.fields, models.tables, memory)
            others = [count([answer(s, used) for s in some[-MEASURED:]], some[-MEASURED:]) for some in strangers]
            points += [_point(kind, "other suppliers", step, [r.fields for r in others])]
        _say(points[-3 if strangers else -2 :])
    return points


def _measured(
    supplier: Sequence[Sample],
    all_known: Sequence[Sequence[Sample]],
    entries: dict[str, bytes],
    models: Models,
    step: int,
    *,
    leave_out: bool,
) -> Counted:
    """One supplier after `step` validated documents of every supplier."""
    if not leave_out:
        memory = index([s for some in all_known for s in some[:step]], entries)
        tests = supplier[-MEASURED:]
        return count([answer(s, TaughtModels(models.fields, models.tables, memory)) for s in tests], tests)
    answers = []
    rest = [s for some in all_known if some is not supplier for s in some[:step]]
    for sample in supplier:
        memory = index([*rest, *[s for s in supplier if s is not sample][:step]], entries)
        answers.append(answer(sample, TaughtModels(models.fields, models.tables, memory)))
    return count(answers, supplier)


def _point(kind: str, what: str, step: int, counts: Sequence[tuple[int, int, int]]) -> Point:
    table = np.array([one for one in counts if any(one)], dtype=float).reshape(-1, 3)
    if not len(table):
        return Point(kind, what, step, float("nan"), float("nan"), float("nan"), 0)
    chance = np.random.default_rng(0)
    drawn = table[chance.integers(0, len(table), (RESAMPLED, len(table)))].sum(axis=1)
    low, high = np.percentile(2 * drawn[:, 2] / (drawn[:, 0] + drawn[:, 1]), (2.5, 97.5))
    asked, given, right = table.sum(axis=0)
    return Point(kind, what, step, float(2 * right / (asked + given)), float(low), float(high), len(table))


def _read(layout: int, content: int, *, is_scan: bool) -> Sample | None:
    drawn = make_document(layout, content)
    try:
        if not is_scan:
            document = read_document(drawn.pdf, f"{drawn.seed}.pdf", SETTINGS)
            return Sample(document, drawn.truth, drawn.template, drawn.seed)
        scan = make_scan(drawn, abs(layout) * 31 + content)
        document = read_document(scan.data, scan.filename, replace(SETTINGS, culture=drawn.truth.language))
        return Sample(document, scan.truth, drawn.template, f"{drawn.seed}-scan")
    except AirError:
        return None


def _say(points: Sequence[Point]) -> None:
    for point in points:
        click.echo(
            f"{point.kind:8} {point.what:16} k={point.validated:<3} F1 {point.f1:.4f}"
            f" ({point.low:.4f} to {point.high:.4f}, {point.suppliers} suppliers)"
        )


@click.command()
@click.option("--suppliers", default=60, show_default=True, help="Drawn digital suppliers.")
@click.option("--scans", default=15, show_default=True, help="Drawn suppliers that send scans.")
@click.option("--most", default=25, show_default=True, help="Validated documents of a supplier.")
@click.option(
    "--real", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder of real ones too."
)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("build/readings"), show_default=True)
@click.option(
    "--into", type=click.Path(dir_okay=False, exists=True, path_type=Path), help="Put the figures into this document."
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/learning-curve"), show_default=True)
def main(suppliers: int, scans: int, most: int, real: Path | None, cache: Path, into: Path | None, out: Path) -> None:
    """Measure, and write OUT.md, OUT.json and OUT.png."""
    models = load_pretrained()
    steps = [step for step in STEPS if step <= most]
    points: list[Point] = []
    of_training: list[AfterTraining] = []
    for kind, number, last in (("digital", suppliers, most), ("scans", scans, min(most, MOST_SCANS))):
        if number:
            drawing = drawn_suppliers(number, last + MEASURED, cache, scans=kind == "scans")
            drawn = list(track(drawing, f"{kind}: drawing", total=number, console=Console(stderr=True)))
            points += curve(kind, drawn, models, [step for step in steps if step <= last])
            if kind == "digital":
                of_training.append(after_training(drawn, models))
    if real is not None:
        points += curve("real", real_suppliers(real, cache), models, [k for k in steps if k <= 3], leave_out=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    said = as_table(points) + "".join(f"\n{one.in_words()}\n" for one in of_training)
    out.with_suffix(".md").write_text(said)
    rows: list[dict[str, Any]] = [{name: getattr(point, name) for name in Point.__slots__} for point in points]
    known = {"points": rows, "training": [asdict(one) for one in of_training]}
    out.with_suffix(".json").write_text(json.dumps(known, indent=1) + "\n")
    draw_plot(points, out.with_suffix(".png"))
    if into is not None:
        into.write_text(with_figures(into.read_text(), said))
    click.echo(said)


if __name__ == "__main__":
    main()
