"""`zenvoices train`: make the pretrained models from nothing."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from training import pretrained

STEPS = ("documents", "labels", "features", "fields", "tables")


@click.command()
@click.option("--digital", default=pretrained.DIGITAL, show_default=True, help="Documents with a text layer.")
@click.option(
    "--scans", default=pretrained.SCANS, show_default=True, help="Documents as scans and photos, read by OCR."
)
@click.option("--seed", default=pretrained.SEED, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("build/readings"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("models_store/pretrained"), show_default=True)
def train(digital: int, scans: int, seed: int, cache: Path, out: Path) -> None:
    """Draw training documents, read them, fit and calibrate all models, write them to OUT."""
    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        tasks = {name: bar.add_task(name, total=None, start=False) for name in STEPS}

        def show(what: str, done: int, of: int) -> None:
            bar.start_task(tasks[what])
            bar.update(tasks[what], completed=done, total=of)

        pretrained.train_pretrained(out, cache, digital=digital, scans=scans, seed=seed, progress=show)
    click.echo(f"models written to {out}")
