"""`python -m benchmarks`: measure, and print every figure beside its limit."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import click
from rich.console import Console

from benchmarks.figure import FULL, QUICK, Figure
from benchmarks.report import print_table, with_table, write_json

NAMES = (
    "loading", "digital", "schemas", "long", "scans", "over_http", "memory", "webhooks", "books", "extraction",
    "custom", "tenants",
)  # fmt: skip
BUSY = 0.5  # of the CPUs


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(NAMES))
@click.option("--quick", is_flag=True, help="Little of everything, to see that it runs; the figures mean nothing.")
@click.option(
    "--json", "json_path", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures there too."
)
@click.option(
    "--into", type=click.Path(dir_okay=False, exists=True, path_type=Path), help="Put the table into this README."
)
def main(names: tuple[str, ...], quick: bool, json_path: Path | None, into: Path | None) -> None:
    """Measure NAMES, or everything; exit code 1 if a figure is over its limit."""
    said = Console(stderr=True)
    if os.getloadavg()[0] > BUSY * (os.cpu_count() or 1):
        said.print("The machine is busy; times will be longer than they are.", style="yellow")
    figures: list[Figure] = []
    for name in names or NAMES:
        said.print(f"measuring {name} …", style="dim")
        figures += import_module(f"benchmarks.{name}").measure(QUICK if quick else FULL)
    print_table(figures, Console())
    if into is not None:
        into.write_text(with_table(into.read_text(), figures))
    if json_path is not None:
        write_json(figures, json_path, is_quick=quick)
    sys.exit(1 if not quick and any(figure.is_over for figure in figures) else 0)


if __name__ == "__main__":
    main()
