"""`zenvoices evaluate`: how many answers are right, on documents that no model was trained on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from models_store import pretrained
from training.comparison import compare, load_run, save_run
from training.evaluation import Case, Engine, drawn_cases, folder_cases
from training.evaluation import evaluate as evaluate_cases
from training.figures import figures
from training.judging import FACTS, Judged
from zenvoices.evaluation.diagrams import reliability_diagrams
from zenvoices.evaluation.report import write_report
from zenvoices.evaluation.terminal import show

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--count", default=300, show_default=True, help="Documents to draw when no FOLDER is given.")
@click.option("--by", type=click.Choice([*FACTS, "field"]), help="Figures per group too.")
@click.option("--only", metavar="TEXT", help="Only documents whose source or name has TEXT.")
@click.option("--without", metavar="TEXT", help="Only documents whose source and name have not.")
@click.option("--first", type=click.IntRange(1), help="Only the first so many documents.")
@click.option("--report", type=FILE, help="Write an HTML page with every wrong document, complete in one file.")
@click.option("--diagrams", type=FILE, help="Write reliability diagrams as SVG.")
@click.option("--save", type=FILE, help="Keep this run as JSON, to compare later ones with it.")
@click.option("--against", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="An earlier run.")
@click.option("--models", type=FOLDER, help="Other models than the shipped ones.")
@click.option("--readings", type=FOLDER, default=Path("build/readings/evaluation"), show_default=True)
@click.option("--workers", type=click.IntRange(1, 2), default=1, show_default=True)
def evaluate(
    folder: Path | None,
    count: int,
    by: str | None,
    only: str | None,
    without: str | None,
    first: int | None,
    report: Path | None,
    diagrams: Path | None,
    save: Path | None,
    against: Path | None,
    models: Path | None,
    readings: Path,
    workers: int,
) -> None:
    """Score the models on FOLDER (NAME.pdf beside NAME.json with the truth), or on freshly drawn documents.

    What was read of a document is kept in READINGS; it is read again only after the readers changed.
    """
    earlier = load_run(against) if against else None  # a wrong file is to be told of before the work
    cases = [
        case for case in (folder_cases(folder) if folder else drawn_cases(count)) if _is_asked(case, only, without)
    ]
    cases = cases[:first]
    engine = Engine(models or pretrained(), readings if folder else None)
    documents = list(_tracked(evaluate_cases(cases, engine, workers=workers), len(cases)))
    comparison = compare(earlier, documents) if earlier is not None else None
    show(documents, by=by, comparison=comparison)
    if save:
        save_run(documents, save)
    if diagrams:
        _write(diagrams, reliability_diagrams(figures(documents)))
    if report:
        with _noted("writing the report"):
            write_report(report, documents, {case.name: case for case in cases}, comparison)


def _is_asked(case: Case, only: str | None, without: str | None) -> bool:
    told = f"{case.source} {case.name}"
    return (only is None or only in told) and (without is None or without not in told)


def _tracked(documents: Iterator[Judged], total: int) -> Iterator[Judged]:
    yield from track(documents, "reading", total, console=Console(stderr=True), transient=True)


@contextmanager
def _noted(what: str) -> Iterator[None]:
    with Console(stderr=True).status(what):
        yield


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
