"""`zenvoices train`: make the pretrained models from nothing."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from models_store import pretrained as shipped_folder
from training import pretrained
from training.forms import models as schema_models

STEPS = {  # by what is made
    "recognition": ("documents", "labels", "features", "fields", "tables"),
    "schemas": ("forms", "senders"),
}


@click.command()
@click.option("--digital", default=pretrained.DIGITAL, show_default=True, help="Documents with a text layer.")
@click.option(
    "--scans", default=pretrained.SCANS, show_default=True, help="Documents as scans and photos, read by OCR."
)
@click.option("--only", type=click.Choice(tuple(STEPS)), help="Make these models only; default is all.")
@click.option("--seed", default=pretrained.SEED, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("build/readings"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path), default=shipped_folder(), show_default="the shipped ones")
def train(digital: int, scans: int, only: str | None, seed: int, cache: Path, out: Path) -> None:
    """Draw training documents, read them, fit and calibrate the models, write them to OUT.

    "recognition" are those of header fields and tables, "schemas" those of user-defined fields. Which words are like
    labels is learnt anew only for the shipped models: it is part of the lexicon.
    """
    is_shipped = out.resolve() == shipped_folder().resolve()
    columns = (TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        steps = [step for part, some in STEPS.items() if only in (None, part) for step in some]
        tasks = {name: bar.add_task(name, total=None, start=False) for name in steps}

        def show(what: str, done: int, of: int) -> None:
            bar.start_task(tasks[what])
            bar.update(tasks[what], completed=done, total=of)

        if only in (None, "recognition"):
            pretrained.train_pretrained(
                out, cache, digital=digital, scans=scans, seed=seed, learn_labels=is_shipped, progress=show
            )
        if only in (None, "schemas"):
            schema_models.train_schema_models(out / "schema", cache, seed=seed, progress=show)
    click.echo(f"models written to {out}")
