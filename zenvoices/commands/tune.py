"""`zenvoices tune`: search for how the trees of the shipped field models should grow."""

from __future__ import annotations

from pathlib import Path

import click

from training import pretrained
from training.fields import prepare
from training.parameters import save_parameters
from training.synthesis.corpus import make_samples


@click.command()
@click.option("--digital", default=800, show_default=True, help="Documents with a text layer.")
@click.option("--scans", default=100, show_default=True, help="Documents as scans and photos, read by OCR.")
@click.option("--trials", default=30, show_default=True)
@click.option("--seed", default=pretrained.SEED, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), default=Path("build/readings"), show_default=True)
def tune(digital: int, scans: int, trials: int, seed: int, cache: Path) -> None:
    """Search with Optuna on drawn documents and keep the choice for `zenvoices train`, if it is a better one."""
    from training.tuning import search  # Optuna comes with the tools for development only

    prepared = prepare(make_samples(digital, seed, scans=scans, cache=cache))
    chosen, loss, before = search(
        prepared, trials=trials, seed=seed, progress=lambda done, of, best: click.echo(f"{done}/{of}: {best:.4f}")
    )
    if loss < before:
        save_parameters(chosen)
    click.echo(f"log loss per document {loss:.4f}, with what was in use {before:.4f}")
