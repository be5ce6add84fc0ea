"""`python -m benchmarks.learning_curve`: how much better the next document is after 1, 3, 10 validated ones.

Suppliers are drawn from layouts that no shipped model was trained on, some as scans; a folder of real documents may be
given too. The first documents of each are validated, all in one model, the last ones measured; other suppliers, of
which nothing is validated, are measured with the same model and without.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
import numpy as np
from PIL import Image, ImageDraw
from rich.console import Console
from rich.progress import track

from air.errors import AirError
from air.fields import ROLES
from air.findings import find
from air.memory.index import LayoutIndex
from air.memory.taught import TaughtModels, remember
from air.models import Models
from air.pipeline import understand
from air.readers import ReaderSettings, read_document
from air.recognition import Recognition
from models_store import load_pretrained
from training.custom.playing import feedback_of
from training.evaluation import legislation_of
from training.judging import MISSING, RIGHT, SURPLUS, Expected, Verdict, judge, judge_lines
from training.sample import Sample
from training.synthesis import make_document
from training.synthesis.corpus import load_folder, load_sample, save_sample, version
from training.synthesis.degrade import make_scan

FIRST_LAYOUT = -1_700_000_011  # and below: kept out of training
STEPS = (0, 1, 2, 3, 5, 10, 25)
MOST_SCANS = 3  # validated of a supplier that sends scans: reading them takes seconds each
MEASURED = 3  # documents of each supplier
SHARE_STRANGERS = 0.34  # of the suppliers
RESAMPLED = 2_000
SETTINGS = ReaderSettings(threads=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """Answers on the documents of one supplier: asked, given and right, of fields and of lines."""

    fields: tuple[int, int, int]
    lines: tuple[int, int, int]


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
    entries = {s.name: _entry(s, models) for some in track(known, f"{kind}: validating") for s in some}
    points: list[Point] = []
    for step in steps:
        results = [_measured(some, known, entries, models, step, leave_out=leave_out) for some in known]
        points += [_point(kind, "fields", step, [r.fields for r in results])]
        points += [_point(kind, "lines", step, [r.lines for r in results])]
        if strangers:
            memory = _index([s for some in known for s in some[:step]], entries)
            taught = TaughtModels(models.fields, models.tables, memory)
            others = [_count([_answer(s, taught) for s in some[-MEASURED:]], some[-MEASURED:]) for some in strangers]
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
        memory = _index([s for some in all_known for s in some[:step]], entries)
        tests = supplier[-MEASURED:]
        return _count([_answer(s, TaughtModels(models.fields, models.tables, memory)) for s in tests], tests)
    answers = []
    rest = [s for some in all_known if some is not supplier for s in some[:step]]
    for sample in supplier:
        memory = _index([*rest, *[s for s in supplier if s is not sample][:step]], entries)
        answers.append(_answer(sample, TaughtModels(models.fields, models.tables, memory)))
    return _count(answers, supplier)


def _index(samples: Sequence[Sample], entries: dict[str, bytes]) -> LayoutIndex:
    index = LayoutIndex()
    for serial, sample in enumerate(samples):
        index.add(serial, entries[sample.name])
    return index


def _entry(sample: Sample, models: Models) -> bytes:
    """What is remembered once a person has corrected what the shipped models answered."""
    legislation = legislation_of(sample.truth)
    findings = find(sample.document, legislation=legislation)
    answered = _answer(sample, models)
    feedback = feedback_of(sample.truth, legislation, answered)
    return remember(findings, feedback, models).to_bytes()


def _answer(sample: Sample, models: Models) -> Recognition:
    found, _ = understand(sample.document, models, legislation_of(sample.truth), with_line_items=True)
    return found


def _count(answers: Sequence[Recognition], samples: Sequence[Sample]) -> Counted:
    verdicts: list[Verdict] = []
    lines = np.zeros(3, dtype=int)
    for answer, sample in zip(answers, samples, strict=True):
        verdicts += verdicts_on(sample, answer)
        of_lines = judge_lines(sample.truth, answer)
        if of_lines.asked:
            lines += (of_lines.asked, of_lines.given, of_lines.right)
    right = sum(one.outcome == RIGHT for one in verdicts)
    given = sum(one.outcome != MISSING for one in verdicts)
    asked = sum(one.outcome != SURPLUS for one in verdicts)
    return Counted((asked, given, right), (int(lines[0]), int(lines[1]), int(lines[2])))


def verdicts_on(sample: Sample, answer: Recognition) -> list[Verdict]:
    """The verdicts on the fields that can be trained."""
    return [one for one in judge(Expected(sample.truth), answer) if one.field in ROLES or one.field == "TaxLines"]


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


@click.command()
@click.option("--suppliers", default=60, show_default=True, help="Drawn digital suppliers.")
@click.option("--scans", default=15, show_default=True, help="Drawn suppliers that send scans.")
@click.option("--most", default=25, show_default=True, help="Validated documents of a supplier.")
@click.option(
    "--real", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder of real ones too."
)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("build/readings"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("build/learning-curve"), show_default=True)
def main(suppliers: int, scans: int, most: int, real: Path | None, cache: Path, out: Path) -> None:
    """Measure, and write OUT.md, OUT.json and OUT.png."""
    models = load_pretrained()
    steps = [step for step in STEPS if step <= most]
    points: list[Point] = []
    for kind, count, last in (("digital", suppliers, most), ("scans", scans, min(most, MOST_SCANS))):
        if count:
            drawing = drawn_suppliers(count, last + MEASURED, cache, scans=kind == "scans")
            drawn = list(track(drawing, f"{kind}: drawing", total=count, console=Console(stderr=True)))
            points += curve(kind, drawn, models, [step for step in steps if step <= last])
    if real is not None:
        points += curve("real", real_suppliers(real, cache), models, [k for k in steps if k <= 3], leave_out=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.with_suffix(".md").write_text(as_table(points))
    rows: list[dict[str, Any]] = [{name: getattr(point, name) for name in Point.__slots__} for point in points]
    out.with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n")
    draw_plot(points, out.with_suffix(".png"))
    click.echo(as_table(points))


if __name__ == "__main__":
    main()
