"""`zenvoices evaluate`: how many answers are right, on documents that no model was trained on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from air.errors import AirError
from air.pipeline import recognise
from air.readers.process import ReaderProcess
from models_store import load_pretrained
from training.evaluation import Case, Score, Tally, drawn_cases, folder_cases, legislation_of


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--count", default=300, show_default=True, help="Documents to draw when no FOLDER is given.")
def evaluate(folder: Path | None, count: int) -> None:
    """Score the models on FOLDER (NAME.pdf beside NAME.json with the truth), or on freshly drawn documents."""
    cases = list(folder_cases(folder)) if folder else list(drawn_cases(count))
    score, failed = Score(), 0
    for case, error in _judged(cases, score):
        if error:
            failed += 1
            click.echo(f"{case.filename}: {error}", err=True)
    _print(score, failed)


def _judged(cases: list[Case], score: Score) -> Iterator[tuple[Case, str]]:
    models = load_pretrained()
    with ReaderProcess() as reader:
        for case in track(cases, "reading", console=Console(stderr=True), transient=True):
            try:
                result = recognise(
                    case.data,
                    case.filename,
                    models,
                    legislation=legislation_of(case.truth),
                    with_line_items=True,
                    reader=reader.read,
                )
            except AirError as error:
                yield case, str(error)
                continue
            score.add(case.truth, result)
            yield case, ""


def _print(score: Score, failed: int) -> None:
    table = Table(title=f"{score.documents} documents, {failed} failed", title_justify="left")
    for name in ("field", "asked", "given", "right", "F1"):
        table.add_column(name, justify="left" if name == "field" else "right")
    for name, tally in sorted(score.fields.items()):
        table.add_row(name, *_cells(tally))
    table.add_section()
    table.add_row("all fields", *_cells(score.total))
    table.add_row("line items", *_cells(score.lines))
    Console().print(table)


def _cells(tally: Tally) -> tuple[str, ...]:
    return str(tally.asked), str(tally.given), str(tally.right), f"{100 * tally.f1:.1f} %"
